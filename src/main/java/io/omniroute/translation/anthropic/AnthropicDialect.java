package io.omniroute.translation.anthropic;

import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.stream.Observation;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.failure.ErrorReply;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.domain.stream.Frame;
import io.omniroute.translation.Answering;
import io.omniroute.translation.ClientDialect;
import io.omniroute.translation.Payload;
import io.omniroute.translation.StreamObserver;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.Target;
import io.omniroute.translation.UpstreamDialect;

/** Anthropic Messages. Source: Anthropic API reference, "Messages", "Streaming", "Errors", read 2026-11. */
public final class AnthropicDialect implements ClientDialect, UpstreamDialect {
    @Override
    public Format format() {
        return Format.CLAUDE;
    }

    @Override
    public StreamObserver observer() {
        return new AnthropicObserver();
    }

    @Override
    public Observation observeReply(byte[] body) {
        return Payload.read(body, 0, body.length, json -> new AnthropicEvent(new AnthropicUsage()).read(json, ""));
    }

    @Override
    public ErrorReply error(Failure failure, String requestId) {
        return AnthropicErrors.reply(failure, requestId);
    }

    @Override
    public ChatRequest decodeRequest(Json.Obj body, String model, boolean stream) {
        return AnthropicRequestDecoder.decode(body, model, stream);
    }

    @Override
    public byte[] encodeReply(ChatReply reply, Answering context) {
        return AnthropicReplyEncoder.encode(reply);
    }

    @Override
    public StreamState<ChatEvent, ClientEvent> encoder(Answering context) {
        return AnthropicStreamEncoder.of(context);
    }

    @Override
    public Encoded encodeRequest(ChatRequest request, Target target) {
        return AnthropicRequestEncoder.encode(request, target);
    }

    @Override
    public ChatReply decodeReply(byte[] body, Answering context) {
        return AnthropicReplyDecoder.decode(body, observeReply(body), context);
    }

    @Override
    public StreamState<Frame, ChatEvent> decoder(Answering context) {
        return AnthropicStreamDecoder.of(context);
    }
}
