package io.omniroute.translation;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.domain.stream.Frame;
import io.omniroute.translation.UpstreamDialect.Encoded;
import io.omniroute.translation.json.JsonText;
import io.omniroute.translation.stages.ReplyStages;
import io.omniroute.translation.stages.ReplyTreatment;
import io.omniroute.translation.stages.RequestStages;
import io.omniroute.translation.stages.Shaping;
import io.omniroute.translation.stages.ThinkTags;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * One request on its way through the hub to one target, and the answer on its way back: decode, stages, encode, and the
 * same in reverse. Made per attempt; the client's request is decoded once and shared.
 */
public final class Translation {
    private final ClientDialect client;
    private final UpstreamDialect upstream;
    private final Encoded encoded;
    private final ReplyTreatment treatment;
    private final Answering answering;
    private final Optional<ContextCut> contextCut;

    private Translation(ClientDialect client, UpstreamDialect upstream, Encoded encoded,
            ReplyTreatment treatment, Answering answering, Optional<ContextCut> contextCut) {
        this.client = client;
        this.upstream = upstream;
        this.encoded = encoded;
        this.treatment = treatment;
        this.answering = answering;
        this.contextCut = contextCut;
    }

    /**
     * What a client asked, in the hub's words.
     *
     * @param body one JSON object
     * @throws GatewayException with {@code Refused} 400 for what the hub cannot express
     */
    public static ChatRequest decode(ClientDialect client, byte[] body, String model, boolean stream) {
        Json value = JsonText.parse(body).orElseThrow(() -> invalid("Invalid JSON body"));
        if (value instanceof Json.Obj object) {
            return client.decodeRequest(object, model, stream);
        }
        throw invalid("Invalid JSON body: an object is due");
    }

    /**
     * The request for one target and the way back from it.
     *
     * @param asked as {@link #decode} gave it
     * @throws GatewayException with {@code Refused} 400 for what the target cannot take
     */
    public static Translation of(ChatRequest asked, ClientDialect client, UpstreamDialect upstream, Target target,
            Circumstances circumstances) {
        ChatRequest staged = RequestStages.run(asked, upstream.format(), target, circumstances.shaping());
        Encoded encoded = upstream.encodeRequest(staged, target);
        var answering = new Answering(asked, encoded.names(), target.model(), circumstances.nowSeconds(), target.ids(),
                circumstances.elapsedNanos());
        long buffer = circumstances.settings().usageBuffer().tokens(client.format() != upstream.format());
        var treatment = new ReplyTreatment(target.capabilities(), encoded.names(), circumstances.tags(), buffer);
        return new Translation(client, upstream, withDropped(encoded, staged), treatment, answering,
                ContextCut.of(asked, staged, circumstances.shaping().contextTokens()));
    }

    private static Encoded withDropped(Encoded encoded, ChatRequest request) {
        var dropped = new LinkedHashSet<>(request.dropped());
        dropped.addAll(encoded.dropped());
        dropped.addAll(request.extras().members().keySet());
        return new Encoded(encoded.body(), encoded.headers(), List.copyOf(dropped), encoded.names());
    }

    /** What was left out so that the conversation fits the model's context; empty = nothing. */
    public Optional<ContextCut> contextCut() {
        return contextCut;
    }

    /** What the way back has to know, for who repairs an answer instead of translating it. */
    public Answering answering() {
        return answering;
    }

    /** The request as it goes out; {@code dropped} names everything that was left out on the way. */
    public Encoded request() {
        return encoded;
    }

    /**
     * A complete answer of the upstream in the hub's words, as the upstream meant it.
     *
     * @throws GatewayException with {@code Broken} for an error inside it or what cannot be read
     */
    public ChatReply decode(byte[] body) {
        return upstream.decodeReply(body, answering);
    }

    /** The answer as the client's complete JSON body. */
    public byte[] encode(ChatReply reply) {
        return client.encodeReply(treated(reply), answering);
    }

    /** The answer as any client may be told it: the names are the client's own again, thoughts stand apart. */
    public ChatReply treated(ChatReply reply) {
        return ReplyStages.apply(treatment, reply);
    }

    /** The upstream's frames as events, as the upstream meant them. */
    public StreamState<Frame, ChatEvent> decoder() {
        return upstream.decoder(answering);
    }

    /** Those events as the client's own. */
    public StreamState<ChatEvent, ClientEvent> encoder() {
        return new Staged(ReplyStages.of(treatment), client.encoder(answering));
    }

    /**
     * What surrounds one translation.
     *
     * @param tags thoughts may stand between
     * @param shaping what the operator wants changed
     * @param nowSeconds since the epoch
     * @param elapsedNanos since the request came, for dialects that tell
     */
    public record Circumstances(TranslationSettings settings, ThinkTags tags, Shaping shaping, long nowSeconds,
            LongSupplier elapsedNanos) {
        /** Where nobody looks at the clock and nothing is changed on the way. */
        public Circumstances(TranslationSettings settings, ThinkTags tags, long nowSeconds) {
            this(settings, tags, Shaping.NONE, nowSeconds, () -> 0);
        }
    }

    private static GatewayException invalid(String message) {
        return new GatewayException(Failure.Refused.badRequest(message));
    }

    /** The stages, then the encoder. */
    private record Staged(StreamState<ChatEvent, ChatEvent> stages, StreamState<ChatEvent, ClientEvent> encoder)
            implements
                StreamState<ChatEvent, ClientEvent> {
        @Override
        public Step<ChatEvent, ClientEvent> on(ChatEvent event) {
            Step<ChatEvent, ChatEvent> staged = stages.on(event);
            StreamState<ChatEvent, ClientEvent> encoding = encoder;
            List<ClientEvent> out = new ArrayList<>(staged.out().size());
            for (ChatEvent each : staged.out()) {
                Step<ChatEvent, ClientEvent> step = encoding.on(each);
                out.addAll(step.out());
                encoding = step.next();
            }
            return new Step<>(new Staged(staged.next(), encoding), out);
        }

        @Override
        public List<ClientEvent> end() {
            return encoder.end();
        }
    }
}
