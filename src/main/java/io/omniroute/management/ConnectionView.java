package io.omniroute.management;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.omniroute.admin.AccountFigures.Figures;
import io.omniroute.domain.connection.AuthType;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.connection.ConnectionHealth;

/**
 * A connection without anything that opens an account, and how it fares now.
 *
 * @param healthScore from 0 to 100 (40 section 2)
 */
public record ConnectionView(String id, String provider, String authType, String name, String displayName,
        @Nullable String email, int priority, @Nullable Integer globalPriority, boolean isActive,
        @Nullable String defaultModel, String testStatus, @Nullable Instant lastTested, @Nullable String lastError,
        @Nullable Instant lastErrorAt, @Nullable String lastErrorType, @Nullable String lastErrorSource,
        @Nullable String errorCode, @Nullable Instant rateLimitedUntil, int backoffLevel,
        boolean rateLimitProtection, @Nullable Instant quotaWindowUntil, int healthScore,
        @Nullable Object termsAcceptedAt, @Nullable Instant lastUsedAt, int consecutiveUseCount,
        Map<String, @Nullable Object> providerSpecificData,
        boolean hasApiKey, boolean hasRefreshToken, Instant createdAt, Instant updatedAt) {
    private static final Pattern SECRET = Pattern.compile(
            "token|secret|password|passwd|credential|cookie|authorization|api[-_]?key|private[-_]?key|access[-_]?key",
            Pattern.CASE_INSENSITIVE);
    private static final String TERMS = "termsAcceptedAt";
    static ConnectionView of(Connection c, Figures figures) {
        ConnectionHealth health = figures.health();
        Map<String, @Nullable Object> data = harmless(c.data().values());
        Object terms = data.remove(TERMS);
        return new ConnectionView(c.id(), c.provider(), c.authType().id(), c.name(), c.name(), c.email(), c.priority(),
                c.globalPriority(), c.active(), c.defaultModel(), health.testStatus(), health.lastTested(),
                health.lastError(), health.lastErrorAt(), health.lastErrorType(), health.lastErrorSource(),
                health.errorCode(), figures.rateLimitedUntil(), figures.backoffLevel(), c.rateLimitProtection(),
                figures.quotaWindowUntil(), figures.healthScore(), terms, figures.lastUsedAt(),
                figures.consecutiveUses(), data, c.apiKey() != null && c.authType() == AuthType.APIKEY, false,
                c.createdAt(), c.updatedAt());
    }

    /** Members whose name says that they hold a credential are left out, at any depth. */
    private static Map<String, @Nullable Object> harmless(Map<?, ?> values) {
        Map<String, @Nullable Object> harmless = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (!SECRET.matcher(String.valueOf(name)).find()) {
                harmless.put(String.valueOf(name), inside(value));
            }
        });
        return harmless;
    }

    private static @Nullable Object inside(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return harmless(map);
        }
        return value instanceof List<?> list ? list.stream().map(ConnectionView::inside).toList() : value;
    }

    /** A list of connections. */
    public record All(List<ConnectionView> connections) {}

    /** The connections as far as a picker of the console needs them. */
    public record Brief(List<Entry> connections) {
        /** One of them. */
        public record Entry(String id, String provider, String authType, String name, int priority, boolean isActive,
                @Nullable String defaultModel, String testStatus) {
            static Entry of(Connection c, Figures figures) {
                return new Entry(c.id(), c.provider(), c.authType().id(), c.name(), c.priority(), c.active(),
                        c.defaultModel(), figures.health().testStatus());
            }
        }
    }

    /** One connection in its envelope. */
    public record One(ConnectionView connection) {}
}
