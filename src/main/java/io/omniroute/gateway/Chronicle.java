package io.omniroute.gateway;

import io.omniroute.domain.log.CallSink;
import java.util.Optional;

/**
 * What is kept of requests besides the books.
 *
 * @param history the newest ones
 * @param calls the call log, bodies and decisions included
 * @param tracing all their stages; empty while the request log is off
 */
public record Chronicle(History history, CallSink calls, Optional<Tracing> tracing) {
    /** The newest ones only. */
    public static Chronicle brief() {
        return new Chronicle(new History(), entry -> {}, Optional.empty());
    }
}
