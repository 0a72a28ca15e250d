package io.omniroute.resilience;

import io.omniroute.domain.resilience.Shown;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The breakers by provider. */
final class Circuits {
    private final Timepiece time;
    private final Consumer<CircuitTurn> turns;
    private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();

    /** @param turns must not block */
    Circuits(Timepiece time, Consumer<CircuitTurn> turns) {
        this.time = time;
        this.turns = turns;
    }

    Breaker of(String provider) {
        return breakers.computeIfAbsent(provider, this::fresh);
    }

    private Breaker fresh(String provider) {
        return new Breaker(time,
                (before, after, failures) -> turns.accept(new CircuitTurn(provider, before, after, failures)));
    }

    /** Whether the provider may be asked, without making a breaker for it. */
    Optional<Breaker.View> view(String provider) {
        return Optional.ofNullable(breakers.get(provider)).map(Breaker::view);
    }

    List<Shown.Circuit> all() {
        return breakers.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(entry -> shown(entry.getKey(), entry.getValue().view())).toList();
    }

    private static Shown.Circuit shown(String provider, Breaker.View view) {
        return new Shown.Circuit(provider, view.state(), view.failures(), view.lastFailure(), view.left());
    }

    Collection<String> names() {
        return List.copyOf(breakers.keySet());
    }
}
