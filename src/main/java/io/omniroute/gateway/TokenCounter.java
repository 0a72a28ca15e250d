package io.omniroute.gateway;

import io.omniroute.catalog.Catalog;
import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.failure.ErrorReply;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.route.Endpoint;
import io.omniroute.domain.route.Leg;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.policy.ModelRules;
import io.omniroute.policy.Policies;
import io.omniroute.policy.PolicyRequest;
import io.omniroute.routing.Plan;
import io.omniroute.routing.Planner;
import io.omniroute.routing.Resolution;
import io.omniroute.routing.Resolver;
import io.omniroute.translation.Dialects;
import io.omniroute.translation.TokenCounting;
import io.omniroute.translation.UpstreamDialect.Encoded;
import io.omniroute.translation.json.JsonText;
import io.omniroute.upstream.Executor;
import io.omniroute.upstream.OutboundRequest;
import io.omniroute.upstream.http.Cancellation;
import io.omniroute.upstream.http.UpstreamReply;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Counts the tokens of a request that is not sent (10 section 7): the upstream is asked where it can count, once and
 * briefly; otherwise the count is an estimate, and says so. Touches no account and is booked nowhere.
 */
public final class TokenCounter {
    private static final Logger LOG = System.getLogger(TokenCounter.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_ANSWER = 64 << 10;
    private static final String JSON = "application/json";
    private static final String ACTION = "countTokens";

    private final Supplier<Snapshot> snapshots;
    private final Catalog catalog;
    private final Executor executor;
    private final Interpreter interpreter;
    private final ToLongFunction<ChatRequest> estimate;
    private final Map<String, String> baseUrls;

    public TokenCounter(Supplier<Snapshot> snapshots, Catalog catalog, Executor executor, Interpreter interpreter,
            ToLongFunction<ChatRequest> estimate, Map<String, String> baseUrls) {
        this.snapshots = snapshots;
        this.catalog = catalog;
        this.executor = executor;
        this.interpreter = interpreter;
        this.estimate = estimate;
        this.baseUrls = Map.copyOf(baseUrls);
    }

    /** Answers one request on the calling (virtual) thread. */
    public void serve(Inbound inbound, ClientChannel channel) {
        Format format = inbound.door();
        try {
            answer(inbound, channel, format);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "request={0} the client left before its count", inbound.requestId());
        } finally {
            inbound.body().release();
        }
    }

    private void answer(Inbound inbound, ClientChannel channel, Format format) throws IOException {
        try {
            Json.Obj body = TokenCounting.request(JsonText.parse(inbound.body().bytes()).orElse(Json.Literal.NULL));
            String model = inbound.target().map(Inbound.PathTarget::model).or(() -> body.text("model")).orElse("");
            var asked = new Once<>(() -> Dialects.client(format).decodeRequest(body, model, false));
            OptionalLong counted = model.isEmpty() ? OptionalLong.empty() : askUpstream(inbound, body, model, asked);
            long tokens = counted.orElseGet(() -> estimate.applyAsLong(asked.get()));
            Map<String, String> headers = counted.isPresent() ? Map.of() : Map.of("X-OmniRoute-Estimated", "true");
            channel.answer(200, JSON, headers, TokenCounting.answer(format, tokens));
        } catch (GatewayException e) {
            ErrorReply error = Dialects.of(format).error(e.failure(), inbound.requestId());
            channel.answer(error.status(), JSON, Map.of(), error.body());
        }
    }

    /** Empty when nobody can be asked or the answer is no count; why does not matter to an estimate. */
    private OptionalLong askUpstream(Inbound inbound, Json.Obj body, String model, Supplier<ChatRequest> asked) {
        try {
            Optional<Leg> leg = leg(model, inbound);
            return leg.isEmpty() ? OptionalLong.empty() : count(inbound, body, asked, leg.get());
        } catch (GatewayException | IOException e) {
            LOG.log(Level.DEBUG, "request={0} could not be counted upstream: {1}", inbound.requestId(),
                    e.getClass().getSimpleName());
            return OptionalLong.empty();
        }
    }

    /** Empty too where the caller may not use the model: an upstream sees no prompt that chat would refuse it. */
    private Optional<Leg> leg(String model, Inbound inbound) {
        Snapshot snapshot = snapshots.get();
        if (!(Resolver.resolve(model, snapshot, catalog, Optional.of(inbound.door())) instanceof Resolution.Found found)
                || refused(model, found, inbound, snapshot)
                || !(Planner.plan(found, snapshot, baseUrls) instanceof Plan plan)) {
            return Optional.empty();
        }
        Leg leg = plan.legs().getFirst();
        return countPath(leg, snapshot).map(path -> at(leg, path));
    }

    private static boolean refused(String model, Resolution.Found found, Inbound inbound, Snapshot snapshot) {
        var wanted = new ModelRules.Target(model, found.providerId(), found.providerAlias(), found.modelId());
        var asked = PolicyRequest.unresolved(inbound.caller(), inbound.wishes().marks().address(), model);
        return ModelRules.refusal(inbound.caller(), snapshot.settings(), wanted).isPresent()
                || Policies.refusal(snapshot, model, asked.resolved(wanted).names()).isPresent();
    }

    /** Where this leg counts: as the registry says, and at every node of a dialect that has a counter. */
    private Optional<String> countPath(Leg leg, Snapshot snapshot) {
        Endpoint chat = leg.endpoint();
        boolean node = snapshot.node(chat.provider()).isPresent();
        return switch (chat.format()) {
            case GEMINI -> Optional.of(chat.path());
            case CLAUDE -> node ? Optional.of(chat.path() + "/count_tokens") : registered(chat.provider());
            case OPENAI, OPENAI_RESPONSES, GEMINI_CLI, ANTIGRAVITY, KIRO, CURSOR, OLLAMA -> Optional.empty();
        };
    }

    private Optional<String> registered(String providerId) {
        return catalog.provider(providerId)
                .flatMap(provider -> Optional.ofNullable(provider.paths().get("countTokens")));
    }

    private static Leg at(Leg leg, String path) {
        Endpoint chat = leg.endpoint();
        return new Leg(new Endpoint(chat.provider(), chat.displayName(), chat.format(), chat.baseUrl(), path,
                chat.auth(), chat.headers(), chat.nativeApi()), leg.connection(), leg.model());
    }

    private OptionalLong count(Inbound inbound, Json.Obj body, Supplier<ChatRequest> asked, Leg leg)
            throws IOException {
        Format target = leg.endpoint().format();
        var cancellation = new Cancellation();
        CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), TimeUnit.SECONDS, Thread::startVirtualThread)
                .execute(() -> cancellation.cancel(new Failure.Timeout("no token count", PATIENCE)));
        try (UpstreamReply reply = executor.send(leg, outbound(inbound, body, asked, leg), cancellation)) {
            return reply.status() == 200
                    ? TokenCounting.tokens(target, reply.body().readNBytes(MOST_ANSWER))
                    : OptionalLong.empty();
        }
    }

    /** The client's own request where the upstream speaks its dialect, whatever is in it. */
    private OutboundRequest outbound(Inbound inbound, Json.Obj body, Supplier<ChatRequest> asked, Leg leg) {
        Format target = leg.endpoint().format();
        if (target == inbound.door()) {
            return new OutboundRequest(TokenCounting.upstreamBody(target, body, leg.model()), inbound.headers(),
                    ACTION, "", false);
        }
        Encoded encoded = interpreter.translation(asked.get(), inbound.door(), leg, false).request();
        Json.Obj request = TokenCounting.request(JsonText.parse(encoded.body()).orElse(Json.Obj.EMPTY));
        return new OutboundRequest(TokenCounting.upstreamBody(target, request, leg.model()), encoded.headers(),
                ACTION, "", false);
    }
}
