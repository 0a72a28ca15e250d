package io.omniroute.gateway;

import java.util.Optional;

/**
 * What is kept of requests besides the books.
 *
 * @param history the newest ones
 * @param tracing all their stages; empty while the request log is off
 */
public record Chronicle(History history, Optional<Tracing> tracing) {
    /** The newest ones only. */
    public static Chronicle brief() {
        return new Chronicle(new History(), Optional.empty());
    }
}
