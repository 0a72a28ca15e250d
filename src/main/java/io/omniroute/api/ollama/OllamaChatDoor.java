package io.omniroute.api.ollama;

import io.omniroute.api.Door;
import io.omniroute.domain.Format;

/** {@code POST /v1/api/chat}: Ollama's chat (10 section 15). */
public final class OllamaChatDoor extends Door {
    private static final long serialVersionUID = 1L;

    @Override
    protected Format dialect() {
        return Format.OLLAMA;
    }
}
