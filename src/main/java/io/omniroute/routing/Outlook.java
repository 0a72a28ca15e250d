package io.omniroute.routing;

import io.omniroute.domain.connection.Connection;
import io.omniroute.routing.Resolution.Found;
import java.util.Optional;

/** How providers and accounts stand at this moment; a look that changes nothing. */
public interface Outlook {
    /** Why nobody at the provider can serve the model now, for example its breaker is open; empty = somebody may. */
    Optional<String> obstacle(Found found);

    /** Why this account cannot serve the model now, for example it cools down; empty = it can. */
    Optional<String> obstacle(Found found, Connection connection);

    /** The account as the strategies see it. */
    Candidate candidate(Found found, Connection connection);
}
