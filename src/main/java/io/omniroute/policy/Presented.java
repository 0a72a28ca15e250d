package io.omniroute.policy;

import io.omniroute.domain.key.ApiKey;
import java.time.Instant;
import java.util.Optional;

/**
 * What a request shows of itself at the door. The key's text stays outside: {@code security} has looked it up.
 *
 * @param keyPresent whether any key was sent
 * @param key the stored key it matches, whatever its state
 * @param origin where a browser says the request comes from
 */
public record Presented(boolean keyPresent, Optional<ApiKey> key, Instant now, Origin origin) {}
