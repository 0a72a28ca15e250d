package io.omniroute.api.responses;

import io.omniroute.api.Door;
import io.omniroute.domain.Format;

/** {@code POST /v1/responses}: OpenAI Responses. */
public final class ResponsesDoor extends Door {
    private static final long serialVersionUID = 1L;

    @Override
    protected Format dialect() {
        return Format.OPENAI_RESPONSES;
    }
}
