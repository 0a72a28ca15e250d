package io.omniroute.translation.gemini;

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
import java.util.List;

/** Gemini generateContent. Source: Gemini API reference, "generateContent", read 2026-11. */
public final class GeminiDialect implements ClientDialect, UpstreamDialect {
    @Override
    public Format format() {
        return Format.GEMINI;
    }

    @Override
    public StreamObserver observer() {
        return GeminiAnswers.BARE.observer();
    }

    @Override
    public Observation observeReply(byte[] body) {
        return GeminiAnswers.BARE.observeReply(body);
    }

    @Override
    public ErrorReply error(Failure failure, String requestId) {
        return GeminiErrors.reply(failure);
    }

    @Override
    public ChatRequest decodeRequest(Json.Obj body, String model, boolean stream) {
        return GeminiRequestDecoder.decode(body, model, stream);
    }

    @Override
    public byte[] encodeReply(ChatReply reply, Answering context) {
        return GeminiAnswers.BARE.encodeReply(reply, context);
    }

    @Override
    public StreamState<ChatEvent, ClientEvent> encoder(Answering context) {
        return GeminiAnswers.BARE.encoder(context);
    }

    @Override
    public Encoded encodeRequest(ChatRequest request, Target target) {
        return GeminiRequestEncoder.encode(request, target).encoded(body -> body, List.of());
    }

    @Override
    public ChatReply decodeReply(byte[] body, Answering context) {
        return GeminiAnswers.BARE.decodeReply(body, context);
    }

    @Override
    public StreamState<Frame, ChatEvent> decoder(Answering context) {
        return GeminiAnswers.BARE.decoder(context);
    }
}
