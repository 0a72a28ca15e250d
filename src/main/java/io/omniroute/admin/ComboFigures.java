package io.omniroute.admin;

import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.combo.ComboStrategy;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.usage.ComboMetrics;
import io.omniroute.usage.ComboMetrics.Figures;
import io.omniroute.usage.ComboMetrics.ModelFigures;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How combos fare, as an operator sees it (20 section 8). */
public final class ComboFigures {
    private final ComboMetrics metrics;
    private final Supplier<Snapshot> snapshots;
    private final ChangeDesk desk;

    public ComboFigures(ComboMetrics metrics, Supplier<Snapshot> snapshots, ChangeDesk desk) {
        this.metrics = metrics;
        this.snapshots = snapshots;
        this.desk = desk;
    }

    /**
     * The figures of one combo since the start.
     *
     * @param totalFallbacks entries that were left for the next one
     * @param successRate in per cent, like {@code fallbackRate}
     */
    public record OfCombo(long totalRequests, long totalSuccesses, long totalFailures, long totalFallbacks,
            long avgLatencyMs, double successRate, double fallbackRate, String strategy, @Nullable Instant lastUsedAt,
            Map<String, OfModel> byModel) {}

    /** The figures of one model of a combo. */
    public record OfModel(long requests, long successes, long failures, long avgLatencyMs, double successRate,
            int lastStatus, @Nullable Instant lastUsedAt) {}

    /** By combo name; only this one where one is named. */
    public Map<String, OfCombo> all(Optional<String> comboName) {
        Map<String, OfCombo> all = new LinkedHashMap<>();
        metrics.all().forEach((name, figures) -> {
            if (comboName.map(name::equals).orElse(true)) {
                all.put(name, view(name, figures));
            }
        });
        return all;
    }

    /** Begins to count anew. */
    public void clear(Caller caller) {
        metrics.clear();
        desk.note(caller, "combo.metrics.clear", null, Map.of());
    }

    private OfCombo view(String name, Figures figures) {
        var requests = figures.requests();
        Map<String, OfModel> models = new LinkedHashMap<>();
        figures.models().forEach((model, of) -> models.put(model, view(of)));
        return new OfCombo(requests.total(), requests.successes(), requests.failures(), figures.fallbacks(),
                requests.averageMillis(), requests.successRate(),
                ComboMetrics.rate(figures.fallbacks(), requests.total()), strategy(name, figures).id(),
                requests.last(), models);
    }

    private ComboStrategy strategy(String name, Figures figures) {
        return figures.strategy().orElseGet(() -> Optional.ofNullable(snapshots.get().routes().combos().get(name))
                .map(Combo::strategy).orElse(ComboStrategy.PRIORITY));
    }

    private static OfModel view(ModelFigures of) {
        var tries = of.tries();
        return new OfModel(tries.total(), tries.successes(), tries.failures(), tries.averageMillis(),
                tries.successRate(), of.lastStatus(), tries.last());
    }
}
