package io.omniroute.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The packaged server as a process of its own: an installed Liberty with a free port, an empty data directory and its
 * own output directory, so that several run side by side.
 */
public final class RunningGateway implements AutoCloseable {
    /** The administrator's password of every instance. */
    public static final String PASSWORD = "a-password-for-tests-only";
    private static final Duration LONGEST_START = Duration.ofSeconds(90);
    private static final String SERVER = "omniroute";

    private final Map<String, String> environment;
    private final Path home;
    private final Path data;
    private final int port;
    private Process process;

    private RunningGateway(Map<String, String> environment, Path home, Path data, int port, Process process) {
        this.environment = environment;
        this.home = home;
        this.data = data;
        this.port = port;
        this.process = process;
    }

    /** The installed server; empty directory = nothing was packaged. */
    public static Path liberty() {
        return Path.of(System.getProperty("omniroute.liberty", "target/liberty/wlp")).toAbsolutePath();
    }

    /** Whether there is a server to start. */
    public static boolean packaged() {
        return Files.isDirectory(liberty().resolve("usr/servers/" + SERVER));
    }

    /** Starts a new instance and waits until it is ready. */
    public static RunningGateway start(Map<String, String> environment) {
        try {
            var home = Files.createTempDirectory("omniroute-it");
            var data = Files.createDirectories(home.resolve("data"));
            int port = freePort();
            var gateway = new RunningGateway(environment, home, data, port,
                    launch(environment, home, data, port));
            gateway.awaitReady();
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the same installation again, on the same data and port. */
    public void restart() {
        try {
            process = launch(environment, home, data, port);
            awaitReady();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process launch(Map<String, String> environment, Path home, Path data, int port)
            throws IOException {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("win");
        var script = liberty().resolve(windows ? "bin/server.bat" : "bin/server").toString();
        var builder = new ProcessBuilder(script, "run", SERVER).directory(home.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("console.txt").toFile()));
        builder.environment().putAll(defaults(home, data, port));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static Map<String, String> defaults(Path home, Path data, int port) {
        var defaults = new LinkedHashMap<String, String>();
        defaults.put("JAVA_HOME", System.getProperty("java.home"));
        defaults.put("WLP_OUTPUT_DIR", home.resolve("output").toString());
        defaults.put("PORT", Integer.toString(port));
        defaults.put("OMNIROUTE_SERVER_HOST", "127.0.0.1");
        defaults.put("DATA_DIR", data.toString());
        defaults.put("INITIAL_PASSWORD", PASSWORD);
        // simulators are asked the same thing again and again, and shall answer each time
        defaults.put("OMNIROUTE_CACHE_DEDUP_WINDOW", "0");
        return defaults;
    }

    private void awaitReady() {
        var ready = HttpRequest.newBuilder(url().resolve("/health/ready")).timeout(Duration.ofSeconds(5)).build();
        var deadline = Instant.now().plus(LONGEST_START);
        try (var client = HttpClient.newHttpClient()) {
            while (Instant.now().isBefore(deadline) && process.isAlive()) {
                if (answersOk(client, ready)) {
                    return;
                }
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var log = log();
        kill();
        throw new IllegalStateException(
                "the server was not ready within " + LONGEST_START.toSeconds() + " s; the end of its log:\n"
                        + log.substring(Math.max(0, log.length() - 8000)));
    }

    private static boolean answersOk(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // not listening yet
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** Where it keeps its database and secrets. */
    public Path data() {
        return data;
    }

    /** The id of the Java process, which is a child of the script on some systems. */
    public long pid() {
        return java().pid();
    }

    private ProcessHandle java() {
        return process.descendants().filter(RunningGateway::runsJava).findFirst().orElse(process.toHandle());
    }

    private static boolean runsJava(ProcessHandle handle) {
        return handle.info().command().map(command -> Path.of(command).getFileName().toString().startsWith("java"))
                .orElse(false);
    }

    /** Ends it without a warning, as a power cut would. */
    public void kill() {
        var script = process.toHandle();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        script.destroyForcibly();
        awaitEnd();
    }

    /** Ends it in an orderly way. */
    public void stop() {
        java().destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All text that it wrote: console, message log, first failure data. */
    public String log() {
        var log = new StringBuilder();
        try (var files = Files.walk(home)) {
            for (var file : files.filter(Files::isRegularFile).filter(this::written).sorted().toList()) {
                log.append("== ").append(home.relativize(file)).append('\n')
                        .append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return log.toString();
    }

    private boolean written(Path file) {
        var path = home.relativize(file).toString();
        return path.equals("console.txt") || path.contains("logs") || path.endsWith(".log")
                || path.equals(Path.of("data", "log.txt").toString());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        stop();
        try (var files = Files.walk(home)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
