package io.omniroute.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.Format;
import io.omniroute.domain.stream.Frame;
import io.omniroute.domain.stream.Observation;
import io.omniroute.upstream.framing.Framing;
import io.omniroute.upstream.framing.SseFraming;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded streams and answers, one file each; {@code name.seen.txt} says what an observer sees in each frame. */
class GoldenObservationTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Map<String, Format> FOLDERS = Map.of("openai", Format.OPENAI, "anthropic", Format.CLAUDE,
            "gemini", Format.GEMINI, "responses", Format.OPENAI_RESPONSES);

    static Stream<Path> recordings() throws IOException {
        return Files.walk(GOLDEN).filter(file -> file.toString().endsWith(".sse")
                || file.toString().endsWith(".json") && FOLDERS.containsKey(file.getParent().getFileName().toString()))
                .sorted();
    }

    static Stream<Path> streams() throws IOException {
        return recordings().filter(file -> file.toString().endsWith(".sse"));
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void observerSeesWhatTheRecordingSays(Path recording) throws IOException {
        byte[] bytes = Files.readAllBytes(recording);
        String name = recording.getFileName().toString();
        Path expected = recording.resolveSibling(name.substring(0, name.lastIndexOf('.'))
                + (name.endsWith(".json") ? ".reply" : "") + ".seen.txt");

        List<String> seen = name.endsWith(".json") ? List.of(shown(dialect(recording).observeReply(bytes)))
                : observed(dialect(recording), bytes, bytes.length);

        assertThat(seen).isEqualTo(Files.readAllLines(expected));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void cuttingTheBytesElsewhereChangesNothing(Path recording) throws IOException {
        byte[] bytes = Files.readAllBytes(recording);
        List<String> whole = observed(dialect(recording), bytes, bytes.length);

        for (int size = 1; size < 70; size++) {
            assertThat(observed(dialect(recording), bytes, size)).as("pieces of %d", size).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void damagedStreamNeverThrowsAndIsCompleteOnlyWithAFinish(Path recording) throws IOException {
        byte[] bytes = Files.readAllBytes(recording);
        var random = new Random(7);
        for (int run = 0; run < 300; run++) {
            byte[] damaged = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            for (int i = random.nextInt(4); i > 0 && damaged.length > 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            StreamObserver observer = dialect(recording).observer();

            List<Observation> seen = frames(damaged, 64).stream().map(observer::observe).toList();

            boolean finished = seen.stream().anyMatch(o -> o.finished() || o.terminal());
            assertThat(observer.complete() && !finished).isFalse();
            assertThat(dialect(recording).observeReply(damaged)).isNotNull();
        }
    }

    private static Dialect dialect(Path recording) {
        return Dialects.of(FOLDERS.get(recording.getParent().getFileName().toString()));
    }

    private static List<String> observed(Dialect dialect, byte[] bytes, int size) {
        StreamObserver observer = dialect.observer();
        List<String> seen = new ArrayList<>();
        frames(bytes, size).forEach(frame -> seen.add(shown(observer.observe(frame))));
        seen.add(observer.complete() ? "complete" : "broken");
        return seen;
    }

    static List<Frame> frames(byte[] bytes, int size) {
        Framing framing = new SseFraming();
        List<Frame> frames = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += size) {
            frames.addAll(framing.feed(bytes, from, Math.min(bytes.length, from + size)));
        }
        frames.addAll(framing.end());
        return frames;
    }

    private static String shown(Observation seen) {
        var words = new ArrayList<String>();
        if (seen.content()) {
            words.add("content");
        }
        if (seen.finished()) {
            words.add("finished");
        }
        if (seen.usageOnly()) {
            words.add("usage-only");
        }
        if (seen.usage() != null) {
            var usage = seen.usage();
            words.add("usage %d/%d read %d write %d reasoning %d".formatted(usage.input(), usage.output(),
                    usage.cacheRead(), usage.cacheWrite(), usage.reasoning()));
        }
        if (seen.failure() != null) {
            words.add("failure %d %s".formatted(seen.failure().status(), seen.failure().message()));
        }
        if (seen.terminal()) {
            words.add("terminal");
        }
        if (seen.unreadable()) {
            words.add("unreadable");
        }
        return words.isEmpty() ? "nothing" : String.join(", ", words);
    }
}
