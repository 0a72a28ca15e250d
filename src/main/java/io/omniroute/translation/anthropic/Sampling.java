package io.omniroute.translation.anthropic;

import io.omniroute.domain.json.Json;
import java.util.Optional;

/**
 * Which sampling parameters a Claude model takes (OC-40, OC-41; translation section 8).
 *
 * @param free the model takes values of the client's choice
 * @param thinking the model thinks in this call
 */
record Sampling(boolean free, boolean thinking) {
    private static final double LEAST_TOP_P_OF_THINKING = 0.95;
    private static final double LEAST_TOP_P = 0.99;

    /** At most 1. */
    Optional<Json> temperature(Json value) {
        if (!(value instanceof Json.Num number) || thinking) {
            return Optional.empty();
        }
        Json.Num sent = number.value() > 1 ? Json.Num.of(1) : number;
        return free || sent.value() == 1 ? Optional.of(sent) : Optional.empty();
    }

    Optional<Json> topP(Json value) {
        if (!(value instanceof Json.Num number)) {
            return Optional.empty();
        }
        double p = number.value();
        boolean fits = (!thinking || (p >= LEAST_TOP_P_OF_THINKING && p <= 1)) && (free || p >= LEAST_TOP_P);
        return fits ? Optional.of(number) : Optional.empty();
    }

    /** A whole number there. */
    Optional<Json> topK(Json value) {
        return value instanceof Json.Num number && free && !thinking
                ? number.whole().map(Json.Num::of)
                : Optional.empty();
    }
}
