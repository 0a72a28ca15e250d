package io.omniroute.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @Test
    void hashVerifiesItsPasswordAndNoOther() {
        String encoded = passwords.hash("correct horse");

        assertThat(encoded).matches("pbkdf2-sha256:210000:[^:]+:[^:]+");
        assertThat(passwords.verify("correct horse", encoded)).isTrue();
        assertThat(passwords.verify("correct horsf", encoded)).isFalse();
    }

    @Test
    void samePasswordIsSaltedAnewEachTime() {
        assertThat(passwords.hash("same")).isNotEqualTo(passwords.hash("same"));
    }

    /** Worked out with Python's hashlib. */
    @Test
    void agreesWithAnotherImplementation() {
        String encoded = "pbkdf2-sha256:210000:MDEyMzQ1Njc4OWFiY2RlZg==:iNblfg7gALYcgWhnXroidBohUdEfTIp90j6TeSy//1g=";

        assertThat(passwords.verify("päss", encoded)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "pbkdf2-sha256:1000:MDEyMw==:MDEyMw==", "pbkdf2-sha256:210000:x:y",
            "pbkdf2-sha256:99999999999:MDEyMw==:MDEyMw==", "pbkdf2-sha256:210000:====:====",
            "pbkdf2-sha1:210000:MDEyMw==:MDEyMw=="})
    void anEncodingThatIsNotOursVerifiesNothing(String encoded) {
        assertThat(passwords.verify("plain", encoded)).isFalse();
    }
}
