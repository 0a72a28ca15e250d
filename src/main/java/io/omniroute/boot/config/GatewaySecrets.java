package io.omniroute.boot.config;

import java.util.List;

/**
 * The secrets the gateway works with, configured or generated.
 *
 * @param apiKeySecret makes the checksums of new API keys
 * @param keyHashSecret makes the stored hashes of API keys
 * @param masterKeys at least one, the newest first
 */
public record GatewaySecrets(String jwtSecret, String apiKeySecret, String keyHashSecret, List<byte[]> masterKeys,
        String machineIdSalt) {
    public GatewaySecrets {
        masterKeys = List.copyOf(masterKeys);
    }

    @Override
    public String toString() {
        return "GatewaySecrets[…]";
    }
}
