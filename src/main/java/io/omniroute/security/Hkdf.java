package io.omniroute.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** HKDF with SHA-256 (RFC 5869): one strong secret becomes a key of its own for each purpose. */
final class Hkdf {
    private Hkdf() {}

    /**
     * @param salt may be empty, which stands for a block of zeros
     * @param length bytes wanted, at most 255 blocks of 32
     */
    static byte[] derive(byte[] secret, byte[] salt, byte[] info, int length) {
        if (length < 1 || length > 255 * Hmac.BYTES) {
            throw new IllegalArgumentException("length must be between 1 and 8160 bytes, was " + length);
        }
        byte[] blockKey = salt.length == 0 ? new byte[Hmac.BYTES] : salt;
        return expand(Hmac.sha256(blockKey, secret), info, length);
    }

    /** The form the rooms use: no salt, the purpose's name as info. */
    static byte[] derive(byte[] secret, String purpose, int length) {
        return derive(secret, new byte[0], purpose.getBytes(StandardCharsets.UTF_8), length);
    }

    private static byte[] expand(byte[] pseudoRandomKey, byte[] info, int length) {
        var out = ByteBuffer.allocate(length);
        var mac = Hmac.keyed(pseudoRandomKey);
        byte[] block = new byte[0];
        for (int counter = 1; out.hasRemaining(); counter++) {
            mac.update(block);
            mac.update(info);
            mac.update((byte) counter);
            block = mac.doFinal();
            out.put(block, 0, Math.min(block.length, out.remaining()));
        }
        return out.array();
    }
}
