package io.omniroute.boot.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * {@code secrets.properties} of the data directory: what nobody configured is generated once and kept there.
 *
 * <p>Several processes and threads may start at the same time: they take turns under a lock file, and all end up with the
 * same secrets.
 */
public final class SecretsFile {
    private static final Object TURN = new Object();
    private static final int SECRET_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final List<Setting> GENERATED = List.of(Setting.SECURITY_JWT_SECRET, Setting.SECURITY_API_KEY_SECRET,
            Setting.SECURITY_KEY_HASH_SECRET,
            Setting.SECURITY_MASTER_KEY, Setting.SECURITY_MACHINE_ID_SALT);

    private final Path file;

    /** @param directory prepared already */
    public SecretsFile(DataDirectory directory) {
        file = directory.secrets();
    }

    /**
     * All secrets: the configured ones, for the rest the kept ones, for the rest new ones that are kept from now on. A known
     * default of the API key secret is left aside: the keys made here need one that nobody knows.
     *
     * @throws ConfigurationException when the file cannot be read or written, or holds something else than secrets
     */
    public GatewaySecrets complete(GatewayConfiguration.Security configured) {
        var given = given(configured);
        try {
            var kept = read();
            if (GENERATED.stream().anyMatch(key -> !given.containsKey(key) && !kept.containsKey(key))) {
                kept.putAll(generateMissing(given));
            }
            return secrets(given, kept, configured);
        } catch (IOException e) {
            throw new ConfigurationException("The file of secrets " + file + " cannot be read or written ("
                    + e.getClass().getSimpleName() + "): give this user the right to.", e);
        }
    }

    private static Map<Setting, String> given(GatewayConfiguration.Security configured) {
        var given = new EnumMap<Setting, String>(Setting.class);
        configured.jwtSecret().ifPresent(value -> given.put(Setting.SECURITY_JWT_SECRET, value));
        configured.apiKeySecret().filter(value -> !KnownDefaults.apiKeySecret(value))
                .ifPresent(value -> given.put(Setting.SECURITY_API_KEY_SECRET, value));
        configured.keyHashSecret().ifPresent(value -> given.put(Setting.SECURITY_KEY_HASH_SECRET, value));
        configured.masterKey().ifPresent(value -> given.put(Setting.SECURITY_MASTER_KEY, value));
        configured.machineIdSalt().ifPresent(value -> given.put(Setting.SECURITY_MACHINE_ID_SALT, value));
        return given;
    }

    private Map<Setting, String> generateMissing(Map<Setting, String> given) throws IOException {
        synchronized (TURN) {
            try (var channel = lockFile(); var lock = channel.lock()) {
                var all = read();
                var fresh = new StringBuilder();
                for (Setting key : GENERATED) {
                    if (lock.isValid() && !given.containsKey(key) && !all.containsKey(key)) {
                        all.put(key, generate(key));
                        fresh.append(key.property()).append('=').append(all.get(key)).append('\n');
                    }
                }
                append(fresh);
                return all;
            }
        }
    }

    private void append(StringBuilder lines) throws IOException {
        if (!lines.isEmpty()) {
            String before = Files.exists(file) ? Files.readString(file) : "";
            PrivateFiles.write(file,
                    before.isEmpty() || before.endsWith("\n") ? before + lines : before + "\n" + lines);
        }
    }

    private FileChannel lockFile() throws IOException {
        return PrivateFiles.open(file.resolveSibling(".secrets.lock"));
    }

    private Map<Setting, String> read() throws IOException {
        var values = properties(file);
        var kept = new EnumMap<Setting, String>(Setting.class);
        GENERATED.stream().filter(key -> !values.getProperty(key.property(), "").isBlank())
                .forEach(key -> kept.put(key, values.getProperty(key.property()).strip()));
        return kept;
    }

    /** A properties file, empty when there is none. */
    static Properties properties(Path file) throws IOException {
        var values = new Properties();
        if (Files.exists(file)) {
            try {
                values.load(new StringReader(Files.readString(file)));
            } catch (IllegalArgumentException e) {
                throw new IOException(file + " holds a malformed escape", e);
            }
        }
        return values;
    }

    private static String generate(Setting key) {
        byte[] bytes = new byte[key == Setting.SECURITY_MACHINE_ID_SALT ? SALT_BYTES : SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static GatewaySecrets secrets(Map<Setting, String> given, Map<Setting, String> kept,
            GatewayConfiguration.Security configured) {
        var effective = new EnumMap<Setting, String>(kept);
        effective.putAll(given);
        return new GatewaySecrets(text(effective, Setting.SECURITY_JWT_SECRET),
                text(effective, Setting.SECURITY_API_KEY_SECRET), text(effective, Setting.SECURITY_KEY_HASH_SECRET),
                masterKeys(text(effective, Setting.SECURITY_MASTER_KEY), kept, configured),
                text(effective, Setting.SECURITY_MACHINE_ID_SALT));
    }

    /** What was sealed before a master key was configured still opens: the kept one stays in the bunch. */
    private static List<byte[]> masterKeys(String newest, Map<Setting, String> kept,
            GatewayConfiguration.Security configured) {
        var texts = new ArrayList<>(List.of(newest));
        texts.addAll(configured.previousMasterKeys());
        Optional.ofNullable(kept.get(Setting.SECURITY_MASTER_KEY)).ifPresent(texts::add);
        var keys = new ArrayList<byte[]>();
        texts.stream().map(text -> Shapes.masterKey(Setting.SECURITY_MASTER_KEY.property(), text))
                .filter(key -> keys.stream().noneMatch(known -> Arrays.equals(known, key))).forEach(keys::add);
        return keys;
    }

    private static String text(Map<Setting, String> values, Setting key) {
        return Objects.requireNonNull(values.get(key));
    }
}
