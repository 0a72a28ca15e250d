package io.omniroute.domain.secret;

/** The wall around the master key: seals before a secret reaches a row, unseals in {@code upstream} and {@code oauth}. */
public interface Secrets {
    SealedText seal(String clearText, SecretPlace place);

    /** @throws SecretLostException when no known master key opens it or it was moved from its place */
    String unseal(SealedText sealed, SecretPlace place);
}
