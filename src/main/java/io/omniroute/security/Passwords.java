package io.omniroute.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The administrator's password as it is kept: {@code pbkdf2-sha256:<iterations>:<salt>:<hash>}, salt and hash in base64.
 * One hash or check takes a good part of a second on purpose.
 */
public final class Passwords {
    /** Lowest count of iterations that is accepted for a stored hash. */
    public static final int ITERATIONS = 210_000;
    private static final String SCHEME = "pbkdf2-sha256";
    private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern ENCODED = Pattern
            .compile(SCHEME + ":([1-9][0-9]{0,8}):([A-Za-z0-9+/=]+):([A-Za-z0-9+/=]+)");

    private final SecureRandom random = new SecureRandom();

    public String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] hash = pbkdf2(password, salt, ITERATIONS);
        var base64 = Base64.getEncoder();
        return SCHEME + ":" + ITERATIONS + ":" + base64.encodeToString(salt) + ":" + base64.encodeToString(hash);
    }

    /** @return false for a wrong password and for an encoding that is not ours or has too few iterations */
    public boolean verify(String password, String encoded) {
        return Encoded.of(encoded)
                .map(known -> MessageDigest.isEqual(known.hash(), pbkdf2(password, known.salt(), known.iterations())))
                .orElse(false);
    }

    private static byte[] pbkdf2(String password, byte[] salt, int iterations) {
        var spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BYTES * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks " + ALGORITHM, e);
        } finally {
            spec.clearPassword();
        }
    }

    private record Encoded(int iterations, byte[] salt, byte[] hash) {
        static Optional<Encoded> of(String text) {
            var match = ENCODED.matcher(text);
            if (!match.matches() || Integer.parseInt(match.group(1)) < ITERATIONS) {
                return Optional.empty();
            }
            try {
                var base64 = Base64.getDecoder();
                return Optional.of(new Encoded(Integer.parseInt(match.group(1)), base64.decode(match.group(2)),
                        base64.decode(match.group(3))));
            } catch (IllegalArgumentException e) { // letters of base64, but not base64: nothing can match it
                return Optional.empty();
            }
        }
    }
}
