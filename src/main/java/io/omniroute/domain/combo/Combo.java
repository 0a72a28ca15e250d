package io.omniroute.domain.combo;

import java.time.Instant;
import java.util.List;

/**
 * A model name that stands for several models.
 *
 * @param name what clients ask for; may contain slashes
 * @param strategy order of trial
 * @param config own settings, over the defaults
 * @param active inactive ones cannot be asked for
 */
public record Combo(String id, String name, List<Entry> entries, ComboStrategy strategy, ComboConfig config,
        boolean active, Instant createdAt, Instant updatedAt) {
    public Combo {
        entries = List.copyOf(entries);
    }

    /**
     * One entry.
     *
     * @param model {@code provider/model}, an alias, or the name of another combo
     * @param weight 0 to 100, for {@link ComboStrategy#WEIGHTED}
     */
    public record Entry(String model, int weight) {}
}
