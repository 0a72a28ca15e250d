package io.omniroute.domain.lab;

import java.time.Duration;
import java.util.Optional;

/** Asks one model for a few words, by the same way as every request. */
public interface ModelProbe {
    /**
     * Waits for the answer.
     *
     * @param provider registry id or node id; nobody else is asked
     * @param model without a prefix
     * @param limit after which the model counts as not answering
     */
    Finding ask(String provider, String model, Duration limit);

    /**
     * What came of it.
     *
     * @param status HTTP status a client would have got
     * @param error empty when the model answered
     */
    record Finding(int status, Duration took, Optional<String> error) {
        public boolean ok() {
            return error.isEmpty();
        }
    }
}
