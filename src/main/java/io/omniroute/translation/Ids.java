package io.omniroute.translation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Ids that look random and are a pure function of a seed: one seed per attempt, drawn by the corridor, so that a
 * replayed stream gives the same answer.
 */
public record Ids(String seed) {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 24;

    /** 24 characters {@code [A-Za-z0-9]}, the same for the same purpose. */
    public String of(String purpose) {
        byte[] hash = sha256(seed + '\n' + purpose);
        var id = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt((hash[i] & 0xff) % ALPHABET.length()));
        }
        return id.toString();
    }

    public UUID uuid(String purpose) {
        return UUID.nameUUIDFromBytes(sha256(seed + '\n' + purpose));
    }

    /** @return 32 bytes */
    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
