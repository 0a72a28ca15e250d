package io.omniroute.domain;

import java.util.Optional;

/** A dialect of a client or a provider; the id is the one used in data, logs and paths. */
public enum Format {
    OPENAI("openai"), OPENAI_RESPONSES("openai-responses"), CLAUDE("claude"), GEMINI("gemini"), GEMINI_CLI(
            "gemini-cli"), ANTIGRAVITY("antigravity"), KIRO("kiro"), CURSOR("cursor"),
    /** Spoken by clients alone: no provider and no node has it. */
    OLLAMA("ollama");

    private final String id;

    Format(String id) {
        this.id = id;
    }

    /** The id of the specification, for example {@code openai-responses}. */
    public String id() {
        return id;
    }

    /** Whether a provider may speak it. */
    public boolean ofProviders() {
        return this != OLLAMA;
    }

    /** The format with this id; empty when there is none. */
    public static Optional<Format> of(String id) {
        for (Format format : values()) {
            if (format.id.equals(id)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return id;
    }
}
