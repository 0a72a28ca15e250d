package io.omniroute.domain.chat;

/**
 * A vendor's seal on what its model thought. It is verified when it comes back, so it may only go to the vendor it
 * came from and only as it was.
 *
 * @param value as the vendor sent it; never empty
 */
public record Signature(Origin origin, String value) {
    public Signature {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a signature is never empty");
        }
    }

    /** Who can verify it. */
    public enum Origin {
        ANTHROPIC, GOOGLE, OPENAI
    }
}
