package io.omniroute.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineIdTest {
    @TempDir
    Path folder;

    /** printf 'abc123endpoint-proxy-salt' | sha256sum */
    @Test
    void isTheStartOfTheSaltedDigest() {
        assertThat(MachineId.of("abc123", "endpoint-proxy-salt")).isEqualTo("7c800361f1a6eae2");
    }

    @Test
    void anotherSaltGivesAnotherId() {
        assertThat(MachineId.of("abc123", "one")).isNotEqualTo(MachineId.of("abc123", "two"));
    }

    @Test
    void firstReadableFileWithAnIdIsTaken() throws IOException {
        var empty = Files.writeString(folder.resolve("empty"), "\n");
        var image = Files.writeString(folder.resolve("image"), "uninitialized\n");
        var good = Files.writeString(folder.resolve("good"), "0123456789abcdef\n");

        assertThat(MachineId.firstOf(List.of(folder.resolve("absent"), empty, image, good)))
                .contains("0123456789abcdef");
        assertThat(MachineId.firstOf(List.of(empty, image))).isEmpty();
    }
}
