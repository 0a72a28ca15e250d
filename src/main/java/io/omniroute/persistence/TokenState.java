package io.omniroute.persistence;

import jakarta.persistence.EntityManager;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the token of a connection fares; never the token.
 *
 * @param failed it could not be renewed: somebody has to sign in again
 * @param checked when its renewal was last tried
 */
public record TokenState(String connectionId, String provider, Optional<String> name, Optional<Instant> expires,
        boolean failed, Optional<Instant> checked) {
    private static final String ALL = "select id, provider, name, coalesce(expires_at, token_expires_at), test_status,"
            + " last_error_type, last_health_check_at from provider_connections where auth_type = 'oauth'"
            + " order by provider, priority, id";
    static List<TokenState> all(EntityManager entities) {
        List<?> rows = entities.createNativeQuery(ALL, Object[].class).getResultList();
        return rows.stream().map(row -> of((@Nullable Object[]) row)).toList();
    }

    private static TokenState of(@Nullable Object[] row) {
        boolean failed = "expired".equals(row[4]) || "token_refresh_failed".equals(row[5]);
        return new TokenState(String.valueOf(row[0]), String.valueOf(row[1]), text(row[2]), time(row[3]), failed,
                time(row[6]));
    }

    private static Optional<String> text(@Nullable Object value) {
        return Optional.ofNullable(value).map(Object::toString);
    }

    /** Imported rows may hold anything. */
    private static Optional<Instant> time(@Nullable Object value) {
        try {
            return text(value).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
