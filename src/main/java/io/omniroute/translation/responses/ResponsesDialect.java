package io.omniroute.translation.responses;

import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.stream.Observation;
import io.omniroute.translation.Dialect;
import io.omniroute.domain.failure.ErrorReply;
import io.omniroute.translation.Payload;
import io.omniroute.translation.StreamObserver;
import io.omniroute.translation.openai.OpenAiErrors;

/** OpenAI Responses. Source: OpenAI API reference, "Responses" and its streaming events, read 2026-11. */
public final class ResponsesDialect implements Dialect {
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
}
