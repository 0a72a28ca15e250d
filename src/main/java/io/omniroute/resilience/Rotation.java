package io.omniroute.resilience;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who was used when: accounts of one provider are chosen and marked one at a time (40 section 2). */
public final class Rotation {
    private final Timepiece time;
    private final Map<String, Shelf> shelves = new ConcurrentHashMap<>();

    public Rotation(Timepiece time) {
        this.time = time;
    }

    /**
     * When an account was used last.
     *
     * @param at in the order of use, whatever the clock did
     * @param consecutive calls in a row it served then
     */
    public record Use(Instant at, int consecutive) {}

    /**
     * The account that is taken.
     *
     * @param consecutive what its count is from now on
     */
    public record Chosen<T>(String connectionId, int consecutive, T value) {}

    /** The uses of the accounts of one provider, valid while a choice is made. */
    public interface Uses {
        Optional<Use> of(String connectionId);
    }

    /** The accounts of one provider. */
    private static final class Shelf {
        final ReentrantLock lock = new ReentrantLock();
        final Map<String, Use> uses = new HashMap<>();
        @Nullable
        Instant latest;
    }

    /** Makes a choice among the accounts of a provider and marks it before anybody else there can make one. */
    public <T> Optional<T> choosing(String provider, Function<Uses, Optional<Chosen<T>>> selection) {
        Shelf shelf = shelves.computeIfAbsent(provider, id -> new Shelf());
        shelf.lock.lock();
        try {
            Optional<Chosen<T>> chosen = selection.apply(id -> Optional.ofNullable(shelf.uses.get(id)));
            chosen.ifPresent(it -> shelf.uses.put(it.connectionId(), new Use(next(shelf), it.consecutive())));
            return chosen.map(Chosen::value);
        } finally {
            shelf.lock.unlock();
        }
    }

    /** When the account was used last; empty = never since the start. */
    public Optional<Use> last(String provider, String connectionId) {
        Shelf shelf = shelves.get(provider);
        if (shelf == null) {
            return Optional.empty();
        }
        shelf.lock.lock();
        try {
            return Optional.ofNullable(shelf.uses.get(connectionId));
        } finally {
            shelf.lock.unlock();
        }
    }

    private Instant next(Shelf shelf) {
        Instant now = time.instant();
        Instant latest = shelf.latest;
        Instant next = latest == null || now.isAfter(latest) ? now : latest.plusNanos(1);
        shelf.latest = next;
        return next;
    }
}
