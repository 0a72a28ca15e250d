package io.omniroute.translation.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.json.Json;
import io.omniroute.translation.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files under {@code golden}; {@code GOLDEN_UPDATE=true} writes what is expected anew, to be read before it is kept. */
public final class Golden {
    private static final Path ROOT = Path.of("src/test/resources/golden");
    private static final boolean UPDATE = Boolean.parseBoolean(System.getenv("GOLDEN_UPDATE"));

    private Golden() {}

    public static Stream<Path> files(String folder, String ending) {
        try (Stream<Path> found = Files.list(ROOT.resolve(folder))) {
            return found.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Json.Obj object(Path file) {
        return (Json.Obj) JsonText.parse(text(file)).orElseThrow();
    }

    /** The file beside, with another ending. */
    public static Path beside(Path file, String ending, String other) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.length() - ending.length()) + other);
    }

    public static void check(Path expected, List<String> lines) {
        try {
            if (UPDATE) {
                Files.writeString(expected, String.join("\n", lines) + "\n");
            }
            assertThat(lines).as(expected.toString()).isEqualTo(Files.readAllLines(expected));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
