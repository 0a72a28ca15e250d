package io.omniroute.gateway;

import io.omniroute.catalog.Catalog;
import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.route.Leg;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.gateway.Inbound.PathTarget;
import io.omniroute.policy.Bypass;
import io.omniroute.policy.ModelRules;
import io.omniroute.routing.ModelNames;
import io.omniroute.routing.Plan;
import io.omniroute.routing.Planner;
import io.omniroute.routing.Planning;
import io.omniroute.routing.ProviderScope;
import io.omniroute.routing.Resolution;
import io.omniroute.routing.Resolver;
import io.omniroute.translation.Dialects;
import io.omniroute.translation.RequestHead;
import io.omniroute.translation.RequestReader;
import io.omniroute.translation.Translation;
import io.omniroute.upstream.Executor;
import io.omniroute.usage.Phase;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The corridor: the one way of every chat request, whatever its dialect, streamed or not. It orders the steps (read the
 * head, resolve, judge, plan, try the legs, settle) and decides nothing itself.
 */
public final class ChatPipeline {
    static final Failure STOPPING = new Failure.Unavailable("The gateway is shutting down", Duration.ofSeconds(5));
    private static final Logger LOG = System.getLogger(ChatPipeline.class.getName());

    private final Supplier<Snapshot> snapshots;
    private final Catalog catalog;
    private final Executor executor;
    private final Interpreter interpreter;
    private final Watch watch;
    private final Books books;
    private final Bypass bypass;
    private final GatewaySettings settings;
    private volatile boolean stopping;

    public ChatPipeline(Supplier<Snapshot> snapshots, Catalog catalog, Executor executor,
            Interpreter interpreter, Watch watch, Books books, Bypass bypass, GatewaySettings settings) {
        this.snapshots = snapshots;
        this.catalog = catalog;
        this.executor = executor;
        this.interpreter = interpreter;
        this.watch = watch;
        this.books = books;
        this.bypass = bypass;
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
            Snapshot snapshot = snapshots.get();
            Asked asked = read(exchange);
            Optional<ChatRequest> smallTalk = smallTalk(exchange.inbound(), asked);
            if (smallTalk.isPresent()) {
                return new LocalAnswer(exchange, asked).give(bypass.text(), smallTalk.get());
            }
            Resolution.Found found = resolve(exchange, asked, snapshot);
            Plan plan = switch (Planner.plan(found, snapshot, settings.baseUrls())) {
                case Plan it -> it;
                case Planning.NotPlanned not -> throw new GatewayException(not.failure());
            };
            exchange.clock().ended(Phase.RESOLVE);
            return attempt(exchange, asked, plan);
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
        String model = switch (ModelNames
                .clean(target.map(PathTarget::model).filter(it -> !it.isEmpty()).or(head::model).orElse(""))) {
            case ModelNames.Checked.Clean clean -> clean.name();
            case ModelNames.Checked.Malformed malformed -> throw new GatewayException(malformed.failure());
        };
        var streaming = Streaming.of(inbound, head, settings.streamByDefault());
        exchange.asksFor(model);
        head.defect().ifPresent(defect -> {
            throw new GatewayException(defect);
        });
        exchange.answersIn(head.format(), streaming.wanted() ? streaming.form() : null);
        exchange.clock().ended(Phase.PARSE);
        var hub = new Once<>(() -> Translation.decode(Dialects.client(head.format()), inbound.body().bytes(), model,
                streaming.wanted()));
        return new Asked(head, model, streaming.wanted(), streaming.form(), hub);
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

    private Resolution.Found resolve(Exchange exchange, Asked asked, Snapshot snapshot) {
        Optional<Format> door = Optional.of(asked.head().format());
        Resolution resolution = exchange.inbound().provider()
                .<Resolution>map(scope -> ProviderScope.resolve(scope, asked.model(), snapshot, catalog, door))
                .orElseGet(() -> Resolver.resolve(asked.model(), snapshot, catalog, door));
        Resolution.Found found = switch (resolution) {
            case Resolution.Found it -> it;
            case Resolution.Group group -> throw new GatewayException(Failure.Refused.of(404, "model_not_found",
                    "Combo " + group.combo().name() + " cannot be served"));
            case Resolution.NotResolved not -> throw new GatewayException(not.failure());
        };
        var wanted = new ModelRules.Target(asked.model(), found.providerId(), found.providerAlias(), found.modelId());
        ModelRules.refusal(exchange.inbound().caller(), snapshot.settings(), wanted).ifPresent(refusal -> {
            throw new GatewayException(refusal);
        });
        exchange.clock().ended(Phase.POLICY);
        return found;
    }

    /** The one loop over legs: the next one is tried while nothing is committed and another one could do better. */
    private Outcome attempt(Exchange exchange, Asked asked, Plan plan) {
        Outcome outcome = new Outcome.Failed(new Failure.Internal());
        for (Leg leg : plan.legs()) {
            Optional<Failure> ended = exchange.ended();
            if (ended.isPresent()) {
                return exchange.clientGone() ? new Outcome.Left() : new Outcome.Failed(ended.get());
            }
            books.begins(exchange, leg);
            outcome = new Attempt(exchange, asked, leg, executor, interpreter).run();
            if (!(outcome instanceof Outcome.Failed failed) || !failed.failure().worthAnotherAttempt()) {
                return outcome;
            }
            LOG.log(Level.DEBUG, "request={0} provider={1} model={2} failed: {3}", exchange.inbound().requestId(),
                    leg.endpoint().provider(), leg.model(), failed.failure().status());
        }
        return outcome;
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
