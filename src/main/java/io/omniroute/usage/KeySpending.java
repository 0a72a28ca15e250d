package io.omniroute.usage;

import io.omniroute.domain.budget.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What one key spent and holds. A sum belongs to the window its costs were booked in, so a clock that jumps finds the
 * old sum again when it comes back. Guarded by its own monitor, under which nothing waits.
 */
final class KeySpending {
    /** Windows kept for a period; more than a jumping clock plausibly visits. */
    private static final int WINDOWS = 16;

    private final Map<Period, Map<LocalDate, BigDecimal>> sums = new EnumMap<>(Period.class);
    private final Set<Window> warned = new HashSet<>();
    private final Set<Window> refused = new HashSet<>();
    private final Deque<Hold> holds = new ArrayDeque<>();
    private BigDecimal held = BigDecimal.ZERO;

    KeySpending() {
        for (Period period : Period.values()) {
            sums.put(period, new Recent());
        }
    }

    /** A period of a certain time. */
    record Window(Period period, LocalDate start) {}

    /** An amount that is spoken for until a moment of the monotonic clock. */
    static final class Hold {
        private final BigDecimal amount;
        private final long endNanos;
        private boolean ended;

        Hold(BigDecimal amount, long endNanos) {
            this.amount = amount;
            this.endNanos = endNanos;
        }
    }

    private static final class Recent extends LinkedHashMap<LocalDate, BigDecimal> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<LocalDate, BigDecimal> eldest) {
            return size() > WINDOWS;
        }
    }

    void add(LocalDate day, BigDecimal cost) {
        sums.forEach((period, windows) -> windows.merge(period.start(day), cost, BigDecimal::add));
    }

    BigDecimal spent(Period period, LocalDate day) {
        return sums.getOrDefault(period, Map.of()).getOrDefault(period.start(day), BigDecimal.ZERO);
    }

    BigDecimal held() {
        return held;
    }

    Hold hold(BigDecimal amount, long endNanos) {
        var hold = new Hold(amount, endNanos);
        held = held.add(amount);
        holds.add(hold);
        return hold;
    }

    void end(Hold hold) {
        if (!hold.ended) {
            hold.ended = true;
            held = held.subtract(hold.amount);
        }
        forgetEnded();
    }

    /** Holds last equally long, so the oldest is the first to end. */
    void expire(long nowNanos) {
        while (!holds.isEmpty() && holds.peek().endNanos - nowNanos <= 0) {
            end(holds.peek());
        }
    }

    private void forgetEnded() {
        while (!holds.isEmpty() && holds.peek().ended) {
            holds.remove();
        }
    }

    /** Whether this is the first warning for the window. */
    boolean warn(Window window) {
        return once(warned, window);
    }

    /** Whether this is the first refusal in the window. */
    boolean refuse(Window window) {
        return once(refused, window);
    }

    private static boolean once(Set<Window> told, Window window) {
        if (told.size() > Period.values().length * WINDOWS) {
            told.clear();
        }
        return told.add(window);
    }

    static LocalDate day(Instant at, ZoneId zone) {
        return LocalDate.ofInstant(at, zone);
    }
}
