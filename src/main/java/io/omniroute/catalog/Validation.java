package io.omniroute.catalog;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The cheapest call that proves a credential of a provider.
 *
 * @param baseUrl where it is not the provider's own; a base URL an operator set stands for both
 * @param path below the base URL, with its query
 * @param headers beside the provider's own
 * @param body JSON; empty for a call without one
 * @param anyOther whether every answer below 500 that is none of {@code refused} proves the credential; else 2xx does
 * @param refused the statuses that say that the credential is not good
 */
public record Validation(String method, Optional<String> baseUrl, String path, Map<String, String> headers,
        Optional<String> body, boolean anyOther, Set<Integer> refused) {
    public Validation {
        headers = Map.copyOf(headers);
        refused = Set.copyOf(refused);
    }

    /** Whether an answer with this status proves the credential. */
    public boolean proves(int status) {
        return status / 100 == 2 || anyOther && status < 500 && !refused.contains(status);
    }
}
