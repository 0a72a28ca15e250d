package io.omniroute.admin;

/** Hashes and compares passwords; {@code boot} puts {@code security} behind it. */
public interface PasswordHasher {
    String hash(String password);

    boolean matches(String password, String hash);
}
