package io.omniroute.routing;

import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.settings.RoutingSettings;
import io.omniroute.routing.Resolution.Found;
import io.omniroute.routing.Resolution.Group;
import io.omniroute.routing.Resolution.NotResolved;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The models of a combo in the order of trial, one at a time. A nested combo is one entry; its own entries are ordered
 * when its turn comes. What leads in a circle, too deep or nowhere is passed over. For one thread.
 */
public final class ComboWalk implements Iterator<Step> {
    private final Facts facts;
    private final Deque<Level> levels = new ArrayDeque<>();
    private final int maxDepth;
    private @Nullable Step next;

    /**
     * What a walk asks for.
     *
     * @param names reads an entry's model name, see {@link Names}
     * @param order called once per combo, when its entries are to be ordered; what counts requests may count here
     * @param skipped told about each entry that is passed over, in order
     */
    public record Facts(RoutingSettings settings, Function<String, Resolution> names,
            Function<Combo, EntryFacts> order, Consumer<Skip> skipped, boolean streaming) {}

    /** An entry that is passed over, and why. */
    public record Skip(List<String> path, String model, String reason) {
        public Skip {
            path = List.copyOf(path);
        }
    }

    public ComboWalk(Combo combo, Facts facts) {
        this.facts = facts;
        this.maxDepth = ComboRun.maxDepth(facts.settings(), combo);
        levels.push(level(combo, List.of()));
    }

    @Override
    public boolean hasNext() {
        while (next == null && !levels.isEmpty()) {
            advance();
        }
        return next != null;
    }

    @Override
    public Step next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the combo has no further model");
        }
        Step step = Objects.requireNonNull(next);
        next = null;
        return step;
    }

    private void advance() {
        Level level = levels.peek();
        if (level == null || level.entries().isEmpty()) {
            levels.poll();
            return;
        }
        Combo.Entry entry = level.entries().remove();
        switch (facts.names().apply(entry.model())) {
            case Found found -> next = step(level, entry, found);
            case Group group -> enter(level, group.combo());
            case NotResolved not -> skip(level, entry.model(), not.failure().message());
        }
    }

    private Step step(Level level, Combo.Entry entry, Found found) {
        boolean last = levels.stream().noneMatch(this::leadsSomewhere);
        var run = ComboRun.of(facts.settings(), level.combo(), Optional.of(found.providerId()), last,
                facts.streaming());
        return new Step(level.combo(), entry, level.path(), found, run, last);
    }

    private void enter(Level level, Combo nested) {
        Optional<String> obstacle = obstacle(nested, level.path());
        if (obstacle.isPresent()) {
            skip(level, nested.name(), obstacle.get());
        } else {
            levels.push(level(nested, level.path()));
        }
    }

    private Optional<String> obstacle(Combo nested, List<String> path) {
        if (path.contains(nested.name())) {
            return Optional.of("combo " + nested.name() + " stands in itself");
        }
        if (path.size() >= maxDepth) {
            return Optional.of("combos are nested deeper than " + maxDepth);
        }
        Set<String> seen = new HashSet<>(path);
        seen.add(nested.name());
        return leadsSomewhere(nested.entries(), seen)
                ? Optional.empty()
                : Optional.of("combo " + nested.name() + " leads to no model");
    }

    private Level level(Combo combo, List<String> above) {
        List<String> path = new ArrayList<>(above);
        path.add(combo.name());
        var order = EntryOrders.of(combo.strategy()).order(combo.entries(), facts.order().apply(combo));
        return new Level(combo, List.copyOf(path), new ArrayDeque<>(order));
    }

    private boolean leadsSomewhere(Level level) {
        return leadsSomewhere(level.entries(), new HashSet<>(level.path()));
    }

    /** @param seen combos not to look into (again) */
    private boolean leadsSomewhere(Collection<Combo.Entry> entries, Set<String> seen) {
        return entries.stream().anyMatch(entry -> switch (facts.names().apply(entry.model())) {
            case Found found -> true;
            case NotResolved not -> false;
            case Group group -> seen.add(group.combo().name()) && leadsSomewhere(group.combo().entries(), seen);
        });
    }

    private void skip(Level level, String model, String reason) {
        facts.skipped().accept(new Skip(level.path(), model, reason));
    }

    /** A combo that is being gone through, with what is left of it. */
    private record Level(Combo combo, List<String> path, Deque<Combo.Entry> entries) {}
}
