package io.omniroute.translation.responses;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files of what goes in, and beside each what comes out; {@code -Dgolden.write=true} writes the latter. */
final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/golden/responses");

    private Golden() {}

    static Stream<Path> files(String folder, String ending) {
        try (var files = Files.list(FOLDER.resolve(folder))) {
            return files.filter(it -> it.toString().endsWith(ending)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String lines(Collection<?> values) {
        return values.stream().map(it -> it + "\n").collect(Collectors.joining());
    }

    static void check(Path in, String ending, String actual) {
        String name = in.getFileName().toString();
        Path expected = in.resolveSibling(name.substring(0, name.indexOf('.')) + ending);
        if (Boolean.getBoolean("golden.write")) {
            try {
                Files.writeString(expected, actual);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        assertThat(actual).isEqualTo(read(expected));
    }
}
