package io.omniroute.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.domain.secret.SealedText;
import io.omniroute.domain.secret.SecretLostException;
import io.omniroute.domain.secret.SecretPlace;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretVaultTest {
    private static final SecretPlace HOME = new SecretPlace("provider_connections", "api_key", "c1");
    private static final String CANARY = "sk-canary-4711";
    private final SecretVault vault = new SecretVault(List.of(key(1)));

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "sk-canary-4711", "schlüssel ✓ 🗝"})
    void opensWhatItSealed(String clear) {
        var sealed = vault.seal(clear, HOME);

        assertThat(vault.unseal(sealed, HOME)).isEqualTo(clear);
    }

    @Test
    void sealedFormNamesItsKeyAndHoldsNonceTextAndTag() {
        var sealed = vault.seal(CANARY, HOME);

        assertThat(sealed.value()).matches("enc:v1:[0-9a-f]{8}:[A-Za-z0-9+/]+=*").doesNotContain(CANARY);
        var bytes = Base64.getDecoder().decode(sealed.value().substring("enc:v1:12345678:".length()));
        assertThat(bytes).hasSize(12 + CANARY.length() + 16);
    }

    @Test
    void neverSealsTheSameWayTwice() {
        var sealed = IntStream.range(0, 1_000).mapToObj(at -> vault.seal(CANARY, HOME)).toList();

        assertThat(sealed).doesNotHaveDuplicates();
    }

    @Test
    void refusesAValueThatWasMoved() {
        var sealed = vault.seal(CANARY, HOME);

        assertThatThrownBy(() -> vault.unseal(sealed, new SecretPlace("provider_connections", "api_key", "c2")))
                .isInstanceOf(SecretLostException.class).hasMessageContaining("c2").hasMessageContaining("moved");
        assertThatThrownBy(() -> vault.unseal(sealed, new SecretPlace("provider_connections", "id_token", "c1")))
                .isInstanceOf(SecretLostException.class);
        assertThatThrownBy(() -> vault.unseal(sealed, new SecretPlace("other", "api_key", "c1")))
                .isInstanceOf(SecretLostException.class);
    }

    @Test
    void refusesEveryChangedByte() {
        var sealed = vault.seal(CANARY, HOME);
        String head = sealed.value().substring(0, "enc:v1:12345678:".length());
        byte[] bytes = Base64.getDecoder().decode(sealed.value().substring(head.length()));

        for (int at = 0; at < bytes.length; at++) {
            byte[] changed = bytes.clone();
            changed[at] ^= 1;
            var forged = new SealedText(head + Base64.getEncoder().encodeToString(changed));
            assertThatThrownBy(() -> vault.unseal(forged, HOME)).isInstanceOf(SecretLostException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sk-clear", "enc:v1:", "enc:v1:12345678", "enc:v1:12345678:", "enc:v1:12345678:AAAA",
            "enc:v1:12345678:not base64", "enc:v2:12345678:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void refusesWhatIsNoSealedValueWithoutPrintingIt(String text) {
        assertThatThrownBy(() -> vault.unseal(new SealedText(text), HOME)).isInstanceOf(SecretLostException.class)
                .message().doesNotContain("sk-clear", "not base64");
    }

    @Test
    void newestKeySealsAndOlderOnesStillOpen() {
        var before = vault.seal(CANARY, HOME);
        var rotated = new SecretVault(List.of(key(2), key(1)));

        var after = rotated.seal(CANARY, HOME);

        assertThat(rotated.unseal(before, HOME)).isEqualTo(CANARY);
        assertThat(rotated.unseal(after, HOME)).isEqualTo(CANARY);
        assertThat(rotated.outdated(before)).isTrue();
        assertThat(rotated.outdated(after)).isFalse();
        assertThatThrownBy(() -> vault.unseal(after, HOME)).isInstanceOf(SecretLostException.class)
                .hasMessageContaining("not configured");
    }

    @Test
    void sameMasterKeyOpensInAnotherProcess() {
        var sealed = vault.seal(CANARY, HOME);

        assertThat(new SecretVault(List.of(key(1))).unseal(sealed, HOME)).isEqualTo(CANARY);
    }

    @Test
    void needsAKeyOfFullLength() {
        assertThatThrownBy(() -> new SecretVault(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SecretVault(List.of(new byte[31]))).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] key(int filling) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) filling);
        return key;
    }
}
