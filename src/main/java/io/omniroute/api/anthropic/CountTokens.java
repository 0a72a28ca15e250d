package io.omniroute.api.anthropic;

import io.omniroute.api.CountTokensDoor;
import io.omniroute.domain.Format;

/** {@code POST /v1/messages/count_tokens} (10 section 7). */
public final class CountTokens extends CountTokensDoor {
    private static final long serialVersionUID = 1L;

    @Override
    protected Format dialect() {
        return Format.CLAUDE;
    }
}
