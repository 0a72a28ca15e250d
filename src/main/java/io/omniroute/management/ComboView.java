package io.omniroute.management;

import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.combo.ComboMembers;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A combo as the management API shows it. */
public record ComboView(String id, String name, List<EntryView> models, String strategy, Map<String, Object> config,
        boolean isActive, Instant createdAt, Instant updatedAt) {
    static ComboView of(Combo combo) {
        return new ComboView(combo.id(), combo.name(),
                combo.entries().stream().map(entry -> new EntryView(entry.model(), entry.weight())).toList(),
                combo.strategy().id(), ComboMembers.of(combo.config()), combo.active(), combo.createdAt(),
                combo.updatedAt());
    }

    /** One entry. */
    public record EntryView(String model, int weight) {}
}
