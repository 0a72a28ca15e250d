package io.omniroute.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorsTest {
    private static final String ALLOWED = "Access-Control-Allow-Origin";
    private static final Cors NOBODY_LISTED = new Cors(new DoorSettings(1, List.of()));
    private static final Cors ONE_LISTED = new Cors(new DoorSettings(1, List.of("https://App.example")));

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost", "http://localhost:3000", "https://app.localhost", "http://127.0.0.1:80",
            "http://127.1.2.3", "http://[::1]:5173", "HTTP://LOCALHOST"})
    void aPageOfThisMachineMayRead(String origin) {
        assertThat(Cors.loopback(origin)).isTrue();
        assertThat(known(NOBODY_LISTED, origin)).isEqualTo(origin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "", "https://evil.example", "http://localhost.evil.example",
            "http://127.0.0.1.evil.example",
            "http://evil-localhost", "http://127.evil", "http://user@evil.example/localhost", "http://[::2]",
            "not an origin",
            "http://1270.0.0.1", "file://"})
    void aPageOfAnotherPlaceMayNot(String origin) {
        assertThat(Cors.loopback(origin)).isFalse();
        assertThat(known(NOBODY_LISTED, origin)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"https://App.example, true", "https://app.example, true", "https://app.example:8443, false",
            "http://app.example, false", "https://app.example.evil, false"})
    void aListedOriginMayRead(String origin, boolean allowed) {
        assertThat(known(ONE_LISTED, origin)).isEqualTo(allowed ? origin : null);
    }

    @Test
    void aStarOfTheOperatorListsEverybody() {
        assertThat(known(new Cors(new DoorSettings(1, List.of("*"))), "https://any.example"))
                .isEqualTo("https://any.example");
    }

    @Test
    void whoShowedAKeyMayReadFromAnywhere() {
        var servlet = new PlayedServlet("/v1/models").header("Origin", "https://any.example");
        NOBODY_LISTED.allowKeyHolder(servlet.request(), servlet.response());

        assertThat(servlet.sent).containsEntry(ALLOWED, "https://any.example").containsEntry("Vary", "Origin");
    }

    @Test
    void withoutAnOriginNothingIsSaid() {
        var servlet = new PlayedServlet("/v1/models");
        NOBODY_LISTED.allowKeyHolder(servlet.request(), servlet.response());
        NOBODY_LISTED.allowKnownOrigin(servlet.request(), servlet.response());

        assertThat(servlet.sent).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"https://App.example, https://App.example", "https://evil.example, *", ", *"})
    void aPreflightNeedsNoKey(String origin, String allowed) {
        var servlet = new PlayedServlet("/v1/models");
        if (origin != null) {
            servlet.header("Origin", origin);
        }
        ONE_LISTED.preflight(servlet.request(), servlet.response(), "GET, OPTIONS");

        assertThat(servlet.status).isEqualTo(204);
        assertThat(servlet.sent).containsEntry(ALLOWED, allowed)
                .containsEntry("Access-Control-Allow-Methods", "GET, OPTIONS")
                .containsEntry("Access-Control-Allow-Headers", "*, Authorization")
                .containsEntry("Access-Control-Expose-Headers", "*");
    }

    private static String known(Cors cors, String origin) {
        var servlet = new PlayedServlet("/v1/models").header("Origin", origin);
        cors.allowKnownOrigin(servlet.request(), servlet.response());
        return servlet.sent.get(ALLOWED);
    }
}
