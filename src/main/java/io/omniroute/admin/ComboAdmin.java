package io.omniroute.admin;

import io.omniroute.admin.ChangeDesk.Done;
import io.omniroute.catalog.Catalog;
import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.combo.ComboConfig;
import io.omniroute.domain.combo.ComboStore;
import io.omniroute.domain.combo.ComboStrategy;
import io.omniroute.domain.settings.RoutingSettings;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.routing.ComboTree;
import io.omniroute.routing.Names;
import io.omniroute.routing.Reachability;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Combos: model names that stand for several models. */
public final class ComboAdmin {
    private final ComboStore combos;
    private final Catalog catalog;
    private final Supplier<Snapshot> snapshots;
    private final ComboMemory memory;
    private final ChangeDesk desk;

    public ComboAdmin(ComboStore combos, Catalog catalog, Supplier<Snapshot> snapshots, ComboMemory memory,
            ChangeDesk desk) {
        this.combos = combos;
        this.catalog = catalog;
        this.snapshots = snapshots;
        this.memory = memory;
        this.desk = desk;
    }

    /** In the order they were made. */
    public List<Combo> all() {
        return combos.all();
    }

    public Combo find(String id) {
        return combos.find(id).orElseThrow(() -> RefusedException.notFound("Combo not found"));
    }

    /** {@code name}; {@code models}?, {@code strategy}?, {@code config}?, {@code isActive}?. */
    public Combo create(Form form, Caller caller) {
        String name = ComboForms.name(form);
        Draft draft = Draft.of(form);
        form.check();
        Instant now = desk.now();
        var blank = new Combo(UUID.randomUUID().toString(), name, List.of(), usualStrategy(), ComboConfig.NONE, true,
                now, now);
        return saved(draft.over(blank, name, now), "combo.create", caller);
    }

    /** @param form any of what {@link #create} takes; what is not named stays */
    public Combo update(String id, Form form, Caller caller) {
        Optional<String> name = form.has("name") ? Optional.of(ComboForms.name(form)) : Optional.empty();
        Draft draft = Draft.of(form);
        form.check();
        String before = find(id).name();
        Combo kept = desk.carryOut(caller, () -> {
            Combo old = find(id);
            Combo combo = draft.over(old, name.orElse(old.name()), desk.now());
            if (!combo.name().equals(old.name())) {
                refuseWhileUsed(old, "renamed");
            }
            return stored(combo, "combo.update");
        });
        if (!kept.name().equals(before)) {
            memory.forget(before);
        }
        return kept;
    }

    /** @param force also when another combo uses it, which then does without */
    public void delete(String id, boolean force, Caller caller) {
        Combo gone = desk.carryOut(caller, () -> {
            Combo combo = find(id);
            if (!force) {
                refuseWhileUsed(combo, "deleted");
            }
            combos.delete(id);
            return new Done<>(combo, "combo.delete", id, Map.of("name", combo.name(), "force", force));
        });
        memory.forget(gone.name());
    }

    private ComboStrategy usualStrategy() {
        ComboStrategy usual = snapshots.get().settings().routing().comboDefaults().strategy();
        return usual == null ? ComboStrategy.PRIORITY : usual;
    }

    private Combo saved(Combo combo, String action, Caller caller) {
        return desk.carryOut(caller, () -> stored(combo, action));
    }

    private Done<Combo> stored(Combo combo, String action) {
        List<Combo> others = combos.all().stream().filter(it -> !it.id().equals(combo.id())).toList();
        refuseTakenName(combo.name(), others);
        refuseBrokenTree(combo, others);
        combos.save(combo);
        return new Done<>(combo, action, combo.id(),
                Map.of("name", combo.name(), "strategy", combo.strategy().id(), "active", combo.active(), "models",
                        combo.entries().stream().map(Combo.Entry::model).toList()));
    }

    private void refuseTakenName(String name, List<Combo> others) {
        if (others.stream().anyMatch(it -> it.name().equals(name))) {
            throw RefusedException.conflict("name_in_use", "A combo named " + name + " exists already");
        }
        if (snapshots.get().aliases().containsKey(name)) {
            throw RefusedException.conflict("name_in_use", name + " is a model alias already");
        }
        if (hidesModel(name)) {
            throw RefusedException.conflict("name_hides_model", "A combo named " + name + " would hide that model");
        }
    }

    private boolean hidesModel(String name) {
        int slash = name.indexOf('/');
        if (slash < 0) {
            return false;
        }
        String model = name.substring(slash + 1);
        Snapshot snapshot = snapshots.get();
        return catalog.byPrefix(name.substring(0, slash)).map(provider -> provider.model(model).isPresent()
                || custom(snapshot, provider.id(), model)).orElseGet(() -> snapshot
                        .nodeByPrefix(name.substring(0, slash)).filter(it -> custom(snapshot, it.id(), model))
                        .isPresent());
    }

    private static boolean custom(Snapshot snapshot, String owner, String model) {
        return snapshot.customModels().getOrDefault(owner, List.of()).stream().anyMatch(it -> it.id().equals(model));
    }

    /** Looks at the combo and at every other one that leads to it. */
    private void refuseBrokenTree(Combo combo, List<Combo> others) {
        List<Combo> after = new ArrayList<>(others);
        after.add(combo);
        Snapshot snapshot = snapshots.get();
        RoutingSettings settings = snapshot.settings().routing();
        var tree = new ComboTree(new Names(snapshot.with(Snapshot.Routes.of(after, List.of())), catalog,
                Optional.empty(), Reachability.ANY));
        after.reversed().stream().filter(it -> tree.leads(it, combo.name()))
                .flatMap(it -> tree.problem(it, settings).stream()).findFirst().ifPresent(problem -> {
                    throw RefusedException.invalid("models", problem);
                });
    }

    private void refuseWhileUsed(Combo combo, String done) {
        combos.all().stream().filter(it -> it.entries().stream().anyMatch(e -> e.model().equals(combo.name())))
                .findFirst().ifPresent(user -> {
                    throw RefusedException.conflict("combo_in_use",
                            "Combo " + combo.name() + " cannot be " + done + ": combo " + user.name() + " uses it");
                });
    }

    /** What a form says of a combo besides its name. */
    private record Draft(Optional<List<Combo.Entry>> entries, Optional<ComboStrategy> strategy,
            Optional<ComboConfig> config, Optional<Boolean> active) {
        static Draft of(Form form) {
            Optional<ComboConfig> config = ComboForms.config(form, "config");
            return new Draft(ComboForms.entries(form),
                    ComboForms.strategy(form).or(() -> config.flatMap(it -> Optional.ofNullable(it.strategy()))),
                    config, form.flag("isActive"));
        }

        Combo over(Combo old, String name, Instant now) {
            return new Combo(old.id(), name, entries.orElse(old.entries()), strategy.orElse(old.strategy()),
                    config.orElse(old.config()), active.orElse(old.active()), old.createdAt(), now);
        }
    }
}
