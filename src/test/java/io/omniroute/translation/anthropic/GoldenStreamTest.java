package io.omniroute.translation.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.testkit.Oracle;
import io.omniroute.translation.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Streams of upstreams: {@code name.stream} is what came, {@code name.hub.txt} what it means, {@code name.out.txt} what
 * a client of this dialect would get of it.
 */
class GoldenStreamTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/anthropic/streams");

    static Stream<String> names() throws IOException {
        return Files.list(GOLDEN).map(file -> file.getFileName().toString()).filter(it -> it.endsWith(".stream"))
                .map(it -> it.substring(0, it.length() - ".stream".length())).sorted();
    }

    @ParameterizedTest
    @MethodSource("names")
    void framesMeanWhatTheHubSays(String name) throws IOException {
        assertThat(events(name, bytes(name), 4_096)).extracting(GoldenStreamTest::line)
                .isEqualTo(Files.readAllLines(GOLDEN.resolve(name + ".hub.txt")));
    }

    @ParameterizedTest
    @MethodSource("names")
    void cuttingTheBytesElsewhereChangesNothing(String name) throws IOException {
        byte[] bytes = bytes(name);
        List<ChatEvent> whole = events(name, bytes, bytes.length);

        for (int size : new int[]{1, 2, 3, 7, 64}) {
            assertThat(events(name, bytes, size)).as("pieces of %d", size).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void clientGetsWhatTheVendorDocuments(String name) throws IOException {
        var written = Hub.run(Hub.DIALECT.encoder(Hub.answering()), events(name, bytes(name), 4_096));

        written.forEach(event -> assertThat(Oracle.of("anthropic/messages-event")
                .objections(new String(event.json(), UTF_8))).isEmpty());
        assertThat(Hub.lines(written)).extracting(GoldenStreamTest::parsed)
                .isEqualTo(Files.readAllLines(GOLDEN.resolve(name + ".out.txt")).stream().map(GoldenStreamTest::parsed)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("names")
    void damagedStreamNeverThrowsAndHasOneEndAtMost(String name) throws IOException {
        byte[] bytes = bytes(name);
        var random = new Random(11);
        for (int run = 0; run < 200; run++) {
            byte[] damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            for (int i = random.nextInt(4); i > 0 && damaged.length > 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }

            List<ChatEvent> events = events(name, damaged, 64);

            assertThat(events.stream().filter(GoldenStreamTest::last)).hasSize(1);
            assertThat(last(events.getLast())).isTrue();
            assertThat(Hub.run(Hub.DIALECT.encoder(Hub.answering()), events)).isNotEmpty();
        }
    }

    /** How a character is escaped does not matter. */
    private static String parsed(String line) {
        int space = line.indexOf(' ');
        return line.substring(0, space) + JsonText.parse(line.substring(space + 1)).orElseThrow();
    }

    private static String line(ChatEvent event) {
        return event.toString().replace("\n", "\\n");
    }

    private static boolean last(ChatEvent event) {
        return event instanceof ChatEvent.Ended || event instanceof ChatEvent.Failed;
    }

    private static List<ChatEvent> events(String name, byte[] bytes, int size) {
        return Hub.run(Hub.DIALECT.decoder(Hub.answering()), Hub.frames(bytes, Math.max(1, size)));
    }

    private static byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(GOLDEN.resolve(name + ".stream"));
    }
}
