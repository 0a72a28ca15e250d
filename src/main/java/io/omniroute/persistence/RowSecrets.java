package io.omniroute.persistence;

import io.omniroute.domain.secret.SealedText;
import io.omniroute.domain.secret.SecretLostException;
import io.omniroute.domain.secret.SecretPlace;
import io.omniroute.domain.secret.Secrets;

/** Seals and opens columns; a value without the prefix of a sealed one is clear text of an older program. */
record RowSecrets(Secrets secrets) {
    static boolean sealed(String text) {
        return text.startsWith(SealedText.PREFIX);
    }

    SealedText seal(String clearText, SecretPlace place) {
        return secrets.seal(clearText, place);
    }

    /** The value as it must leave the room: never in the clear. */
    SealedText asSealed(String text, SecretPlace place) {
        return sealed(text) ? new SealedText(text) : seal(text, place);
    }

    /** @throws SecretLostException when it is sealed and no key opens it */
    String open(String text, SecretPlace place) {
        return sealed(text) ? secrets.unseal(new SealedText(text), place) : text;
    }
}
