package io.omniroute.security;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What tells this machine from others: the middle of every API key made on it. The raw id stays here; only a salted digest
 * of it is used.
 */
public final class MachineId {
    private static final Logger LOG = System.getLogger(MachineId.class.getName());
    private static final int DIGITS = 16;
    private static final int COMMAND_SECONDS = 5;
    private static final List<Path> FILES = List.of(Path.of("/etc/machine-id"), Path.of("/var/lib/dbus/machine-id"));
    private static final Pattern MAC = Pattern.compile("\"IOPlatformUUID\" = \"([^\"]+)\"");
    private static final Pattern WINDOWS = Pattern.compile("MachineGuid\\s+REG_SZ\\s+(\\S+)");

    private MachineId() {}

    /**
     * @param rawId what {@link #raw()} found, or a stored random id where it found nothing
     * @return the first 16 hex digits of SHA-256 over raw id and salt
     */
    public static String of(String rawId, String salt) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((rawId + salt).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }

    /** @return the operating system's id of this machine; empty where it has none, as in most containers */
    public static Optional<String> raw() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("mac")) {
            return asked(MAC, "ioreg", "-rd1", "-c", "IOPlatformExpertDevice");
        }
        if (system.startsWith("windows")) {
            return asked(WINDOWS, "reg", "query", "HKLM\\SOFTWARE\\Microsoft\\Cryptography", "/v", "MachineGuid");
        }
        return firstOf(FILES);
    }

    /** "uninitialized" is what systemd leaves in images that were never started. */
    static Optional<String> firstOf(List<Path> files) {
        return files.stream().filter(Files::isReadable).map(MachineId::text)
                .filter(text -> !text.isEmpty() && !text.equals("uninitialized")).findFirst();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "no machine id from " + file, e);
            return "";
        }
    }

    private static Optional<String> asked(Pattern answer, String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
                process.destroy();
            }
            var match = answer.matcher(output);
            return match.find() ? Optional.of(match.group(1)) : Optional.empty();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "no machine id from " + command[0], e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
