package io.omniroute.testkit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the scenario files of {@code src/test/js} with Node, in a copy under {@code target/js}. */
public final class JsScenarios {
    private static final Path SOURCE = Path.of("src/test/js");
    private static final Path COPY = Path.of("target/js");
    private static final int OLDEST_NODE = 20;

    private JsScenarios() {}

    /** Whether a Node is on the path that the SDKs run on. */
    public static boolean possible() throws IOException, InterruptedException {
        try {
            var run = run(Path.of("."), Map.of(), "node", "--version");
            return run.code() == 0
                    && Integer.parseInt(run.output().strip().substring(1).split("\\.")[0]) >= OLDEST_NODE;
        } catch (IOException e) {
            return false; // no such program
        }
    }

    /** How a program ended and what it printed. */
    public record Run(int code, String output) {}

    /** Copies the files and installs what the lock file names. */
    public static Run install() throws IOException, InterruptedException {
        Files.createDirectories(COPY);
        try (var files = Files.list(SOURCE)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, COPY.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return run(COPY, Map.of(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    }

    /**
     * Runs the scenarios of one client.
     *
     * @param prefixes of the routes to each vendor; each of them is damaged at most once
     */
    public static Run scenarios(String client, URI url, String key, Map<Dialect, List<String>> prefixes)
            throws IOException, InterruptedException {
        return run(COPY,
                Map.of("OMNIROUTE_BASE_URL", url.toString(), "OMNIROUTE_KEY", key, "OMNIROUTE_ROUTES",
                        Json.line(prefixes)),
                "node", "--test", "--test-reporter=spec", client + ".test.mjs");
    }

    private static Run run(Path directory, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        var output = Files.createTempFile("js", ".txt");
        var builder = new ProcessBuilder(List.of(command)).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        if (!process.waitFor(180, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        var text = Files.readString(output);
        Files.delete(output);
        return new Run(process.exitValue(), text);
    }
}
