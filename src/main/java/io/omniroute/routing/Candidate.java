package io.omniroute.routing;

import io.omniroute.domain.connection.Connection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An account that could serve now.
 *
 * @param health 0 to 100 (40 §2)
 * @param lastUsed null = never
 * @param consecutiveUses calls in a row it served when it was used last
 * @param price the model's input price on this account's plan in USD per million tokens; empty = unknown
 */
public record Candidate(Connection connection, int health, @Nullable Instant lastUsed, int consecutiveUses,
        Optional<BigDecimal> price) {
    /** By priority, of equal ones the most recently changed first. */
    static final Comparator<Candidate> BY_PRIORITY = Comparator
            .<Candidate>comparingInt(it -> it.connection().priority())
            .thenComparing(it -> it.connection().updatedAt(), Comparator.reverseOrder())
            .thenComparing(it -> it.connection().id());
    /** The longest unused first, those never used before them. */
    static final Comparator<Candidate> LONGEST_UNUSED = Comparator.comparing(Candidate::usedAt);
    private Instant usedAt() {
        Instant at = lastUsed();
        return at == null ? Instant.MIN : at;
    }
}
