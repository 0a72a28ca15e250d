package io.omniroute.gateway;

import io.omniroute.cache.Caches;
import io.omniroute.catalog.Given;
import io.omniroute.domain.Format;
import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.key.Caller;
import io.omniroute.domain.log.CallEntry;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.domain.usage.UsageEntry;
import io.omniroute.domain.usage.UsageSink;
import io.omniroute.oauth.Refreshes;
import io.omniroute.oauth.TokenIssuer;
import io.omniroute.resilience.Affinity;
import io.omniroute.resilience.ComboCounters;
import io.omniroute.resilience.ModelSlots;
import io.omniroute.resilience.Rotation;
import io.omniroute.resilience.SnapshotTerms;
import io.omniroute.resilience.Timepiece;
import io.omniroute.resilience.Upstreams;
import io.omniroute.translation.TranslationSettings;
import io.omniroute.translation.stages.LearnedTags;
import io.omniroute.translation.stages.UsageBuffer;
import io.omniroute.policy.Bypass;
import io.omniroute.upstream.Executor;
import io.omniroute.usage.BudgetNotices;
import io.omniroute.usage.Budgets;
import io.omniroute.usage.ComboMetrics;
import io.omniroute.usage.Telemetry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The whole corridor over played upstreams: one node with two accounts, reached as {@code p/m}. */
final class Corridor implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(30);

    static final Bypass BYPASS = new Bypass(true, List.of("Please write a title"), "Answered here.");

    final Booked booked = new Booked();
    final Telemetry telemetry = new Telemetry();
    final Caches caches;
    /** The call log. */
    final List<CallEntry> called = new ArrayList<>();
    final UpstreamSide side;
    /** Played by a script; empty where they are played otherwise. */
    final ScriptedExecutor upstreams;
    final Watch watch;
    final ChatPipeline pipeline;
    private final Speech speech;

    Corridor(Speech speech, ScriptedExecutor upstreams) {
        this(speech, upstreams, settings(), waiting -> Set.of());
    }

    Corridor(Speech speech, ScriptedExecutor upstreams, Chronicle chronicle) {
        this(speech, upstreams, settings(), waiting -> Set.of(), chronicle);
    }

    Corridor(Speech speech, ScriptedExecutor upstreams, GatewaySettings settings, ClientSockets sockets) {
        this(speech, upstreams, settings, sockets, Chronicle.brief());
    }

    private Corridor(Speech speech, ScriptedExecutor upstreams, GatewaySettings settings, ClientSockets sockets,
            Chronicle chronicle) {
        this(speech, upstreams, snapshot(speech.node()), settings, sockets, chronicle, Caches.off());
    }

    /** Over other upstreams than those of a script. */
    Corridor(Speech speech, Executor upstreams, Snapshot snapshot, GatewaySettings settings) {
        this(speech, upstreams, snapshot, settings, waiting -> Set.of(), Chronicle.brief(), Caches.off());
    }

    /** A corridor that remembers answers. */
    static Corridor remembering(Speech speech, ScriptedExecutor upstreams, Caches caches) {
        return remembering(speech, upstreams, caches, settings(), waiting -> Set.of());
    }

    static Corridor remembering(Speech speech, ScriptedExecutor upstreams, Caches caches, GatewaySettings settings,
            ClientSockets sockets) {
        return new Corridor(speech, upstreams, snapshot(speech.node()), settings, sockets, Chronicle.brief(), caches);
    }

    private Corridor(Speech speech, Executor upstreams, Snapshot snapshot, GatewaySettings settings,
            ClientSockets sockets, Chronicle told, Caches caches) {
        this.caches = caches;
        this.speech = speech;
        Chronicle chronicle = new Chronicle(told.history(), called::add, told.tracing());
        watch = new Watch(settings, sockets, Duration.ofMillis(2));
        this.upstreams = upstreams instanceof ScriptedExecutor scripted ? scripted : new ScriptedExecutor();
        side = side(upstreams, () -> snapshot);
        pipeline = new ChatPipeline(() -> snapshot, Given.SHIPPED, side, interpreter(), watch,
                new Books(booked, Given.SHIPPED, telemetry, () -> snapshot, chronicle),
                new Shortcuts(BYPASS, caches, Clock.systemUTC()), guards(() -> snapshot), settings);
    }

    /** Nothing is remembered yet of anybody. */
    static UpstreamSide side(Executor executor, Supplier<Snapshot> snapshots) {
        Timepiece time = Timepiece.system();
        var upstreams = new Upstreams(time, new SnapshotTerms(snapshots, Given.SHIPPED), Duration.ofMinutes(30),
                turn -> {});
        return new UpstreamSide(executor, upstreams, new Rotation(time), new Affinity(time), new ComboCounters(time),
                new ModelSlots(time), new Refreshes(TokenIssuer.NONE),
                new ComboMetrics(Clock.systemUTC()), new Random(7));
    }

    static Guards guards(Supplier<Snapshot> snapshots) {
        return new Guards(identifier -> Optional.empty(), new Budgets(snapshots, cost -> {}, BudgetNotices.NONE,
                new Budgets.Time(Clock.systemUTC(), ZoneOffset.UTC)));
    }

    static Interpreter interpreter() {
        return new Interpreter(() -> Given.nothing().snapshot(), Given.SHIPPED,
                new TranslationSettings(UsageBuffer.OFF, false, false), new LearnedTags(),
                Clock.systemUTC());
    }

    static Snapshot snapshot(NodeType type) {
        var node = Given.node(type, "p", "http://127.0.0.1:1/v1");
        return Given.nothing().nodes(node).with(Given.account("first", node.id(), 1, Given.NOW),
                Given.account("second", node.id(), 2, Given.NOW)).snapshot();
    }

    static GatewaySettings settings() {
        return new GatewaySettings(LONG, LONG, LONG, LONG, LONG, Duration.ZERO, false, false, Map.of());
    }

    /** Serves one request on the calling thread and answers what the client has then. */
    RecordingChannel serve(Inbound inbound) {
        return serve(inbound, new RecordingChannel());
    }

    RecordingChannel serve(Inbound inbound, RecordingChannel client) {
        pipeline.serve(inbound, client);
        return client;
    }

    RecordingChannel serveStream() {
        return serve(speech.streamed());
    }

    @Override
    public void close() {
        watch.close();
    }

    static Inbound inbound(Format door, String body, Optional<Inbound.PathTarget> target) {
        return new Inbound("r-1", door, Caller.LOCAL, Map.of(), target, Optional.empty(), Inbound.Wishes.NONE,
                new RequestBody(body.getBytes(StandardCharsets.UTF_8), () -> {}), Instant.now(),
                new Inbound.Times(System.nanoTime(), System.nanoTime()));
    }

    /** The books of one corridor. */
    static final class Booked implements UsageSink {
        final List<UsageEntry> entries = new CopyOnWriteArrayList<>();
        final List<UsageEntry> notes = new ArrayList<>();
        int pending;

        @Override
        public void add(UsageEntry entry) {
            entries.add(entry);
        }

        @Override
        public void note(UsageEntry entry) {
            notes.add(entry);
        }

        @Override
        public void pending(String model, String provider, String account) {
            pending++;
        }

        UsageEntry only() {
            if (entries.size() != 1) {
                throw new AssertionError("booked " + entries.size() + " times");
            }
            return entries.getFirst();
        }
    }
}
