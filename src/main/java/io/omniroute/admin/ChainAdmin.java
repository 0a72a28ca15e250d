package io.omniroute.admin;

import io.omniroute.admin.ChangeDesk.Done;
import io.omniroute.catalog.Catalog;
import io.omniroute.domain.route.FallbackChain;
import io.omniroute.domain.route.FallbackChainStore;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.routing.ModelNames;
import io.omniroute.routing.ModelNames.Checked.Malformed;
import io.omniroute.routing.Resolution.NotResolved;
import io.omniroute.routing.Resolver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Fallback chains: where requests for a model go when it cannot serve (20 section 14). */
public final class ChainAdmin {
    private static final int LONGEST = 300;
    private static final int MOST_ENTRIES = 100;
    private static final int NOT_FOUND = 404;
    private static final int HIGHEST = 1_000_000;
    private final FallbackChainStore chains;
    private final Catalog catalog;
    private final Supplier<Snapshot> snapshots;
    private final ChangeDesk desk;

    public ChainAdmin(FallbackChainStore chains, Catalog catalog, Supplier<Snapshot> snapshots, ChangeDesk desk) {
        this.chains = chains;
        this.catalog = catalog;
        this.snapshots = snapshots;
        this.desk = desk;
    }

    public List<FallbackChain> all() {
        return chains.all();
    }

    /** {@code model} and {@code chain}, {@code name}?; replaces the chain of the model. */
    public FallbackChain put(Form form, Caller caller) {
        String model = form.requiredText("model", LONGEST, "Model is required");
        if (!model.isEmpty() && !model.equals(FallbackChain.GLOBAL)) {
            unusable(model).ifPresent(reason -> form.wrong("model", reason));
        }
        String name = form.text("name", LONGEST).orElse("");
        List<FallbackChain.Entry> entries = entries(form);
        form.check();
        var chain = new FallbackChain(model, name, entries);
        return desk.carryOut(caller, () -> {
            chains.save(chain);
            return new Done<>(chain, "fallbackChain.put", model, Map.of("entries", entries.size(), "name", name));
        });
    }

    /** @return whether there was one */
    public boolean remove(Optional<String> model, Caller caller) {
        String name = model.filter(it -> !it.isBlank())
                .orElseThrow(() -> RefusedException.invalid("model", "Model is required"));
        return desk.carryOut(caller, () -> {
            boolean removed = chains.delete(name);
            return new Done<>(removed, "fallbackChain.delete", name, Map.of("removed", removed));
        });
    }

    private List<FallbackChain.Entry> entries(Form form) {
        if (!(form.raw("chain") instanceof List<?> list) || list.isEmpty() || list.size() > MOST_ENTRIES) {
            form.wrong("chain", "Chain must be a list of 1 to " + MOST_ENTRIES + " entries");
            return List.of();
        }
        List<FallbackChain.Entry> entries = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            entry(form, "chain[" + i + "]", list.get(i)).ifPresent(entries::add);
        }
        entries.sort(Comparator.comparingInt(FallbackChain.Entry::priority));
        return entries;
    }

    private Optional<FallbackChain.Entry> entry(Form form, String field, @Nullable Object value) {
        if (value instanceof String text) {
            int slash = text.indexOf('/');
            return slash > 0 && slash < text.length() - 1
                    ? entry(form, field, Map.of("provider", text.substring(0, slash), "model",
                            text.substring(slash + 1)))
                    : form.wrong(field, "must be provider/model");
        }
        return value instanceof Map<?, ?> map
                ? entry(form, field, Form.named(map))
                : form.wrong(field, "must be provider/model or an object with provider");
    }

    private Optional<FallbackChain.Entry> entry(Form form, String field,
            Map<String, ? extends @Nullable Object> members) {
        Form inner = Form.of(members);
        String provider = inner.requiredText("provider", LONGEST, "Provider is required");
        Optional<String> model = inner.text("model", LONGEST);
        int priority = inner.number("priority", -HIGHEST, HIGHEST).orElse(0);
        boolean enabled = inner.flag("enabled").orElse(true);
        if (!provider.isEmpty() && !known(provider)) {
            inner.wrong("provider", "Unknown provider: " + provider);
        }
        inner.errors().forEach(error -> form.wrong(field + "." + error.field(), error.message()));
        return inner.errors().isEmpty()
                ? checked(form, field, new FallbackChain.Entry(provider, model.map(it -> bare(provider, it)), priority,
                        enabled))
                : Optional.empty();
    }

    /** Why nobody can ask for a model; what cannot be told now, like an ambiguous name, can be asked for later. */
    private Optional<String> unusable(String model) {
        return Resolver.resolve(model, snapshots.get(), catalog, Optional.empty()) instanceof NotResolved not
                && not.failure().status() == NOT_FOUND ? Optional.of(not.failure().message()) : malformed(model);
    }

    private static Optional<String> malformed(String model) {
        return ModelNames.clean(model) instanceof Malformed malformed
                ? Optional.of(malformed.failure().message())
                : Optional.empty();
    }

    private static Optional<FallbackChain.Entry> checked(Form form, String field, FallbackChain.Entry entry) {
        Optional<String> malformed = entry.model().flatMap(ChainAdmin::malformed);
        return malformed.isPresent() ? form.wrong(field + ".model", malformed.get()) : Optional.of(entry);
    }

    private boolean known(String provider) {
        Snapshot snapshot = snapshots.get();
        return catalog.byPrefix(provider).isPresent() || snapshot.node(provider).isPresent()
                || snapshot.nodeByPrefix(provider).isPresent();
    }

    /** The user guide's chains carry full model names. */
    private static String bare(String provider, String model) {
        return model.startsWith(provider + "/") && model.length() > provider.length() + 1
                ? model.substring(provider.length() + 1)
                : model;
    }
}
