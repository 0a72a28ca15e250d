package io.omniroute.domain.route;

import java.util.List;
import java.util.Optional;

/**
 * Where a request goes when its own model cannot serve (40 section 8).
 *
 * @param model the requested model it belongs to; {@code *} = every model
 * @param name a label, empty when it has none
 * @param entries ordered by priority
 */
public record FallbackChain(String model, String name, List<Entry> entries) {
    /** The chain of every model without one of its own. */
    public static final String GLOBAL = "*";
    public FallbackChain {
        entries = List.copyOf(entries);
    }

    /** @param model empty = the model that was asked for, at this provider */
    public record Entry(String provider, Optional<String> model, int priority, boolean enabled) {}
}
