package io.omniroute.admin;

import io.omniroute.catalog.Catalog;
import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.lab.ModelProbe;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.routing.Names;
import io.omniroute.routing.Reachability;
import io.omniroute.routing.Resolution;
import io.omniroute.routing.Resolution.Found;
import io.omniroute.routing.Resolution.Group;
import io.omniroute.routing.Resolution.NotResolved;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Asks every model of a combo for a few words (20 section 8). */
public final class ComboTrial {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int AT_A_TIME = 8;
    private static final int LONGEST_NAME = 300;
    private final Catalog catalog;
    private final Supplier<Snapshot> snapshots;
    private final ModelProbe probe;
    private final ChangeDesk desk;

    public ComboTrial(Catalog catalog, Supplier<Snapshot> snapshots, ModelProbe probe, ChangeDesk desk) {
        this.catalog = catalog;
        this.snapshots = snapshots;
        this.probe = probe;
        this.desk = desk;
    }

    /**
     * What came of it.
     *
     * @param resolvedBy the first model, as listed, that answered; empty when none did
     */
    public record Report(Combo combo, Optional<String> resolvedBy, List<Result> results, Instant testedAt) {}

    /** @param model as the combo lists it */
    public record Result(String model, ModelProbe.Finding finding) {}

    /** {@code comboName}; an inactive combo can be tried, too. */
    public Report run(Form form, Caller caller) {
        String name = form.requiredText("comboName", LONGEST_NAME, "comboName is required");
        form.check();
        Snapshot snapshot = snapshots.get();
        Combo combo = Optional.ofNullable(snapshot.routes().combos().get(name))
                .orElseThrow(() -> RefusedException.notFound("Combo not found"));
        Map<String, Resolution> models = new LinkedHashMap<>();
        collect(combo, new Names(snapshot, catalog, Optional.empty(), Reachability.ANY), models,
                new HashSet<>(Set.of(name)));
        if (models.isEmpty()) {
            throw RefusedException.invalid("comboName", "Combo " + name + " has no models");
        }
        List<Result> results = results(models);
        Optional<String> first = results.stream().filter(it -> it.finding().ok()).map(Result::model).findFirst();
        desk.note(caller, "combo.test", combo.id(), Map.of("name", name, "answered", first.isPresent()));
        return new Report(combo, first, results, desk.now());
    }

    /** Each model once, those of nested combos where the combo stands. */
    private static void collect(Combo combo, Names names, Map<String, Resolution> models, Set<String> seen) {
        combo.entries().forEach(entry -> {
            Resolution resolution = names.apply(entry.model());
            if (!(resolution instanceof Group group)) {
                models.putIfAbsent(entry.model(), resolution);
            } else if (seen.add(group.combo().name())) {
                collect(group.combo(), names, models, seen);
            }
        });
    }

    private List<Result> results(Map<String, Resolution> models) {
        List<Future<Result>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
            models.forEach((model, resolution) -> {
                Callable<Result> asking = () -> new Result(model, finding(resolution));
                running.add(threads.submit(asking));
            });
        }
        return running.stream().map(ComboTrial::result).toList();
    }

    private ModelProbe.Finding finding(Resolution resolution) {
        return switch (resolution) {
            case Found found -> probe.ask(found.providerId(), found.modelId(), LIMIT);
            case NotResolved not -> new ModelProbe.Finding(not.failure().status(), Duration.ZERO,
                    Optional.of(not.failure().message()));
            case Group group -> throw new IllegalStateException("a combo is no model: " + group.combo().name());
        };
    }

    private static Result result(Future<Result> done) {
        try {
            return done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a combo was tried", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a model of a combo could not be tried", e);
        }
    }
}
