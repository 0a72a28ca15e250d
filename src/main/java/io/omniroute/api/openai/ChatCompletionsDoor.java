package io.omniroute.api.openai;

import io.omniroute.api.Door;
import io.omniroute.domain.Format;

/** {@code POST /v1/chat/completions}: OpenAI chat; a body in another dialect is recognised (10 section 4.2). */
public final class ChatCompletionsDoor extends Door {
    private static final long serialVersionUID = 1L;

    @Override
    protected Format dialect() {
        return Format.OPENAI;
    }
}
