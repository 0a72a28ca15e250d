package io.omniroute.translation.ollama;

import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.failure.ErrorReply;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.domain.stream.Observation;
import io.omniroute.translation.Answering;
import io.omniroute.translation.ClientDialect;
import io.omniroute.translation.StreamObserver;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.json.JsonText;

/** Ollama's chat (10 §15). Source: Ollama API reference, "Generate a chat message", read 2026-11. */
public final class OllamaDialect implements ClientDialect {
    @Override
    public Format format() {
        return Format.OLLAMA;
    }

    @Override
    public ChatRequest decodeRequest(Json.Obj body, String model, boolean stream) {
        return OllamaRequestDecoder.decode(body, model, stream);
    }

    @Override
    public byte[] encodeReply(ChatReply reply, Answering context) {
        return JsonText.bytes(OllamaReplyEncoder.encode(reply, context));
    }

    @Override
    public StreamState<ChatEvent, ClientEvent> encoder(Answering context) {
        return OllamaStreamEncoder.of(context);
    }

    @Override
    public ErrorReply error(Failure failure, String requestId) {
        return OllamaErrors.reply(failure);
    }

    @Override
    public StreamObserver observer() {
        return new OllamaObserver();
    }

    /** There is no upstream whose answers could be observed. */
    @Override
    public Observation observeReply(byte[] body) {
        return Observation.UNREADABLE;
    }
}
