package io.omniroute.translation;

import io.omniroute.catalog.Capabilities;
import java.util.Map;
import java.util.Optional;

/**
 * Where a request goes, as far as its encoding depends on it.
 *
 * @param provider registry id or node id
 * @param model the upstream's own model id
 * @param capabilities of this model there
 * @param stream whether the upstream shall stream
 * @param account what the connection adds to a body, for example {@code project} or {@code profileArn}; no credential
 * @param ids for the ids a wire demands
 */
public record Target(String provider, String model, Capabilities capabilities, boolean stream,
        Map<String, String> account, Ids ids) {
    public Target {
        account = Map.copyOf(account);
    }

    public Optional<String> account(String key) {
        return Optional.ofNullable(account.get(key));
    }
}
