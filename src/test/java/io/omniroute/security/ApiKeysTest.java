package io.omniroute.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {
    private static final String MACHINE = "3f2a000011112222";
    private final ApiKeys keys = new ApiKeys("checksum secret", "hash secret", MACHINE);

    @Test
    void newKeyHasTheDocumentedForm() {
        var made = keys.create();

        assertThat(made.text()).matches("sk-" + MACHINE + "-[a-z0-9]{26}-[0-9a-f]{8}");
        assertThat(made.hash()).isEqualTo(keys.hash(made.text())).matches("hmac:v1:[0-9a-f]{64}");
        assertThat(made.machineId()).isEqualTo(MACHINE);
        assertThat(keys.plausible(made.text())).isTrue();
    }

    @Test
    void newKeysDiffer() {
        assertThat(Stream.generate(() -> keys.create().text()).limit(1_000)).doesNotHaveDuplicates();
    }

    @Test
    void keyIsNotPrintedByAccident() {
        var made = keys.create();

        assertThat(made.toString()).doesNotContain(made.text()).contains(made.preview());
    }

    /** HMAC-SHA256("endpoint-proxy-api-key-secret", machine id + key id), worked out with openssl. */
    @Test
    void checksumIsTheFirstEightDigitsOfTheHmac() {
        var imported = new ApiKeys("endpoint-proxy-api-key-secret", "h", MACHINE);
        String keyId = "abcdefghijklmnopqrstuvwxyz";

        assertThat(imported.plausible("sk-" + MACHINE + "-" + keyId + "-ae83fd0c")).isTrue();
        assertThat(imported.plausible("sk-" + MACHINE + "-" + keyId + "-00000000")).isFalse();
    }

    @Test
    void keyOfAnotherSecretOrWithAnotherIdIsRefusedUnseen() {
        var foreign = new ApiKeys("another secret", "hash secret", MACHINE).create().text();
        var own = keys.create().text();
        var changed = own.substring(0, 25) + (own.charAt(25) == 'a' ? 'b' : 'a') + own.substring(26);

        assertThat(keys.plausible(foreign)).isFalse();
        assertThat(keys.plausible(changed)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-3f2a000011112222-x1y2z3-00000000", "sk-12345678", "anything", "sk-a-b-c-d"})
    void otherFormsMayBeImportedKeysAndPass(String key) {
        assertThat(keys.plausible(key)).isTrue();
    }

    @Test
    void comparesByHash() {
        var made = keys.create();

        assertThat(keys.matches(made.text(), made.hash())).isTrue();
        assertThat(keys.matches(made.text() + "x", made.hash())).isFalse();
        assertThat(new ApiKeys("checksum secret", "other", MACHINE).matches(made.text(), made.hash())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"sk-3f2a000011112222-x1y2z3abcdefghijklmnopqrst-12349c0d, sk-3f2a…-x1y2z3-…9c0d",
            "sk-3f2a000011112222-x1y2z3-12349c0d, sk-3f2a…-x-…9c0d", "sk-12345678, sk-1…", "short, sh…",
            "sk-proj-abcdefghijklmnop, sk-p…mnop"})
    void previewShowsOnlyTheEdges(String key, String preview) {
        assertThat(ApiKeys.preview(key)).isEqualTo(preview);
    }

    @Test
    void refusesToWorkWithoutItsSecrets() {
        assertThatThrownBy(() -> new ApiKeys("", "h", MACHINE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ApiKeys("c", " ", MACHINE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ApiKeys("c", "h", "host.example")).isInstanceOf(IllegalArgumentException.class);
    }
}
