package io.omniroute.translation.openai;

import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.stream.Observation;
import io.omniroute.translation.Dialect;
import io.omniroute.domain.failure.ErrorReply;
import io.omniroute.translation.Payload;
import io.omniroute.translation.StreamObserver;

/** OpenAI chat completions. Source: OpenAI API reference, "Chat" and "Streaming", read 2026-11. */
public final class OpenAiDialect implements Dialect {
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
}
