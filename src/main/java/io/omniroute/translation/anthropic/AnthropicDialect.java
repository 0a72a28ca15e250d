package io.omniroute.translation.anthropic;

import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.stream.Observation;
import io.omniroute.translation.Dialect;
import io.omniroute.domain.failure.ErrorReply;
import io.omniroute.translation.Payload;
import io.omniroute.translation.StreamObserver;

/** Anthropic Messages. Source: Anthropic API reference, "Messages", "Streaming", "Errors", read 2026-11. */
public final class AnthropicDialect implements Dialect {
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
}
