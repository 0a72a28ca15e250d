package io.omniroute.routing;

import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.route.Leg;
import io.omniroute.domain.snapshot.Snapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a resolved model into attempts, one per account: fill-first (40 §2). */
public final class Planner {
    private static final Comparator<Connection> FILL_FIRST = Comparator.comparingInt(Connection::priority)
            .thenComparing(Connection::updatedAt, Comparator.reverseOrder());

    private Planner() {}

    /**
     * The active accounts by priority, of equal ones the most recently changed first.
     *
     * @param baseUrls the operator's base URLs by provider id ({@code omniroute.provider.<id>.base-url}); a connection's
     *     own base URL wins over them
     * @return 400 {@code no_credentials} when no account is active
     */
    public static Planning plan(Resolution.Found found, Snapshot snapshot, Map<String, String> baseUrls) {
        List<Leg> legs = snapshot.activeConnections(found.providerId()).stream().sorted(FILL_FIRST)
                .map(connection -> leg(found, connection, baseUrls)).toList();
        return legs.isEmpty() ? noCredentials(found.providerId()) : new Plan(legs);
    }

    private static Leg leg(Resolution.Found found, Connection connection, Map<String, String> baseUrls) {
        Optional<String> baseUrl = connection.baseUrl().or(() -> Optional.ofNullable(baseUrls.get(found.providerId())));
        return new Leg(found.reach().endpoint(baseUrl, connection.authType()), connection, found.upstreamModel());
    }

    private static Planning noCredentials(String providerId) {
        return new Planning.NotPlanned(
                Failure.Refused.of(400, "no_credentials", "No credentials for provider: " + providerId));
    }
}
