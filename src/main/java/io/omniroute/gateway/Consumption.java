package io.omniroute.gateway;

import io.omniroute.domain.route.Leg;
import io.omniroute.domain.usage.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a request used so far: what the running attempt reports, what came of its answer, and what former ones used. */
final class Consumption {
    private static final int CHARACTERS_PER_EVENT = 4;

    private final List<Spent> spent = new ArrayList<>(0);
    private @Nullable TokenUsage usage;
    private long contentCharacters;
    private int contentFrames;
    private long firstContentNanos;

    /** What an attempt that did not answer used all the same. */
    record Spent(Leg leg, TokenUsage tokens) {}

    /** A new attempt begins: what a failed one reported is not booked on the next account. */
    void begin(@Nullable Leg former) {
        TokenUsage tokens = usage;
        if (former != null && tokens != null && tokens.positive()) {
            spent.add(new Spent(former, tokens));
        }
        usage = null;
        contentCharacters = 0;
        contentFrames = 0;
    }

    void content(int characters, long nanos) {
        contentCharacters += characters;
        contentFrames++;
        if (firstContentNanos == 0) {
            firstContentNanos = nanos;
        }
    }

    void reported(@Nullable TokenUsage seen) {
        if (seen != null) {
            usage = seen;
        }
    }

    Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }

    /** Of the answer's texts; where the dialect's observer does not count them, four to an event. */
    long contentCharacters() {
        return Math.max(contentCharacters, (long) contentFrames * CHARACTERS_PER_EVENT);
    }

    boolean anyContent() {
        return contentFrames > 0;
    }

    /** {@link System#nanoTime} of the first content; 0 when none came. */
    long firstContentNanos() {
        return firstContentNanos;
    }

    /** Of the attempts before the last one. */
    List<Spent> spent() {
        return spent;
    }
}
