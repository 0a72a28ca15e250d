package io.omniroute.translation.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.testkit.Oracle;
import io.omniroute.translation.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests of clients: {@code name.in.json} is what came, {@code name.hub.txt} what it means, {@code name.out.json}
 * what it would be for a Claude model again.
 */
class GoldenRequestTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/anthropic/requests");

    static Stream<String> names() throws IOException {
        return Files.list(GOLDEN).map(file -> file.getFileName().toString()).filter(it -> it.endsWith(".in.json"))
                .map(it -> it.substring(0, it.length() - ".in.json".length())).sorted();
    }

    @ParameterizedTest
    @MethodSource("names")
    void bodyMeansWhatTheHubSays(String name) throws IOException {
        ChatRequest request = request(name);

        assertThat(Hub.printed(request)).isEqualTo(text(name + ".hub.txt"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void hubIsWrittenAsTheVendorDocuments(String name) throws IOException {
        String body = new String(Hub.DIALECT.encodeRequest(request(name), Hub.target(Hub.BUDGET)).body(), UTF_8);

        assertThat(Oracle.of("anthropic/messages-request").objections(body)).isEmpty();
        assertThat(JsonText.parse(body)).isEqualTo(JsonText.parse(text(name + ".out.json")));
    }

    private static ChatRequest request(String name) throws IOException {
        return Hub.decoded(text(name + ".in.json"));
    }

    private static String text(String file) throws IOException {
        return Files.readString(GOLDEN.resolve(file));
    }
}
