package io.omniroute.policy;

import io.omniroute.domain.failure.Failure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * May it run, and under which limits (40 section 8)?
 *
 * @param refusal why not: lockout and budget 429, access 403; empty = allowed
 * @param phase where it was refused; {@link Phase#PASSED} when it was not
 */
public record PolicyVerdict(Optional<Failure.Refused> refusal, Phase phase, Adjustments adjustments) {
    public boolean allowed() {
        return refusal.isEmpty();
    }

    /** For the log and the decision trace. */
    public String reason() {
        return refusal.map(Failure.Refused::message).orElse("");
    }

    /** The questions in their order; the first denial ends. */
    public enum Phase {
        LOCKOUT, BUDGET, ACCESS, PASSED;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What the declarative policies change of a request that may run.
     *
     * @param preferredProviders go first among the candidates of a name without a prefix
     * @param maxTokens most output tokens it may ask for
     */
    public record Adjustments(List<String> preferredProviders, OptionalInt maxTokens) {
        public static final Adjustments NONE = new Adjustments(List.of(), OptionalInt.empty());
        public Adjustments {
            preferredProviders = List.copyOf(preferredProviders);
        }
    }
}
