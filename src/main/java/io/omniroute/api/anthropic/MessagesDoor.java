package io.omniroute.api.anthropic;

import io.omniroute.api.Door;
import io.omniroute.domain.Format;

/** {@code POST /v1/messages}: Anthropic Messages. */
public final class MessagesDoor extends Door {
    private static final long serialVersionUID = 1L;

    @Override
    protected Format dialect() {
        return Format.CLAUDE;
    }
}
