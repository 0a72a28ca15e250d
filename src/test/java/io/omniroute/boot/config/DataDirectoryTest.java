package io.omniroute.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoryTest {
    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({"/var/lib/omniroute, /var/lib/omniroute", "~/gate, /home/ann/gate", "~, /home/ann",
            "' /a/../b ', /b"})
    void namedDirectoryWins(String text, String expected) {
        var found = DataDirectory.locate(at("/home/ann", Map.of("DATA_DIR", text, "XDG_CONFIG_HOME", "/xdg")));

        assertThat(found.path()).hasToString(expected);
    }

    @Test
    void thenComesXdgThenTheHomeDirectory() {
        assertThat(DataDirectory.locate(at("/home/ann", Map.of("XDG_CONFIG_HOME", "/xdg"))).path())
                .hasToString("/xdg/omniroute");
        assertThat(DataDirectory.locate(at("/home/ann", Map.of("XDG_CONFIG_HOME", "relative"))).path())
                .hasToString("/home/ann/.omniroute");
        assertThat(DataDirectory.locate(at("/home/ann", Map.of())).path()).hasToString("/home/ann/.omniroute");
    }

    @Test
    void onWindowsItIsTheApplicationDataFolder() {
        var windows = new Surroundings(Map.of("APPDATA", "/appdata"),
                Map.of("user.home", "/u", "os.name", "Windows 11"));

        assertThat(DataDirectory.locate(windows).path()).hasToString("/appdata/omniroute");
        assertThat(DataDirectory.locate(at("/home/ann", Map.of("APPDATA", "/appdata"))).path())
                .hasToString("/home/ann/.omniroute");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "./data", "~bob/data"})
    void relativePathIsRefused(String text) {
        assertThatThrownBy(() -> DataDirectory.locate(at("/home/ann", Map.of("DATA_DIR", text))))
                .isInstanceOf(ConfigurationException.class).hasMessageStartingWith("DATA_DIR must be an absolute path");
    }

    @Test
    void isCreatedForItsOwnerAlone() throws IOException {
        var directory = DataDirectory.locate(at(home.toString(), Map.of("DATA_DIR", home + "/a/b")));

        directory.prepare();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("a/b"))))
                .isEqualTo("rwx------");
        assertThat(home.resolve("a/b")).isEmptyDirectory();
    }

    @Test
    void unwritablePlaceIsOneSentence() throws IOException {
        Files.writeString(home.resolve("file"), "");
        var directory = DataDirectory.locate(at(home.toString(), Map.of("DATA_DIR", home + "/file/data")));

        assertThatThrownBy(directory::prepare).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(home + "/file/data").hasMessageContaining("DATA_DIR").message()
                .doesNotContain("\n");
    }

    @Test
    void earlierFilesAreCopiedOnceAndLeftInPlace() throws IOException {
        var earlier = home.resolve(".omniroute");
        Files.createDirectories(earlier.resolve("call_logs/day"));
        Files.writeString(earlier.resolve("storage.sqlite"), "database");
        Files.writeString(earlier.resolve("storage.sqlite-wal"), "wal");
        Files.writeString(earlier.resolve("call_logs/day/one.json"), "{}");
        var directory = DataDirectory.locate(at(home.toString(), Map.of("XDG_CONFIG_HOME", home + "/xdg")));

        directory.prepare();
        Files.writeString(earlier.resolve("storage.sqlite"), "changed later");
        directory.prepare();

        assertThat(directory.database()).hasContent("database");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.database())))
                .isEqualTo("rw-------");
        assertThat(directory.path().resolve("storage.sqlite-wal")).hasContent("wal");
        assertThat(directory.path().resolve("call_logs/day/one.json")).hasContent("{}");
        assertThat(earlier.resolve("storage.sqlite-wal")).exists();
    }

    @Test
    void nothingIsCopiedWithoutADatabaseOrIntoANamedDirectory() throws IOException {
        Files.createDirectories(home.resolve(".omniroute"));
        Files.writeString(home.resolve(".omniroute/log.txt"), "x");
        DataDirectory.locate(at(home.toString(), Map.of("XDG_CONFIG_HOME", home + "/xdg"))).prepare();
        Files.writeString(home.resolve(".omniroute/storage.sqlite"), "x");
        DataDirectory.locate(at(home.toString(), Map.of("DATA_DIR", home + "/named"))).prepare();

        assertThat(home.resolve("xdg/omniroute")).isEmptyDirectory();
        assertThat(home.resolve("named")).isEmptyDirectory();
    }

    private static Surroundings at(String home, Map<String, String> environment) {
        return new Surroundings(environment, Map.of("user.home", home, "os.name", "Linux"));
    }
}
