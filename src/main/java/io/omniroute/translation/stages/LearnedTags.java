package io.omniroute.translation.stages;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tags that models were seen to think between, per tool, model family and session (40 section 11). In memory; the key
 * and the pattern that were not used for longest make room. Safe for many threads.
 */
public final class LearnedTags {
    static final int MOST_KEYS = 500;
    static final int MOST_PATTERNS = 50;
    /** Known from the start. */
    public static final List<String> DEFAULTS = List.of(ThinkTags.THINK, "antThinking", "thinking",
            "internal_thought");

    private final Map<Layer, Map<String, Set<String>>> layers = new EnumMap<>(Layer.class);

    /** What a pattern is remembered for. */
    public enum Layer {
        TOOL, FAMILY, SESSION
    }

    /** What is kept, for the console. */
    public record Counts(int keys, int patterns) {}

    public LearnedTags() {
        for (Layer layer : Layer.values()) {
            layers.put(layer, new LinkedHashMap<>(16, 0.75f, true));
        }
    }

    /**
     * The tags for one answer: the built-in ones and what was learned under any of its keys; it learns under all of
     * them.
     *
     * @param keys of the layers that are known for this request
     */
    public ThinkTags tagsFor(Map<Layer, String> keys) {
        Map<Layer, String> known = Map.copyOf(keys);
        return new ThinkTags(names(known), name -> learn(known, name));
    }

    /** Keeps a tag if it is of the form that may be learned. */
    public synchronized void learn(Map<Layer, String> keys, String name) {
        if (!ThinkTags.learnable(name) || DEFAULTS.contains(name)) {
            return;
        }
        keys.forEach((layer, key) -> {
            Map<String, Set<String>> known = layer(layer);
            Set<String> patterns = known.computeIfAbsent(key, it -> new LinkedHashSet<>());
            patterns.remove(name);
            patterns.add(name);
            dropOldest(patterns, MOST_PATTERNS);
            dropOldest(known.keySet(), MOST_KEYS);
        });
    }

    public synchronized Map<Layer, Counts> counts() {
        var counts = new EnumMap<Layer, Counts>(Layer.class);
        layers.forEach((layer, known) -> counts.put(layer,
                new Counts(known.size(), known.values().stream().mapToInt(Set::size).sum())));
        return counts;
    }

    private synchronized List<String> names(Map<Layer, String> keys) {
        var names = new LinkedHashSet<>(DEFAULTS);
        keys.forEach((layer, key) -> names.addAll(layer(layer).getOrDefault(key, Set.of())));
        return List.copyOf(names);
    }

    private Map<String, Set<String>> layer(Layer layer) {
        return layers.getOrDefault(layer, Map.of());
    }

    private static void dropOldest(Set<String> all, int most) {
        if (all.size() > most) {
            all.remove(all.iterator().next());
        }
    }
}
