package io.omniroute.translation.gemini;

import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.stream.Observation;
import io.omniroute.translation.Dialect;
import io.omniroute.domain.failure.ErrorReply;
import io.omniroute.translation.Payload;
import io.omniroute.translation.StreamObserver;

/** Gemini generateContent. Source: Gemini API reference, "generateContent", read 2026-11. */
public final class GeminiDialect implements Dialect {
    @Override
    public Format format() {
        return Format.GEMINI;
    }

    @Override
    public StreamObserver observer() {
        return new GeminiObserver();
    }

    /** A JSON array, the way a stream without {@code alt=sse} arrives when it is read whole, is read as one answer. */
    @Override
    public Observation observeReply(byte[] body) {
        return Payload.read(body, 0, body.length, new GeminiObserver()::read);
    }

    @Override
    public ErrorReply error(Failure failure, String requestId) {
        return GeminiErrors.reply(failure);
    }
}
