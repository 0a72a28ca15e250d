package io.omniroute.gateway;

import io.omniroute.catalog.Retry;
import io.omniroute.domain.failure.Failure;
import io.omniroute.routing.Resolution;
import io.omniroute.routing.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * One model that may serve a request, and on which terms.
 *
 * @param found where the model is
 * @param limit for its first content; empty = the corridor's own limits alone
 * @param lookFirst it is passed over without a try where nobody could serve
 * @param repeats how often its last account is asked again
 * @param step its place in a combo; empty where none was asked for
 */
record Stop(Resolution.Found found, Optional<Duration> limit, boolean lookFirst, Repeats repeats,
        Optional<Step> step) {
    /** The model itself, or one of a fallback chain. */
    static Stop single(Resolution.Found found, Retry retry) {
        return new Stop(found, Optional.empty(), true, failure -> again(retry, failure), Optional.empty());
    }

    static Stop ofCombo(Step step) {
        var again = new Retry.Again(step.run().maxRetries(), step.run().retryDelay());
        return new Stop(step.found(), Optional.of(step.run().timeout()), step.run().healthCheck(),
                failure -> REPEATED_IN_COMBOS.contains(failure.status()) ? again : Retry.Again.NEVER,
                Optional.of(step));
    }

    /** Whether the same account may be asked again after a failure. */
    @FunctionalInterface
    interface Repeats {
        Retry.Again after(Failure failure);
    }

    /** 40 section 3, rule 7. */
    private static final Set<Integer> REPEATED_IN_COMBOS = Set.of(408, 500, 502, 503, 504);

    private static Retry.Again again(Retry retry, Failure failure) {
        return failure instanceof Failure.Unreachable ? retry.networkError() : retry.after(failure.status());
    }

    String provider() {
        return found.providerId();
    }

    String model() {
        return found.upstreamModel();
    }
}
