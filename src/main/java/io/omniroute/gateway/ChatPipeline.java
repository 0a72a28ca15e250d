package io.omniroute.gateway;

import io.omniroute.catalog.Catalog;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.key.ApiKey;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.domain.usage.Price;
import io.omniroute.gateway.Inbound.PathTarget;
import io.omniroute.policy.Bypass;
import io.omniroute.policy.ModelRules;
import io.omniroute.policy.PolicyEngine;
import io.omniroute.policy.PolicyFacts;
import io.omniroute.policy.PolicyRequest;
import io.omniroute.routing.ModelNames;
import io.omniroute.routing.ModelNames.Checked.Clean;
import io.omniroute.routing.Resolution;
import io.omniroute.translation.Dialects;
import io.omniroute.translation.RequestHead;
import io.omniroute.translation.RequestReader;
import io.omniroute.translation.Translation;
import io.omniroute.usage.BudgetVerdict;
import io.omniroute.usage.Phase;
import io.omniroute.usage.PriceTable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The corridor: the one way of every chat request, whatever its dialect, streamed or not. It orders the steps (read the
 * head, resolve, judge, plan, try the legs, settle) and decides nothing itself.
 */
public final class ChatPipeline {
    /** Work that was accepted is finished in time; what is beyond it had better come again (70 L03). */
    static final Failure FULL = new Failure.Unavailable("The gateway has as many requests as it can hold",
            Duration.ofSeconds(1));
    static final Failure STOPPING = new Failure.Unavailable("The gateway is shutting down", Duration.ofSeconds(5));
    private static final Logger LOG = System.getLogger(ChatPipeline.class.getName());

    private final Supplier<Snapshot> snapshots;
    private final Catalog catalog;
    private final UpstreamSide side;
    private final Interpreter interpreter;
    private final Watch watch;
    private final Books books;
    private final Bypass bypass;
    private final Replays replays;
    private final CachedAnswers cached;
    private final Guards guards;
    private final GatewaySettings settings;
    private volatile boolean stopping;

    public ChatPipeline(Supplier<Snapshot> snapshots, Catalog catalog, UpstreamSide side,
            Interpreter interpreter, Watch watch, Books books, Shortcuts shortcuts, Guards guards,
            GatewaySettings settings) {
        this.snapshots = snapshots;
        this.catalog = catalog;
        this.side = side;
        this.interpreter = interpreter;
        this.watch = watch;
        this.books = books;
        this.bypass = shortcuts.bypass();
        this.replays = shortcuts.replays();
        this.cached = shortcuts.cached();
        this.guards = guards;
        this.settings = settings;
    }

    /** Serves one request to its end on the calling (virtual) thread: the client has its answer or has left. */
    public void serve(Inbound inbound, ClientChannel channel) {
        Exchange exchange = books.open(inbound, channel);
        watch.add(exchange);
        Outcome outcome = new Outcome.Failed(new Failure.Internal());
        try {
            outcome = told(exchange, walk(exchange));
        } finally {
            exchange.enter(Exchange.Phase.ENDED);
            inbound.body().release();
            watch.remove(exchange);
            exchange.company().end();
            exchange.clock().ended(Phase.STREAM);
            books.settle(exchange, outcome);
        }
    }

    /** Takes no further request and lets those on their way finish, at most that long. */
    public void stop(Duration limit) {
        stopping = true;
        watch.drain(limit);
    }

    private Outcome walk(Exchange exchange) {
        try {
            if (stopping) {
                return new Outcome.Failed(STOPPING);
            }
            if (watch.count() > settings.pursuit().mostAtOnce()) {
                return new Outcome.Failed(FULL);
            }
            Snapshot snapshot = snapshots.get();
            Asked asked = read(exchange);
            Optional<ChatRequest> smallTalk = smallTalk(exchange.inbound(), asked);
            if (smallTalk.isPresent()) {
                return new LocalAnswer(exchange, asked).give(bypass.text(), smallTalk.get());
            }
            var way = new Wayfinder(snapshot, catalog, side, settings.pursuit().unknownModels(), exchange.inbound(),
                    asked);
            Resolution resolution = way.resolve();
            exchange.clock().ended(Phase.RESOLVE);
            judge(exchange, asked, snapshot, way, resolution);
            exchange.clock().ended(Phase.POLICY);
            return reused(exchange, asked, snapshot, resolution,
                    () -> pursue(exchange, asked, snapshot, way, resolution));
        } catch (GatewayException e) {
            return new Outcome.Failed(e.failure());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) { // the outer edge: told to the log alone
            LOG.log(Level.ERROR, "request=" + exchange.inbound().requestId() + " failed by a defect", e);
            return new Outcome.Failed(new Failure.Internal());
        }
    }

    private Asked read(Exchange exchange) {
        Inbound inbound = exchange.inbound();
        RequestHead head = RequestReader.read(inbound.body().bytes(), inbound.door());
        Optional<PathTarget> target = inbound.target();
        exchange.answersIn(head.format(), null);
        Clean name = switch (ModelNames
                .clean(target.map(PathTarget::model).filter(it -> !it.isEmpty()).or(head::model).orElse(""))) {
            case Clean clean -> clean;
            case ModelNames.Checked.Malformed malformed -> throw new GatewayException(malformed.failure());
        };
        var streaming = Streaming.of(inbound, head, settings.streamByDefault());
        exchange.asksFor(name.name());
        head.defect().ifPresent(defect -> {
            throw new GatewayException(defect);
        });
        exchange.answersIn(head.format(), streaming.wanted() ? streaming.form() : null);
        exchange.clock().ended(Phase.PARSE);
        var hub = new Once<>(
                () -> Translation.decode(Dialects.client(head.format()), inbound.body().bytes(), name.name(),
                        streaming.wanted()));
        return new Asked(head, name, streaming.wanted(), streaming.form(), hub);
    }

    /** The request, if it needs no model; decoded for this question alone, so that a stream does not hold it. */
    private Optional<ChatRequest> smallTalk(Inbound inbound, Asked asked) {
        if (!bypass.concerns(inbound.wishes().userAgent())) {
            return Optional.empty();
        }
        try {
            ChatRequest request = Translation.decode(Dialects.client(asked.head().format()), inbound.body().bytes(),
                    asked.model(), asked.streaming());
            return Optional.of(request).filter(bypass::matches);
        } catch (GatewayException e) { // what the hub cannot read may still be forwarded as it is
            return Optional.empty();
        }
    }

    /** Lockout, budget and access, in that order (40 section 8). */
    private void judge(Exchange exchange, Asked asked, Snapshot snapshot, Wayfinder way, Resolution resolution) {
        Inbound inbound = exchange.inbound();
        if (resolution instanceof Resolution.Group group) {
            exchange.asksCombo(group.combo().name());
        }
        ModelRules.Target target = way.target(resolution);
        var request = PolicyRequest.unresolved(inbound.caller(), inbound.wishes().marks().address(), asked.model())
                .resolved(target);
        var facts = new PolicyFacts(guards.lockedFor(), () -> reserve(exchange, way.estimate(resolution)));
        PolicyEngine.judge(request, snapshot, facts).refusal()
                .or(() -> ModelRules.refusal(inbound.caller(), snapshot.settings(), target)).ifPresent(refusal -> {
                    throw new GatewayException(refusal);
                });
    }

    /** What an equal request was answered, else what is found out now. */
    private Outcome reused(Exchange exchange, Asked asked, Snapshot snapshot, Resolution resolution,
            Supplier<Outcome> work) {
        Optional<String> model = resolution instanceof Resolution.Found found
                ? Optional.of(found.canonicalName())
                : Optional.empty();
        var question = new CachedAnswers.Question(exchange, asked, snapshot.settings(), model);
        return replays.around(exchange, asked, () -> cached.around(question, work));
    }

    private Optional<Failure.Refused> reserve(Exchange exchange, BigDecimal estimate) {
        Optional<ApiKey> key = exchange.inbound().caller().key();
        return key.flatMap(it -> switch (guards.budgets().reserve(it.id(), estimate)) {
            case BudgetVerdict.Denied denied -> Optional.of(denied.failure());
            case BudgetVerdict.Granted granted -> {
                exchange.reserved(granted.reservation());
                yield Optional.empty();
            }
        });
    }

    private Outcome pursue(Exchange exchange, Asked asked, Snapshot snapshot, Wayfinder way, Resolution resolution) {
        GatewaySettings.Pursuit limits = settings.pursuit();
        Optional<String> conversation = Conversations.of(limits.sticky(), exchange.inbound(), asked);
        conversation.ifPresent(id -> side.affinity().touch(id));
        exchange.inbound().wishes().marks().conversation().or(() -> asked.head().ask().conversation())
                .ifPresent(exchange::belongsTo);
        var prices = new PriceTable(catalog, snapshot);
        var accounts = new AccountFinder(snapshot, side, settings.baseUrls(),
                leg -> prices.price(leg.endpoint().provider(), leg.model()).map(Price::input));
        var tools = new Visit.Tools(exchange, asked, accounts, side, interpreter, books,
                new Chances(limits.maxAttempts(), limits.maxTime()), conversation, limits.limiterWait());
        Itinerary itinerary = way.itinerary(resolution, exchange.decisions());
        return new Pursuit(tools, itinerary, resolution instanceof Resolution.Group group ? group.combo() : null).run();
    }

    /** Tells the client about a failure; everything else it has been told already. */
    private static Outcome told(Exchange exchange, Outcome outcome) {
        if (!(outcome instanceof Outcome.Failed failed)) {
            return outcome;
        }
        if (exchange.clientGone()) {
            return new Outcome.Left();
        }
        Failure failure = failed.failure();
        String requestId = exchange.inbound().requestId();
        ClientChannel channel = exchange.channel();
        try {
            Reply reply = Reply.of(exchange, failure);
            if (channel.answer(reply.status(), reply.contentType(), reply.headers(), reply.body())) {
                exchange.answered(reply.status());
            } else {
                exchange.answered(200);
                channel.failureEvent(Dialects.of(exchange.dialect()).observer().failureEvent(failure, requestId));
            }
            return outcome;
        } catch (IOException e) {
            return new Outcome.Left();
        }
    }
}
