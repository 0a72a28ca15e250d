package io.omniroute.translation.stages;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Hands out ids, none twice: the second of a kind ends in {@code _2}, the next in {@code _3} (T-1). */
final class UniqueIds {
    private final int longest;
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> last = new HashMap<>();

    UniqueIds() {
        this(Integer.MAX_VALUE);
    }

    /** @param longest characters an id may have */
    UniqueIds(int longest) {
        this.longest = longest;
    }

    /** The wish, or what comes nearest to it. */
    String claim(String wish) {
        String id = wish;
        while (!taken.add(id)) {
            String suffix = "_" + last.merge(wish, 2, (before, two) -> before + 1);
            id = wish.substring(0, Math.min(wish.length(), longest - suffix.length())) + suffix;
        }
        return id;
    }
}
