package io.omniroute.domain.cache;

import java.time.Instant;
import java.util.Optional;

/**
 * A complete answer as it rests (30 section 3.10).
 *
 * @param signature of the request it answers, lower-case hex
 * @param model that gave it, {@code provider/model}
 * @param reply the hub's answer as JSON text; it may be private, so that {@link #toString} leaves it out
 * @param tokens it took to make, each reuse saves as many
 * @param apiKeyId of the one client it may be given to; empty = clients without a key
 */
public record KeptAnswer(String signature, String model, String reply, long tokens, Instant created, Instant expires,
        Optional<String> apiKeyId) {
    @Override
    public String toString() {
        return "KeptAnswer[" + signature + ", " + model + "]";
    }
}
