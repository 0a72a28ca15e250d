package io.omniroute.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What a change did to a thing, for the audit log: each field that differs with its value before and after. */
final class Changes {
    static final String OLD = "old";
    static final String NEW = "new";

    private Changes() {}

    /**
     * Compares the facts of a thing, none of which may be a secret.
     *
     * @return field to {@code {old, new}}; a field that was not there has only the other one
     */
    static Map<String, Object> between(Map<String, ?> before, Map<String, ?> after) {
        Map<String, Object> changes = new LinkedHashMap<>();
        after.forEach((field, value) -> {
            Object old = before.get(field);
            if (!Objects.equals(old, value)) {
                changes.put(field, old == null ? Map.of(NEW, value) : Map.of(OLD, old, NEW, value));
            }
        });
        before.forEach((field, old) -> {
            if (!after.containsKey(field)) {
                changes.put(field, Map.of(OLD, old));
            }
        });
        return changes;
    }
}
