package io.omniroute.cache;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * Which requests may be answered by another one's answer (40 section 11).
 *
 * @param absentTemperatureIsZero the reference product's habit
 * @param dedupWindow how long a shared result is kept after its end; zero = nothing is shared
 * @param dedupTools requests with tools share, too
 */
public record Eligibility(boolean absentTemperatureIsZero, Duration dedupWindow, boolean dedupTools) {
    public static final Eligibility DEFAULTS = new Eligibility(false, Duration.ofSeconds(2), false);
    /**
     * What is known of a request before anybody takes it apart.
     *
     * @param streaming its client wants a stream
     * @param unwanted its client or its key asks that nothing is kept
     * @param temperature as given; empty when absent or null
     * @param tools it names any
     * @param answers how many are asked for
     */
    public record Look(boolean streaming, boolean unwanted, OptionalDouble temperature, boolean tools, long answers) {}

    /** Whether the response cache is asked and told: only requests that always mean the same answer. */
    public boolean answersMayBeKept(Look request) {
        boolean settled = request.temperature().isPresent()
                ? request.temperature().getAsDouble() == 0
                : absentTemperatureIsZero;
        return settled && !request.streaming() && !request.unwanted() && request.answers() == 1;
    }

    /** Whether it may share the call of an equal one: five equal requests with a temperature want five answers. */
    public boolean callsMayBeShared(Look request) {
        boolean varied = request.temperature().isPresent() && !(request.temperature().getAsDouble() <= 0);
        return !dedupWindow.isZero() && !varied && !request.streaming() && !request.unwanted()
                && (dedupTools || !request.tools());
    }
}
