package io.omniroute.translation.openai;

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
import io.omniroute.translation.Payload;
import io.omniroute.translation.StreamObserver;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.Target;
import io.omniroute.translation.UpstreamDialect;

/** OpenAI chat completions. Source: OpenAI API reference, "Chat" and "Streaming", read 2026-11. */
public final class OpenAiDialect implements ClientDialect, UpstreamDialect {
    @Override
    public Format format() {
        return Format.OPENAI;
    }

    @Override
    public StreamObserver observer() {
        return new OpenAiObserver();
    }

    @Override
    public Observation observeReply(byte[] body) {
        return Payload.read(body, 0, body.length, new OpenAiObserver()::read);
    }

    @Override
    public ErrorReply error(Failure failure, String requestId) {
        return OpenAiErrors.reply(failure);
    }

    @Override
    public ChatRequest decodeRequest(Json.Obj body, String model, boolean stream) {
        return OpenAiRequestDecoder.decode(body, model, stream);
    }

    @Override
    public byte[] encodeReply(ChatReply reply, Answering context) {
        return ReplyEncoder.encode(reply);
    }

    @Override
    public StreamState<ChatEvent, ClientEvent> encoder(Answering context) {
        return ChunkEncoder.of(context.asked().includeUsage());
    }

    @Override
    public Encoded encodeRequest(ChatRequest request, Target target) {
        return OpenAiRequestEncoder.encode(request, target);
    }

    @Override
    public ChatReply decodeReply(byte[] body, Answering context) {
        return ReplyDecoder.decode(body, context);
    }

    @Override
    public StreamState<Frame, ChatEvent> decoder(Answering context) {
        return ChunkDecoder.of(context);
    }
}
