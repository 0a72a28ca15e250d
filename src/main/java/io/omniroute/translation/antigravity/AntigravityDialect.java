package io.omniroute.translation.antigravity;

import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.failure.ErrorReply;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.domain.stream.Frame;
import io.omniroute.domain.stream.Observation;
import io.omniroute.translation.Answering;
import io.omniroute.translation.ClientDialect;
import io.omniroute.translation.StreamObserver;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.Target;
import io.omniroute.translation.UpstreamDialect;
import io.omniroute.translation.gemini.GeminiAnswers;
import io.omniroute.translation.gemini.GeminiDialect;
import io.omniroute.translation.gemini.GeminiRequestDecoder;

/** Gemini generateContent in the Cloud Code envelope (AO-*, RX-*); errors stand outside it. */
public final class AntigravityDialect implements ClientDialect, UpstreamDialect {
    private final GeminiDialect inside = new GeminiDialect();

    @Override
    public Format format() {
        return Format.ANTIGRAVITY;
    }

    @Override
    public StreamObserver observer() {
        return GeminiAnswers.ENVELOPED.observer();
    }

    @Override
    public Observation observeReply(byte[] body) {
        return GeminiAnswers.ENVELOPED.observeReply(body);
    }

    @Override
    public ErrorReply error(Failure failure, String requestId) {
        return inside.error(failure, requestId);
    }

    @Override
    public ChatRequest decodeRequest(Json.Obj body, String model, boolean stream) {
        return GeminiRequestDecoder.decodeEnveloped(body, model, stream);
    }

    @Override
    public byte[] encodeReply(ChatReply reply, Answering context) {
        return GeminiAnswers.ENVELOPED.encodeReply(reply, context);
    }

    @Override
    public StreamState<ChatEvent, ClientEvent> encoder(Answering context) {
        return GeminiAnswers.ENVELOPED.encoder(context);
    }

    @Override
    public Encoded encodeRequest(ChatRequest request, Target target) {
        return AntigravityRequestEncoder.encode(request, target);
    }

    @Override
    public ChatReply decodeReply(byte[] body, Answering context) {
        return GeminiAnswers.ENVELOPED.decodeReply(body, context);
    }

    @Override
    public StreamState<Frame, ChatEvent> decoder(Answering context) {
        return GeminiAnswers.ENVELOPED.decoder(context);
    }
}
