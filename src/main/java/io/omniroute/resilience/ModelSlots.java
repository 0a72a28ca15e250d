package io.omniroute.resilience;

import io.omniroute.domain.resilience.RateLimit;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Calls at one time per entry of a round-robin combo (40 section 3, step 3), and its pause after a 429. */
public final class ModelSlots {
    private final Timepiece time;
    private final Map<String, Limiter> limiters = new ConcurrentHashMap<>();

    public ModelSlots(Timepiece time) {
        this.time = time;
    }

    /** A place that is given back by closing it, once. */
    public interface Slot extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Takes a place, in the order of arrival.
     *
     * @param entry what the places belong to, for example the combo's name and the model
     * @param places how many there are
     * @return empty when none was free in time
     * @throws InterruptedException when the thread was interrupted while it waited
     */
    public Optional<Slot> acquire(String entry, int places, Patience patience) throws InterruptedException {
        Limiter limiter = limiters.computeIfAbsent(entry, name -> new Limiter(time));
        RateLimit limit = new RateLimit(0, Duration.ZERO, Math.max(1, places));
        long deadline = time.now() + patience.longest().toNanos();
        if (limiter.acquire(limit, deadline, patience).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new Once(limiter::release)::run);
    }

    /** Lets nobody in for a while: the model there answered 429. */
    public void pause(String entry, Duration span) {
        limiters.computeIfAbsent(entry, name -> new Limiter(time))
                .learn(Observation.of(Map.of(), true, Optional.of(span), time.instant()));
    }
}
