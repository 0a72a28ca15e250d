package io.omniroute.translation.responses;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A map as a value. The key written last stands apart, so that a long run of changes to one entry copies nothing.
 *
 * @param rest the other entries, in the order they were first written
 */
record Kept<K, V>(@Nullable K key, @Nullable V value, Map<K, V> rest) {
    static <K, V> Kept<K, V> nothing() {
        return new Kept<>(null, null, Map.of());
    }

    Optional<V> get(K wanted) {
        return wanted.equals(key) ? Optional.ofNullable(value) : Optional.ofNullable(rest.get(wanted));
    }

    boolean has(K wanted) {
        return get(wanted).isPresent();
    }

    Kept<K, V> with(K changed, V now) {
        return new Kept<>(changed, now, changed.equals(key) ? rest : all());
    }

    List<V> values() {
        return List.copyOf(all().values());
    }

    private Map<K, V> all() {
        var all = new LinkedHashMap<K, V>(rest);
        K last = key;
        V current = value;
        if (last != null && current != null) {
            all.put(last, current);
        }
        return all;
    }
}
