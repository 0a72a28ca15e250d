package io.omniroute.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.key.ApiKey;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.gateway.GateSettings;
import io.omniroute.gateway.Gatekeeper;
import io.omniroute.security.ApiKeys;
import io.omniroute.security.Lockouts;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String GEMINI = "/v1beta/models/p/m:generateContent";

    private final ApiKeys keys = new ApiKeys("checksum secret", "hash secret", "0123456789abcdef");
    private final String one = keys.create().text();
    private final String two = keys.create().text();

    private Admission admission(Optional<Boolean> required) {
        var snapshot = Snapshot.EMPTY.withKeys(Map.of(keys.hash(one), key("one"), keys.hash(two),
                key("two")));
        var gate = new GateSettings(required, true, false, List.of(), Set.of());
        return new Admission(new Gatekeeper(() -> snapshot, keys, gate,
                new Lockouts(Lockouts.Time.system(Clock.systemUTC()), address -> false),
                Clock.systemUTC()), new Cors(new DoorSettings(1, List.of())));
    }

    private static ApiKey key(String name) {
        return new ApiKey(name, name, "", "", "", true, false, false, List.of(), null, null, Instant.EPOCH);
    }

    private String caller(PlayedServlet servlet) {
        servlet.header("Host", "localhost:20128");
        return admission(Optional.of(true)).admit(servlet.request(), servlet.response()).key().map(ApiKey::name)
                .orElse("local");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER   "})
    void theBearerTokenComesFirst(String scheme) {
        assertThat(caller(new PlayedServlet(GEMINI + "?key=" + two).header("Authorization", scheme + one)
                .header("x-api-key", two).header("x-goog-api-key", two))).isEqualTo("one");
    }

    @Test
    void thenTheOtherPlacesInTheirOrder() {
        assertThat(caller(new PlayedServlet(GEMINI + "?key=" + two).header("x-api-key", one)
                .header("x-goog-api-key", two))).isEqualTo("one");
        assertThat(caller(new PlayedServlet(GEMINI + "?key=" + two).header("x-goog-api-key", one))).isEqualTo("one");
        assertThat(caller(new PlayedServlet(GEMINI + "?alt=sse&key=" + one))).isEqualTo("one");
    }

    @Test
    void blankPlacesAndOtherSchemesArePassedOver() {
        assertThat(caller(new PlayedServlet(CHAT).header("Authorization", "Bearer  ").header("x-api-key", " " + one)))
                .isEqualTo("one");
        assertThat(caller(new PlayedServlet(CHAT).header("Authorization", "Basic " + two).header("x-api-key", one)))
                .isEqualTo("one");
    }

    /** The first place decides, even when a later one holds a better key. */
    @Test
    void aWrongKeyIsNotReplacedByALaterPlace() {
        assertThatThrownBy(() -> caller(new PlayedServlet(CHAT).header("Authorization", "Bearer sk-wrong")
                .header("x-api-key", one))).isInstanceOf(GatewayException.class);
    }

    @Test
    void theQueryIsReadOnGeminiPathsOnly() {
        assertThatThrownBy(() -> caller(new PlayedServlet(CHAT + "?key=" + one)))
                .isInstanceOf(GatewayException.class);
        assertThat(caller(new PlayedServlet("/api/v1beta/models/p/m:generateContent?key=" + one)
                .attribute(Attributes.PATH, GEMINI))).isEqualTo("one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%zz", "%4", "sk-%E0%A4%A"})
    void aBrokenKeyInTheQueryIsAWrongKey(String key) {
        assertThatThrownBy(() -> caller(new PlayedServlet(GEMINI + "?key=" + key))).isInstanceOfSatisfying(
                GatewayException.class, thrown -> assertThat(thrown.failure().status()).isEqualTo(401));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"})
    void onALoopbackAddressNoKeyIsNeeded(String address) {
        var servlet = new PlayedServlet(CHAT).reachedAt(address).header("Host", "localhost");

        assertThat(admission(Optional.empty()).admit(servlet.request(), servlet.response()).local()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "0.0.0.0", "2001:db8::1", "not an address"})
    void onAnotherAddressOneIs(String address) {
        var servlet = new PlayedServlet(CHAT).reachedAt(address).header("Host", "localhost");

        assertThatThrownBy(() -> admission(Optional.empty()).admit(servlet.request(), servlet.response()))
                .isInstanceOf(GatewayException.class);
    }

    @Test
    void aPageWithAKeyMayReadTheAnswer() {
        var servlet = new PlayedServlet(CHAT).header("Origin", "https://app.example").header("x-api-key", one);
        caller(servlet);

        assertThat(servlet.sent).containsEntry("Access-Control-Allow-Origin", "https://app.example");
    }
}
