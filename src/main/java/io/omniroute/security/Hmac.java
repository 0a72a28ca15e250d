package io.omniroute.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256, which every Java runtime has to offer. */
final class Hmac {
    private static final String ALGORITHM = "HmacSHA256";
    static final int BYTES = 32;

    private Hmac() {}

    static byte[] sha256(byte[] key, byte[] message) {
        return keyed(key).doFinal(message);
    }

    static String sha256Hex(byte[] key, String message) {
        return HexFormat.of().formatHex(sha256(key, message.getBytes(StandardCharsets.UTF_8)));
    }

    static Mac keyed(byte[] key) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks " + ALGORITHM, e);
        }
    }
}
