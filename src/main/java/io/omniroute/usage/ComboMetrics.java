package io.omniroute.usage;

import io.omniroute.domain.combo.ComboStrategy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How combos fare, by combo and by model; in memory, lost at a restart (20 §8). For any number of threads. */
public final class ComboMetrics {
    private final Map<String, Book> books = new ConcurrentHashMap<>();
    private final Clock clock;

    public ComboMetrics(Clock clock) {
        this.clock = clock;
    }

    /**
     * One entry that was tried, whether it answered or not.
     *
     * @param model as {@code provider/model}
     * @param status what the upstream answered, or what its failure counts as
     */
    public void tried(String combo, String model, boolean success, int status, Duration latency) {
        book(combo).tried(model, success, status, latency, clock.instant());
    }

    /**
     * One request to a combo, at its end.
     *
     * @param fallbacks entries that were left for the next one
     * @param latency of the whole request
     */
    public void ended(String combo, ComboStrategy strategy, boolean success, Duration latency, int fallbacks) {
        book(combo).ended(strategy, success, latency, fallbacks, clock.instant());
    }

    /** By combo name, in the order of the names. */
    public Map<String, Figures> all() {
        Map<String, Figures> all = new TreeMap<>();
        books.forEach((name, book) -> all.put(name, book.figures()));
        return all;
    }

    /** Empty when nothing was asked of the combo yet. */
    public Optional<Figures> of(String combo) {
        return Optional.ofNullable(books.get(combo)).map(Book::figures);
    }

    /** Forgets a combo that is no more. */
    public void forget(String combo) {
        books.remove(combo);
    }

    /** Forgets everything. */
    public void clear() {
        books.clear();
    }

    private Book book(String combo) {
        return books.computeIfAbsent(combo, name -> new Book());
    }

    /**
     * The figures of one combo.
     *
     * @param requests that came to their end
     * @param fallbacks entries that were left for the next one
     * @param strategy of the last request; empty while none came to its end
     */
    public record Figures(Tally requests, long fallbacks, Optional<ComboStrategy> strategy,
            Map<String, ModelFigures> models) {}

    /** The figures of one model of a combo. */
    public record ModelFigures(Tally tries, int lastStatus) {}

    /**
     * Successes and failures.
     *
     * @param latency of all together
     * @param last when the last one ended; null while there was none
     */
    public record Tally(long successes, long failures, Duration latency, @Nullable Instant last) {
        static final Tally NONE = new Tally(0, 0, Duration.ZERO, null);
        public long total() {
            return successes + failures;
        }

        public long averageMillis() {
            return total() == 0 ? 0 : latency.toMillis() / total();
        }

        /** In per cent, with one decimal; 0 while there is nothing to count. */
        public double successRate() {
            return rate(successes, total());
        }

        Tally plus(boolean success, Duration took, Instant now) {
            return new Tally(successes + (success ? 1 : 0), failures + (success ? 0 : 1), latency.plus(took), now);
        }
    }

    /** In per cent, with one decimal. */
    public static double rate(long part, long whole) {
        return whole == 0 ? 0 : Math.round(1_000.0 * part / whole) / 10.0;
    }

    /** Changed and read under its own lock, which nobody holds while waiting for anything. */
    private static final class Book {
        private final Map<String, ModelFigures> models = new LinkedHashMap<>();
        private Tally requests = Tally.NONE;
        private long fallbacks;
        private @Nullable ComboStrategy strategy;

        synchronized void tried(String model, boolean success, int status, Duration latency, Instant now) {
            Tally before = models.containsKey(model) ? models.get(model).tries() : Tally.NONE;
            models.put(model, new ModelFigures(before.plus(success, latency, now), status));
        }

        synchronized void ended(ComboStrategy used, boolean success, Duration latency, int left, Instant now) {
            requests = requests.plus(success, latency, now);
            fallbacks += left;
            strategy = used;
        }

        synchronized Figures figures() {
            return new Figures(requests, fallbacks, Optional.ofNullable(strategy), new LinkedHashMap<>(models));
        }
    }
}
