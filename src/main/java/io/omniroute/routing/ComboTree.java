package io.omniroute.routing;

import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.settings.RoutingSettings;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Function;

/** How combos stand in each other; asked before one is saved. For one question, by one thread. */
public final class ComboTree {
    private static final int CIRCLE = 1 << 20;
    private final Function<String, Resolution> names;
    private final Map<String, Integer> heights = new HashMap<>();
    private final SequencedSet<String> above = new LinkedHashSet<>();

    /** @param names what entries stand for, the combo to be saved included */
    public ComboTree(Function<String, Resolution> names) {
        this.names = names;
    }

    /** Why the combo cannot be run as it is; each problem names a combo. */
    public Optional<String> problem(Combo combo, RoutingSettings settings) {
        int height = height(combo);
        int most = ComboRun.maxDepth(settings, combo);
        if (height >= CIRCLE) {
            return Optional.of("Combo " + combo.name() + " leads into a circle of combos");
        }
        return height > most
                ? Optional
                        .of("Combo " + combo.name() + " is nested " + height + " deep, at most " + most + " is allowed")
                : Optional.empty();
    }

    /** Levels of combos, this one included; at least {@link #CIRCLE} where they lead into a circle. */
    private int height(Combo combo) {
        Integer known = heights.get(combo.name());
        if (known != null) {
            return known;
        }
        if (!above.add(combo.name())) {
            return CIRCLE;
        }
        int height = 1 + combo.entries().stream().mapToInt(this::height).max().orElse(0);
        above.remove(combo.name());
        heights.put(combo.name(), height);
        return height;
    }

    private int height(Combo.Entry entry) {
        return names.apply(entry.model()) instanceof Resolution.Group group ? height(group.combo()) : 0;
    }

    /** Whether one combo leads to another, directly or through others. */
    public boolean leads(Combo from, String to) {
        return leads(from, to, new LinkedHashSet<>());
    }

    private boolean leads(Combo from, String to, SequencedSet<String> seen) {
        return from.name().equals(to) || seen.add(from.name()) && from.entries().stream()
                .anyMatch(entry -> names.apply(entry.model()) instanceof Resolution.Group group
                        && leads(group.combo(), to, seen));
    }
}
