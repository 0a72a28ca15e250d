package io.omniroute.gateway;

import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.combo.ComboStrategy;
import io.omniroute.domain.failure.Failure;
import io.omniroute.gateway.Decisions.Result;
import io.omniroute.resilience.Journey;
import io.omniroute.resilience.ModelSlots.Slot;
import io.omniroute.resilience.Patience;
import io.omniroute.resilience.Verdict;
import io.omniroute.routing.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one loop over models, whatever the dialect, streamed or not: the next one is tried while nothing is committed and
 * another one could do better. What the client hears in the end is the last thing an upstream said (40 section 3).
 */
final class Pursuit {
    /** Said only where not even one upstream was asked. */
    static final Failure GIVEN_UP = new Failure.Unavailable("The request used up its attempts", Duration.ofSeconds(1));

    private final Visit.Tools tools;
    private final Exchange exchange;
    private final Itinerary itinerary;
    private final @Nullable Combo combo;
    private int visited;

    /** @param combo that was asked for; null when none was */
    Pursuit(Visit.Tools tools, Itinerary itinerary, @Nullable Combo combo) {
        this.tools = tools;
        this.exchange = tools.exchange();
        this.itinerary = itinerary;
        this.combo = combo;
    }

    Outcome run() {
        long start = System.nanoTime();
        Outcome outcome = visitAll();
        if (combo != null) {
            tools.side().metrics().ended(combo.name(), combo.strategy(), outcome instanceof Outcome.Answered,
                    Duration.ofNanos(System.nanoTime() - start), Math.max(0, visited - 1));
        }
        return outcome;
    }

    private Outcome visitAll() {
        Outcome heard = null;
        Outcome unheard = new Outcome.Failed(GIVEN_UP);
        try (Journey journey = tools.side().upstreams().journey()) {
            for (Optional<Stop> stop = itinerary.next(); stop.isPresent()
                    && !tools.chances().spent(); stop = itinerary.next()) {
                var visit = new Visit(tools, journey, stop.get());
                long start = System.nanoTime();
                Optional<Outcome> outcome = visited(visit, stop.get());
                if (outcome.isEmpty()) {
                    continue;
                }
                measure(visit, stop.get(), outcome.get(), Duration.ofNanos(System.nanoTime() - start));
                if (visit.over()) {
                    return outcome.get();
                }
                learnFrom(visit, stop.get());
                if (visit.asked()) {
                    heard = outcome.get();
                } else {
                    unheard = outcome.get();
                }
            }
        }
        return heard == null ? unheard : heard;
    }

    /** Empty where the entry has no free place in time. */
    private Optional<Outcome> visited(Visit visit, Stop stop) {
        Optional<Step> queued = stop.step().filter(step -> step.combo().strategy() == ComboStrategy.ROUND_ROBIN);
        if (queued.isEmpty()) {
            return Optional.of(visit.run());
        }
        Step step = queued.get();
        var patience = new Patience(step.run().queueTimeout(), () -> exchange.ended().isPresent());
        try (Slot slot = tools.side().slots().acquire(place(step), step.run().concurrencyPerModel(), patience)
                .orElse(null)) {
            if (slot == null) {
                exchange.decisions().add(stop.provider(), stop.model(), null,
                        Result.skipped("no free place in the combo's queue", null));
                return Optional.empty();
            }
            return Optional.of(visit.run());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new Outcome.Left());
        }
    }

    /** Of the combo that was asked for; its nested ones are its own affair. */
    private void measure(Visit visit, Stop stop, Outcome outcome, Duration took) {
        if (combo != null && visit.asked() && stop.step().filter(step -> step.run().trackMetrics()).isPresent()) {
            visited++;
            tools.side().metrics().tried(combo.name(), stop.provider() + "/" + stop.found().modelId(),
                    outcome instanceof Outcome.Answered, Books.status(exchange, outcome), took);
        }
    }

    private void learnFrom(Visit visit, Stop stop) {
        Verdict verdict = visit.verdict();
        if (verdict == null) {
            return;
        }
        if (verdict.reach() == Verdict.Reach.LARGER_MODEL) {
            itinerary.foundTooSmall(stop.found());
        }
        if (verdict.status() == 429 || verdict.status() == 503) {
            tools.side().upstreams().modelUnavailable(stop.provider(), stop.model(), verdict.status());
        }
        stop.step().filter(step -> step.combo().strategy() == ComboStrategy.ROUND_ROBIN && verdict.status() == 429)
                .ifPresent(step -> verdict.retryAfter()
                        .ifPresent(pause -> tools.side().slots().pause(place(step), pause)));
    }

    private static String place(Step step) {
        return step.combo().name() + " " + step.entry().model();
    }

    /** When, as a moment for people. */
    static Instant in(Duration wait) {
        return Instant.now().plus(wait);
    }
}
