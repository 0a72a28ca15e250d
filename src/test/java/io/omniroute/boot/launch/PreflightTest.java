package io.omniroute.boot.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the launcher's check the way the launcher does: as a process with our classes alone, without any library. */
class PreflightTest {
    @TempDir
    Path folder;

    @Test
    void printsTheHostWhenAllIsWell() throws Exception {
        var run = run(Map.of("PORT", "" + freePort(), "HOSTNAME", "my-laptop"));

        assertThat(run).isEqualTo(new Run(0, List.of("127.0.0.1"), List.of()));
        assertThat(folder.resolve("data")).isDirectory();
    }

    @Test
    void hostnameThatIsAnAddressIsPassedOn() throws Exception {
        var run = run(Map.of("PORT", "" + freePort(), "HOSTNAME", "0.0.0.0"));

        assertThat(run.out()).containsExactly("0.0.0.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "http", "-1", "20128x"})
    void wrongPortEndsItWithOneSentence(String port) throws Exception {
        var run = run(Map.of("PORT", port));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.error()).singleElement().asString().startsWith("PORT must be a whole number from 1 to 65535");
    }

    @Test
    void portInUseEndsItWithOneSentence() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var run = run(Map.of("PORT", "" + other.getLocalPort()));

            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.error()).singleElement().asString()
                    .contains("Port " + other.getLocalPort() + " of 127.0.0.1")
                    .contains("PORT.");
        }
    }

    @Test
    void addressOfAnotherMachineEndsItWithOneSentence() throws Exception {
        var run = run(Map.of("PORT", "" + freePort(), "HOSTNAME", "192.0.2.1"));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.error()).singleElement().asString().startsWith("HOSTNAME must be an address of this machine");
    }

    @Test
    void newNameForTheHostHasToBeAnAddress() throws Exception {
        var run = run(Map.of("PORT", "" + freePort(), "OMNIROUTE_SERVER_HOST", "my-laptop"));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.error()).singleElement().asString().startsWith("OMNIROUTE_SERVER_HOST must be an IP address");
    }

    @Test
    void unwritableDataDirectoryEndsItWithOneSentence() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "");

        var run = run(Map.of("PORT", "" + freePort(), "DATA_DIR", file.resolve("data").toString()));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.error()).singleElement().asString().contains("data directory " + file).contains("DATA_DIR");
    }

    @Test
    void announcementSaysWhereThingsAre() throws Exception {
        var run = run(Map.of("PORT", "4711"), "--announce");

        assertThat(run.exit()).isZero();
        assertThat(String.join("\n", run.out())).contains("http://127.0.0.1:4711")
                .contains(folder.resolve("data").toString())
                .contains(folder.resolve("data/initial-password.txt") + " after the first start").contains("Ctrl+C");
    }

    @Test
    void announcementKnowsThePasswordGivenByTheUserWithoutPrintingIt() throws Exception {
        var run = run(Map.of("INITIAL_PASSWORD", "canary"), "--announce");

        assertThat(String.join("\n", run.out())).contains("the one you gave in INITIAL_PASSWORD")
                .doesNotContain("canary");
    }

    @Test
    void announcementKnowsThatAPasswordWasSet() throws Exception {
        Files.createDirectory(folder.resolve("data"));
        Files.writeString(folder.resolve("data/storage.sqlite"), "");
        assertThat(run(Map.of(), "--announce").out()).anyMatch(line -> line.contains("the one you set"));

        Files.writeString(folder.resolve("data/initial-password.txt"), "");
        assertThat(run(Map.of(), "--announce").out()).anyMatch(line -> line.contains("initial-password.txt"));
    }

    private Run run(Map<String, String> environment, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                Path.of(Preflight.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString(),
                Preflight.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().put("DATA_DIR", folder.resolve("data").toString());
        builder.environment().putAll(environment);
        var out = builder.redirectOutput(folder.resolve("out").toFile()).redirectError(folder.resolve("err").toFile());
        var process = out.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), lines("out"), lines("err"));
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name), StandardCharsets.UTF_8);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private record Run(int exit, List<String> out, List<String> error) {}
}
