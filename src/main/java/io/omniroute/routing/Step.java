package io.omniroute.routing;

import io.omniroute.domain.combo.Combo;
import java.util.List;

/**
 * One model of a combo whose turn has come.
 *
 * @param combo the innermost combo the entry stands in
 * @param path names of the combos from the one asked for to {@code combo}
 * @param last no other model follows
 */
public record Step(Combo combo, Combo.Entry entry, List<String> path, Resolution.Found found, ComboRun run,
        boolean last) {
    public Step {
        path = List.copyOf(path);
    }
}
