package io.omniroute.boot.config;

import java.util.Set;

/** Secrets that were printed in documents of the reference product, so that everybody knows them. */
final class KnownDefaults {
    private static final Set<String> JWT_SECRETS = Set.of("omniroute-default-secret-change-me",
            "your-secure-secret-change-this");
    private static final Set<String> PASSWORDS = Set.of("123456", "CHANGEME", "your-password");
    private static final String API_KEY_SECRET = "endpoint-proxy-api-key-secret";
    private static final String MACHINE_ID_SALT = "endpoint-proxy-salt";

    private KnownDefaults() {}

    static boolean jwtSecret(String value) {
        return JWT_SECRETS.contains(value);
    }

    static boolean password(String value) {
        return PASSWORDS.contains(value);
    }

    static boolean apiKeySecret(String value) {
        return API_KEY_SECRET.equals(value);
    }

    static boolean machineIdSalt(String value) {
        return MACHINE_ID_SALT.equals(value);
    }
}
