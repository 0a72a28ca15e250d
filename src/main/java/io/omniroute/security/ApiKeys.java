package io.omniroute.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * Makes and recognises API keys of clients: {@code sk-{machine id}-{key id}-{checksum}}.
 *
 * <p>The checksum lets a mistyped or invented key be refused without a look-up; what is stored and compared is a keyed hash
 * of the full text, under a secret of its own.
 */
public final class ApiKeys {
    /** Length of the key ids made here; imported keys have six. */
    static final int KEY_ID_LENGTH = 26;
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int CHECKSUM_LENGTH = 8;
    private static final int SHOWN = 4;
    private static final String HASH_PREFIX = "hmac:v1:";
    private static final Pattern MACHINE_ID = Pattern.compile("[0-9a-f]{16}");

    private final byte[] apiKeySecret;
    private final byte[] keyHashSecret;
    private final String machineId;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param apiKeySecret makes the checksums
     * @param keyHashSecret makes the stored hashes
     * @param machineId 16 hex digits
     */
    public ApiKeys(String apiKeySecret, String keyHashSecret, String machineId) {
        if (apiKeySecret.isBlank() || keyHashSecret.isBlank()) {
            throw new IllegalArgumentException("both secrets of API keys must be given");
        }
        if (!MACHINE_ID.matcher(machineId).matches()) {
            throw new IllegalArgumentException("a machine id is 16 hex digits, was " + machineId);
        }
        this.apiKeySecret = apiKeySecret.getBytes(StandardCharsets.UTF_8);
        this.keyHashSecret = keyHashSecret.getBytes(StandardCharsets.UTF_8);
        this.machineId = machineId;
    }

    public NewKey create() {
        String keyId = randomKeyId();
        String text = "sk-" + machineId + "-" + keyId + "-" + checksum(machineId, keyId);
        return new NewKey(text, hash(text), preview(text), machineId);
    }

    /** @return {@code hmac:v1:<64 hex digits>}, the same for the same key and secret */
    public String hash(String fullKey) {
        return HASH_PREFIX + Hmac.sha256Hex(keyHashSecret, fullKey);
    }

    /** Whether a key is the one behind a stored hash; takes the same time wherever they differ. */
    public boolean matches(String fullKey, String storedHash) {
        return sameText(hash(fullKey), storedHash);
    }

    /**
     * Whether a look-up is worth it. Only keys of the form made here can be refused: a 26-character key id whose checksum
     * does not fit. Every other text may be an imported key.
     */
    public boolean plausible(String key) {
        String[] parts = key.split("-", -1);
        if (parts.length != 4 || !parts[0].equals("sk") || parts[2].length() != KEY_ID_LENGTH) {
            return !key.isBlank();
        }
        return sameText(checksum(parts[1], parts[2]), parts[3]);
    }

    /**
     * What may be shown of a key, for example {@code sk-3f2a…-x1y2z3-…9c0d}. Of a key id at most a quarter is shown, so that
     * what is left cannot be guessed with the machine id known.
     */
    public static String preview(String fullKey) {
        String[] parts = fullKey.split("-", -1);
        if (parts.length == 4 && parts[1].length() == 16 && parts[3].length() == CHECKSUM_LENGTH) {
            return parts[0] + "-" + start(parts[1], SHOWN) + "…-" + start(parts[2], parts[2].length() / SHOWN) + "-…"
                    + end(parts[3]);
        }
        return fullKey.length() < 4 * SHOWN ? start(fullKey, SHOWN) + "…" : start(fullKey, SHOWN) + "…" + end(fullKey);
    }

    private String checksum(String machine, String keyId) {
        return Hmac.sha256Hex(apiKeySecret, machine + keyId).substring(0, CHECKSUM_LENGTH);
    }

    private String randomKeyId() {
        return random.ints(KEY_ID_LENGTH, 0, ALPHABET.length())
                .collect(StringBuilder::new, (text, at) -> text.append(ALPHABET.charAt(at)), StringBuilder::append)
                .toString();
    }

    private static boolean sameText(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static String start(String text, int length) {
        return text.substring(0, Math.min(length, text.length() / 2));
    }

    private static String end(String text) {
        return text.substring(text.length() - SHOWN);
    }
}
