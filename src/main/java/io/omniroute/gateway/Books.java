package io.omniroute.gateway;

import io.omniroute.catalog.Catalog;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.key.ApiKey;
import io.omniroute.domain.lab.RecentRequest;
import io.omniroute.domain.log.CallEntry;
import io.omniroute.domain.log.CallSink;
import io.omniroute.domain.route.Leg;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.domain.usage.TokenUsage;
import io.omniroute.domain.usage.UsageEntry;
import io.omniroute.domain.usage.UsageSink;
import io.omniroute.usage.Cost;
import io.omniroute.usage.Estimate;
import io.omniroute.usage.Phase;
import io.omniroute.usage.PriceTable;
import io.omniroute.usage.Reservation;
import io.omniroute.usage.Sample;
import io.omniroute.usage.Telemetry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Books every request once, however it ended: tokens, cost, times, one line in the log. Never blocks, never throws. */
public final class Books {
    private static final Logger LOG = System.getLogger("io.omniroute.requests");

    private final UsageSink sink;
    private final Catalog catalog;
    private final Telemetry telemetry;
    private final Supplier<Snapshot> snapshots;
    private final CallSink calls;
    /** Tells the attempts of this run from those of all others. */
    private final String run = UUID.randomUUID().toString();
    private final AtomicLong attempts = new AtomicLong();
    /** A sixteenth of the heap for bodies the call log has yet to get. */
    private final Room room = new Room(Runtime.getRuntime().maxMemory() / 16);
    private final History history;
    private final @Nullable Tracing tracing;

    public Books(UsageSink sink, Catalog catalog, Telemetry telemetry, Supplier<Snapshot> snapshots,
            Chronicle chronicle) {
        this.sink = sink;
        this.catalog = catalog;
        this.telemetry = telemetry;
        this.snapshots = snapshots;
        this.calls = chronicle.calls();
        this.history = chronicle.history();
        this.tracing = chronicle.tracing().orElse(null);
    }

    /** A request comes in; where its stages are kept, what its client is told is listened to. */
    Exchange open(Inbound inbound, ClientChannel channel) {
        Trace trace = tracing == null ? null : tracing.begin(inbound);
        ClientChannel traced = trace == null ? channel : trace.listening(channel);
        KeptBodies kept = KeptBodies.of(inbound, snapshots.get().settings().log().payloads(), room);
        return new Exchange(inbound, kept == null ? traced : kept.listening(traced), trace, kept);
    }

    void begins(Exchange exchange, Leg leg) {
        sink.pending(leg.model(), leg.endpoint().provider(), leg.connection().name());
    }

    void settle(Exchange exchange, Outcome outcome) {
        if (exchange.localProvider().isPresent()) {
            exchange.bodies();
            note(exchange, outcome, exchange.localProvider().get());
            return;
        }
        Optional<Leg> leg = exchange.leg();
        Optional<Company.Origin> origin = exchange.company().origin();
        String provider = leg.map(it -> it.endpoint().provider()).or(() -> origin.map(Company.Origin::provider))
                .orElse("");
        String model = leg.map(Leg::model).or(() -> origin.map(Company.Origin::model))
                .orElse(exchange.requestedModel());
        TokenUsage tokens = leg.isPresent() ? tokens(exchange, outcome) : TokenUsage.NONE;
        Cost cost = outcome instanceof Outcome.Reused
                ? free(exchange)
                : charge(exchange, new PriceTable(catalog, snapshots.get()), provider, model, tokens);
        exchange.clock().ended(Phase.FINALIZE);
        long total = exchange.clock().totalNanos();
        int status = status(exchange, outcome);
        sink.add(new UsageEntry(exchange.inbound().arrived(), exchange.inbound().requestId(), provider, model,
                leg.map(it -> it.connection().id()).orElse(null), leg.map(it -> it.connection().name()).orElse(null),
                exchange.inbound().caller().key().map(ApiKey::id).orElse(null),
                exchange.inbound().caller().key().map(ApiKey::name).orElse(null), tokens, cost.usd(),
                cost.unpriced(), word(outcome), succeeded(outcome), total / 1_000_000,
                timeToFirstContentMs(exchange), status, errorCode(outcome), "chat",
                exchange.combo().orElse(null)));
        calls.add(call(exchange, outcome, provider, model, tokens, total, status));
        telemetry.add(new Sample(exchange.inbound().requestId(), Instant.now(), exchange.clock().phaseNanos(), total,
                timeToFirstContent(exchange), outcome instanceof Outcome.Reused ? "" : provider, model, status));
        line(exchange, outcome, provider, model, tokens, total, status);
        history.add(recent(exchange, outcome, provider, model, total, status));
        Trace trace = exchange.trace();
        if (trace != null) {
            trace.end(exchange, outcome);
        }
    }

    private static Cost free(Exchange exchange) {
        exchange.reservation().ifPresent(Reservation::release);
        return new Cost(BigDecimal.ZERO, false);
    }

    /** What the request cost, failed attempts included; booked on its caller's budget line by line. */
    private Cost charge(Exchange exchange, PriceTable prices, String provider, String model, TokenUsage tokens) {
        Cost total = prices.cost(provider, model, tokens);
        Optional<Reservation> hold = exchange.reservation();
        for (Consumption.Spent spent : exchange.consumption().spent()) {
            Cost cost = prices.cost(spent.leg().endpoint().provider(), spent.leg().model(), spent.tokens());
            hold.ifPresent(it -> it.charge(attemptId(), cost.usd()));
            total = new Cost(total.usd().add(cost.usd()), total.unpriced() || cost.unpriced());
        }
        BigDecimal last = prices.cost(provider, model, tokens).usd();
        hold.ifPresent(it -> it.settle(attemptId(), last));
        return total;
    }

    private String attemptId() {
        return run + "-" + attempts.incrementAndGet();
    }

    private static CallEntry call(Exchange exchange, Outcome outcome, String provider, String model, TokenUsage tokens,
            long totalNanos, int status) {
        Inbound inbound = exchange.inbound();
        Optional<Leg> leg = exchange.leg();
        Optional<ApiKey> key = inbound.caller().key();
        return new CallEntry(inbound.arrived(), inbound.requestId(), "POST", DoorPath.of(inbound), status,
                totalNanos / 1_000_000,
                new CallEntry.Asked(exchange.requestedModel(), exchange.dialect().id(),
                        key.map(ApiKey::id).orElse(null), key.map(ApiKey::name).orElse(null),
                        exchange.combo().orElse(null)),
                new CallEntry.Served(provider, model, leg.map(it -> it.connection().name()).orElse(null),
                        leg.map(it -> it.connection().id()).orElse(null),
                        leg.map(it -> it.endpoint().format().id()).orElse(null), tokens.input(), tokens.output()),
                error(outcome), exchange.decisions().steps(), exchange.bodies());
    }

    private static @Nullable String error(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answered -> null;
            case Outcome.Reused reused -> null;
            case Outcome.Truncated truncated -> truncated.failure().message();
            case Outcome.Failed failed -> failed.failure().message();
            case Outcome.Left left -> new Failure.ClientGone().message();
        };
    }

    private static RecentRequest recent(Exchange exchange, Outcome outcome, String provider, String model,
            long totalNanos, int status) {
        Inbound inbound = exchange.inbound();
        Optional<Leg> leg = exchange.leg();
        return new RecentRequest(inbound.requestId(), inbound.arrived(), provider, model, exchange.dialect().id(),
                leg.map(it -> it.endpoint().format().id()).orElse(null), word(outcome), status,
                totalNanos / 1_000_000, DoorPath.of(inbound), leg.map(it -> it.connection().id()).orElse(null),
                exchange.combo().orElse(null));
    }

    /** An answer of the gateway's own: shown among the requests, counted nowhere (10 section 17). */
    private void note(Exchange exchange, Outcome outcome, String provider) {
        TokenUsage tokens = exchange.consumption().usage().orElse(TokenUsage.NONE);
        long total = exchange.clock().totalNanos();
        int status = status(exchange, outcome);
        sink.note(new UsageEntry(exchange.inbound().arrived(), exchange.inbound().requestId(), provider,
                exchange.requestedModel(), null, null, exchange.inbound().caller().key().map(ApiKey::id).orElse(null),
                exchange.inbound().caller().key().map(ApiKey::name).orElse(null), tokens, BigDecimal.ZERO, false,
                word(outcome), outcome instanceof Outcome.Answered, total / 1_000_000,
                timeToFirstContentMs(exchange), status, errorCode(outcome), "chat"));
        line(exchange, outcome, provider, exchange.requestedModel(), tokens, total, status);
    }

    private static void line(Exchange exchange, Outcome outcome, String provider, String model, TokenUsage tokens,
            long totalNanos, int status) {
        if (LOG.isLoggable(Level.INFO)) {
            LOG.log(Level.INFO,
                    "request=" + exchange.inbound().requestId() + " model=" + printable(model) + " provider=" + provider
                            + " status=" + status + " outcome=" + word(outcome) + " in=" + tokens.input() + " out="
                            + tokens.output() + " ms=" + totalNanos / 1_000_000 + " attempts=" + exchange.attempts());
        }
    }

    /** A model name is the client's text: it must not be able to write a line of its own. */
    private static String printable(String model) {
        String cut = model.length() > 120 ? model.substring(0, 120) : model;
        return cut.chars().allMatch(Books::harmless)
                ? cut
                : cut.codePoints().map(c -> harmless(c) ? c : '?')
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static boolean harmless(int character) {
        return character > ' ' && character < 0x7f;
    }

    private static TokenUsage tokens(Exchange exchange, Outcome outcome) {
        Optional<TokenUsage> reported = exchange.consumption().usage().filter(TokenUsage::positive);
        if (reported.isPresent()) {
            boolean whole = outcome instanceof Outcome.Answered || outcome instanceof Outcome.Failed;
            return whole ? reported.get() : soFar(reported.get(), exchange);
        }
        return exchange.consumption().anyContent() || outcome instanceof Outcome.Answered
                ? Estimate.of(exchange.inbound().body().length(), exchange.consumption().contentCharacters())
                : TokenUsage.NONE;
    }

    /** A broken stream's figures are those of its beginning; what came since is estimated. */
    private static TokenUsage soFar(TokenUsage reported, Exchange exchange) {
        long guessed = Estimate.of(0, exchange.consumption().contentCharacters()).output();
        return guessed <= reported.output()
                ? reported
                : new TokenUsage(reported.input(), guessed, reported.cacheRead(), reported.cacheWrite(),
                        reported.reasoning(), true);
    }

    private static OptionalLong timeToFirstContent(Exchange exchange) {
        return exchange.consumption().firstContentNanos() == 0
                ? OptionalLong.empty()
                : OptionalLong.of(exchange.consumption().firstContentNanos() - exchange.inbound().times().arrived());
    }

    private static @Nullable Long timeToFirstContentMs(Exchange exchange) {
        OptionalLong nanos = timeToFirstContent(exchange);
        return nanos.isPresent() ? (Long) (nanos.getAsLong() / 1_000_000) : null;
    }

    /** What the client got, or would have got from this outcome. */
    static int status(Exchange exchange, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answered -> answered.status();
            case Outcome.Reused reused -> reused.status();
            case Outcome.Truncated truncated -> exchange.status();
            case Outcome.Failed failed -> exchange.status() == 0 ? failed.failure().status() : exchange.status();
            case Outcome.Left left -> 499;
        };
    }

    private static boolean succeeded(Outcome outcome) {
        return outcome instanceof Outcome.Answered || outcome instanceof Outcome.Reused reused && reused.status() < 400;
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answered -> UsageEntry.OK;
            case Outcome.Reused reused -> UsageEntry.CACHED;
            case Outcome.Truncated truncated -> UsageEntry.TRUNCATED;
            case Outcome.Failed failed -> UsageEntry.ERROR;
            case Outcome.Left left -> UsageEntry.CANCELLED;
        };
    }

    private static @Nullable String errorCode(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answered -> null;
            case Outcome.Reused reused -> reused.status() < 400 ? null : Integer.toString(reused.status());
            case Outcome.Truncated truncated -> Integer.toString(truncated.failure().status());
            case Outcome.Failed failed ->
                failed.failure() instanceof Failure.Refused refused
                        ? refused.code()
                        : Integer.toString(failed.failure().status());
            case Outcome.Left left -> "499";
        };
    }
}
