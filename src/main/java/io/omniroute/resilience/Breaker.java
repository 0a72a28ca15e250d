package io.omniroute.resilience;

import io.omniroute.domain.resilience.BreakerState;
import io.omniroute.domain.resilience.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The circuit of one provider (40 section 6). While it is half open one client request finds out. A threshold of 0 never
 * opens it.
 */
final class Breaker {
    private static final long PROBE_LEASE = Duration.ofMinutes(15).toNanos();
    private final Timepiece time;
    private final Turned turned;
    private BreakerState state = BreakerState.CLOSED;
    private int failures;
    private long openUntil;
    private long turns;
    private @Nullable Pass probe;
    private long probeSince;
    private @Nullable Instant lastFailure;

    /** @param turned must not block */
    Breaker(Timepiece time, Turned turned) {
        this.time = time;
        this.turned = turned;
    }

    /** Hears of each change of state. */
    interface Turned {
        void turned(BreakerState before, BreakerState after, int failures);
    }

    /** The right of one client request to be there. */
    record Pass(long turn, boolean probe) {}

    /** Its state at one moment; {@code left} until it lets somebody try. */
    record View(BreakerState state, int failures, Optional<Instant> lastFailure, Duration left, boolean lets) {}

    synchronized View view() {
        boolean over = time.now() - openUntil >= 0;
        boolean lets = switch (state) {
            case CLOSED -> true;
            case OPEN -> over;
            case HALF_OPEN -> !probing();
        };
        return new View(state, failures, Optional.ofNullable(lastFailure),
                state == BreakerState.OPEN ? time.until(openUntil) : Duration.ZERO, lets);
    }

    private boolean probing() {
        return probe != null && time.now() - probeSince < PROBE_LEASE;
    }

    synchronized Optional<Pass> enter() {
        if (state == BreakerState.OPEN && time.now() - openUntil >= 0) {
            turn(BreakerState.HALF_OPEN);
        }
        return switch (state) {
            case CLOSED -> Optional.of(new Pass(turns, false));
            case OPEN -> Optional.empty();
            case HALF_OPEN -> probing() ? Optional.empty() : Optional.of(newProbe());
        };
    }

    private Pass newProbe() {
        Pass pass = new Pass(turns, true);
        probe = pass;
        probeSince = time.now();
        return pass;
    }

    /** @return whether anything changed */
    synchronized boolean succeeded(Pass pass) {
        if (pass.turn() != turns || state == BreakerState.CLOSED && failures == 0) {
            return false;
        }
        failures = 0;
        if (state == BreakerState.HALF_OPEN) {
            turn(BreakerState.CLOSED);
        }
        return true;
    }

    /** @return whether anything changed */
    synchronized boolean failed(Pass pass, Profile profile) {
        if (pass.turn() != turns) {
            return false;
        }
        lastFailure = time.instant();
        failures = Math.min(failures + 1, Integer.MAX_VALUE - 1);
        boolean enough = profile.breakerThreshold() > 0 && failures >= profile.breakerThreshold();
        if (state == BreakerState.HALF_OPEN || enough) {
            openUntil = time.now() + profile.breakerReset().toNanos();
            turn(BreakerState.OPEN);
        }
        return true;
    }

    synchronized void giveBack(Pass pass) {
        if (probe == pass) {
            probe = null;
        }
    }

    /** Closes it by hand. @return whether it was not closed */
    synchronized boolean reset() {
        boolean closed = state == BreakerState.CLOSED;
        failures = 0;
        if (!closed) {
            turn(BreakerState.CLOSED);
        }
        return !closed;
    }

    /** Goes on where a former run stopped: open for what was left of its time, half open as open. */
    synchronized void restore(View known) {
        failures = known.failures();
        lastFailure = known.lastFailure().orElse(null);
        if (known.state() != BreakerState.CLOSED) {
            state = BreakerState.OPEN;
            openUntil = time.now() + known.left().toNanos();
        }
    }

    private void turn(BreakerState next) {
        BreakerState before = state;
        state = next;
        turns++;
        probe = null;
        turned.turned(before, next, failures);
    }
}
