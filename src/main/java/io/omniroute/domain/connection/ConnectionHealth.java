package io.omniroute.domain.connection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known about how a connection fares; texts hold no credential.
 *
 * @param testStatus {@code active}, {@code unknown}, {@code error}, {@code unavailable} or {@code expired}
 * @param errorCode HTTP status or code of the last error
 */
public record ConnectionHealth(String testStatus, @Nullable Instant lastTested, @Nullable String lastError,
        @Nullable Instant lastErrorAt, @Nullable String lastErrorType, @Nullable String lastErrorSource,
        @Nullable String errorCode) {

    public static final String ACTIVE = "active";
    public static final String UNKNOWN = "unknown";
    public static final String ERROR = "error";
    /** {@code lastErrorSource} of what an upstream answered, or did not. */
    public static final String UPSTREAM = "upstream";
    public static ConnectionHealth unknown() {
        return new ConnectionHealth(UNKNOWN, null, null, null, null, null, null);
    }

    public static ConnectionHealth active(Instant testedAt) {
        return new ConnectionHealth(ACTIVE, testedAt, null, null, null, null, null);
    }
}
