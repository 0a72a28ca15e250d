package io.omniroute.persistence;

import io.omniroute.domain.secret.SealedText;
import io.omniroute.domain.secret.SecretLostException;
import io.omniroute.domain.secret.SecretPlace;
import io.omniroute.domain.secret.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Seals with a key's name and the place, so that another key or place does not open it; hides, but protects nothing. */
record FakeSecrets(String key) implements Secrets {
    @Override
    public SealedText seal(String clearText, SecretPlace place) {
        byte[] bytes = (place + "\n" + clearText).getBytes(StandardCharsets.UTF_8);
        return new SealedText(SealedText.PREFIX + key + ":" + Base64.getEncoder().encodeToString(bytes));
    }

    @Override
    public String unseal(SealedText sealed, SecretPlace place) {
        String prefix = SealedText.PREFIX + key + ":";
        if (!sealed.value().startsWith(prefix)) {
            throw new SecretLostException("no key opens it");
        }
        String opened = new String(Base64.getDecoder().decode(sealed.value().substring(prefix.length())),
                StandardCharsets.UTF_8);
        if (!opened.startsWith(place + "\n")) {
            throw new SecretLostException("it was moved");
        }
        return opened.substring(place.toString().length() + 1);
    }
}
