package io.omniroute.resilience;

import java.time.Duration;
import java.util.Optional;

/**
 * What a failed attempt means (40 section 4).
 *
 * @param penalty who has to rest; empty where nobody is to blame
 * @param reason {@code auth_error}, {@code rate_limit_exceeded}, {@code quota_exhausted}, {@code model_capacity},
 *     {@code server_error} or {@code unknown}
 * @param refreshFirst a new access token may mend it (40 section 16), where the account has one
 * @param retrySame one more try of the same account may mend it (40 section 3, rule 7)
 * @param tooLarge the conversation is too long for the model
 * @param countsForBreaker as a failure of the provider, when no account could serve
 * @param status of the answer as a client would be told
 * @param message of the upstream, at most {@value #LONGEST_MESSAGE} characters
 */
public record Verdict(Reach reach, Optional<Penalty> penalty, String reason, boolean refreshFirst, boolean retrySame,
        boolean tooLarge, boolean countsForBreaker, int status, String message) {
    static final int LONGEST_MESSAGE = 400;
    /** Where the request may go on. */
    public enum Reach {
        /** Nowhere: the answer is relayed. */
        STOP,
        /** To the next account, model or entry. */
        NEXT_LEG,
        /** Only to a model with a larger context window. */
        LARGER_MODEL
    }

    /** Who rests. */
    public enum Scope {
        /** The account, for every model. */
        ACCOUNT,
        /** The model on this account. */
        PAIR
    }

    /**
     * A rest.
     *
     * @param nextLevel the backoff level from now on
     * @param quotaWindow when the upstream named an end later than the longest cooldown; at most 8 days
     * @param repeats a 429 of a pair, which rests longer each time
     */
    public record Penalty(Scope scope, Duration cooldown, int nextLevel, Optional<Duration> quotaWindow,
            boolean repeats) {}

    /** Whether the upstream said that there were too many requests. */
    boolean limited() {
        return status == 429 || reason.equals(Reasons.RATE_LIMIT);
    }

    static Verdict stop(int status, String message) {
        return new Verdict(Reach.STOP, Optional.empty(), Reasons.UNKNOWN, false, false, false, false, status, message);
    }

    static Verdict larger(int status, String message) {
        return new Verdict(Reach.LARGER_MODEL, Optional.empty(), Reasons.UNKNOWN, false, false, true, false, status,
                message);
    }

    /** Until the account or pair may serve again by the upstream's own word or the cooldown; empty without a penalty. */
    public Optional<Duration> retryAfter() {
        return penalty.map(it -> it.quotaWindow().orElse(it.cooldown()));
    }
}
