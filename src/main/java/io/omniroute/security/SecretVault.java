package io.omniroute.security;

import io.omniroute.domain.secret.SealedText;
import io.omniroute.domain.secret.SecretLostException;
import io.omniroute.domain.secret.SecretPlace;
import io.omniroute.domain.secret.Secrets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals secrets with AES-256-GCM before they reach a row.
 *
 * <p>The cipher's key is derived from a master key for the purpose {@value #PURPOSE}, so the master key itself never
 * encrypts anything. The place of the value is authenticated with it: a sealed value copied to another row, column or table
 * does not open. Safe for any number of threads.
 */
public final class SecretVault implements Secrets {
    static final String PURPOSE = "db-column";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_ID_BYTES = 4;
    private static final String ALGORITHM = "AES/GCM/NoPadding";

    private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
    private final String newest;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param masterKeys at least one, each at least 32 bytes, the newest first: it seals, all of them open
     */
    public SecretVault(List<byte[]> masterKeys) {
        if (masterKeys.isEmpty()) {
            throw new IllegalArgumentException("a vault needs at least one master key");
        }
        masterKeys.stream().map(SecretVault::columnKey).forEach(key -> keys.putIfAbsent(id(key), key));
        newest = keys.keySet().iterator().next();
    }

    @Override
    public SealedText seal(String clearText, SecretPlace place) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] clear = clearText.getBytes(StandardCharsets.UTF_8);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, key(newest), new GCMParameterSpec(TAG_BITS, nonce), place);
            var sealed = ByteBuffer.allocate(NONCE_BYTES + cipher.getOutputSize(clear.length)).put(nonce);
            sealed.put(cipher.doFinal(clear));
            return new SealedText(
                    SealedText.PREFIX + newest + ":" + Base64.getEncoder().encodeToString(sealed.array()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret of " + named(place) + " could not be sealed", e);
        }
    }

    @Override
    public String unseal(SealedText sealed, SecretPlace place) {
        var parts = Parts.of(sealed, place);
        try {
            var nonce = new GCMParameterSpec(TAG_BITS, parts.bytes(), 0, NONCE_BYTES);
            var cipher = cipher(Cipher.DECRYPT_MODE, knownKey(parts, place), nonce, place);
            byte[] clear = cipher.doFinal(parts.bytes(), NONCE_BYTES, parts.bytes().length - NONCE_BYTES);
            return new String(clear, StandardCharsets.UTF_8);
        } catch (AEADBadTagException e) {
            throw lost("was changed or moved from its place", place, e);
        } catch (GeneralSecurityException e) {
            throw lost("could not be opened", place, e);
        }
    }

    /**
     * Whether a value should be sealed again: it was sealed with an older key.
     *
     * @return false for the newest key, true for any other, known or not
     */
    public boolean outdated(SealedText sealed) {
        return !sealed.value().startsWith(SealedText.PREFIX + newest + ":");
    }

    private SecretKeySpec knownKey(Parts parts, SecretPlace place) {
        var key = keys.get(parts.keyId());
        if (key == null) {
            throw lost("was sealed with master key " + parts.keyId() + ", which is not configured", place, null);
        }
        return key;
    }

    private SecretKeySpec key(String id) {
        return Objects.requireNonNull(keys.get(id));
    }

    private static Cipher cipher(int mode, SecretKeySpec key, GCMParameterSpec nonce, SecretPlace place)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key, nonce);
        cipher.updateAAD(associated(place));
        return cipher;
    }

    private static byte[] associated(SecretPlace place) {
        return (place.table() + "|" + place.column() + "|" + place.rowId()).getBytes(StandardCharsets.UTF_8);
    }

    private static SecretKeySpec columnKey(byte[] masterKey) {
        if (masterKey.length < KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a master key needs at least " + KEY_BYTES + " bytes, this one has " + masterKey.length);
        }
        return new SecretKeySpec(Hkdf.derive(masterKey, PURPOSE, KEY_BYTES), "AES");
    }

    private static String id(SecretKeySpec key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return HexFormat.of().formatHex(digest, 0, KEY_ID_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }

    private static SecretLostException lost(String what, SecretPlace place, @Nullable Throwable cause) {
        var lost = new SecretLostException("the secret of " + named(place) + " " + what);
        lost.initCause(cause);
        return lost;
    }

    private static String named(SecretPlace place) {
        return place.table() + "." + place.column() + " " + place.rowId();
    }

    /** @param bytes nonce, ciphertext and tag */
    private record Parts(String keyId, byte[] bytes) {
        private static final int KEY_ID_END = SealedText.PREFIX.length() + 2 * KEY_ID_BYTES;

        static Parts of(SealedText sealed, SecretPlace place) {
            String value = sealed.value();
            if (!value.startsWith(SealedText.PREFIX) || value.length() <= KEY_ID_END
                    || value.charAt(KEY_ID_END) != ':') {
                throw lost("is not a sealed value", place, null);
            }
            byte[] bytes = decode(value.substring(KEY_ID_END + 1), place);
            if (bytes.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
                throw lost("is shorter than any sealed value", place, null);
            }
            return new Parts(value.substring(SealedText.PREFIX.length(), KEY_ID_END), bytes);
        }

        private static byte[] decode(String base64, SecretPlace place) {
            try {
                return Base64.getDecoder().decode(base64);
            } catch (IllegalArgumentException e) {
                throw lost("is not a sealed value", place, e);
            }
        }
    }
}
