package io.omniroute.domain.secret;

/**
 * A secret as it rests in memory and in a row: {@code enc:v1:<key id>:<base64(nonce, ciphertext, tag)>}.
 * Only {@link Secrets} turns it back into clear text.
 */
public record SealedText(String value) {
    public static final String PREFIX = "enc:v1:";

    @Override
    public String toString() {
        return "SealedText[…]";
    }
}
