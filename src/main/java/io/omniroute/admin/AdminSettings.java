package io.omniroute.admin;

import java.nio.file.Path;

/**
 * What the start-up configuration decides for the use cases.
 *
 * @param dataDirectory where {@code initial-password.txt} and {@code log.txt} lie
 * @param severalConnectionsPerNode {@code ALLOW_MULTI_CONNECTIONS_PER_COMPAT_NODE}
 * @param boundToLoopback whether the server listens on loopback alone
 * @param requestLogs {@code ENABLE_REQUEST_LOGS}
 */
public record AdminSettings(Path dataDirectory, boolean severalConnectionsPerNode, boolean boundToLoopback,
        boolean requestLogs) {}
