package io.omniroute.translation.responses;

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
import io.omniroute.translation.json.JsonText;
import io.omniroute.translation.openai.OpenAiErrors;

/** OpenAI Responses. Source: OpenAI API reference, "Responses" and its streaming events, read 2026-11. */
public final class ResponsesDialect implements ClientDialect, UpstreamDialect {
    @Override
    public Format format() {
        return Format.OPENAI_RESPONSES;
    }

    @Override
    public StreamObserver observer() {
        return new ResponsesObserver();
    }

    @Override
    public Observation observeReply(byte[] body) {
        return Payload.read(body, 0, body.length, json -> new ResponseReading().reply(json));
    }

    /** Clients of this dialect get the OpenAI body. */
    @Override
    public ErrorReply error(Failure failure, String requestId) {
        return OpenAiErrors.reply(failure);
    }

    @Override
    public ChatRequest decodeRequest(Json.Obj body, String model, boolean stream) {
        return RequestDecoder.decode(body, model, stream);
    }

    @Override
    public byte[] encodeReply(ChatReply reply, Answering context) {
        return JsonText.bytes(ReplyEncoder.encode(reply, context));
    }

    @Override
    public StreamState<ChatEvent, ClientEvent> encoder(Answering context) {
        return StreamEncoder.of(context);
    }

    @Override
    public Encoded encodeRequest(ChatRequest request, Target target) {
        return RequestEncoder.encode(request, target);
    }

    @Override
    public ChatReply decodeReply(byte[] body, Answering context) {
        return ReplyDecoder.decode(body, context);
    }

    @Override
    public StreamState<Frame, ChatEvent> decoder(Answering context) {
        return StreamDecoder.of(context);
    }
}
