package io.omniroute.admin;

import io.omniroute.domain.policy.Policy;
import io.omniroute.domain.policy.Policy.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Policies as they are kept: id to the object the management API speaks (30 section 3.5). */
final class StoredPolicies {
    static final String NAMESPACE = "policies";

    private StoredPolicies() {}

    /** @param values id to stored value; what has no type that is known is left out */
    static List<Policy> all(Map<String, @Nullable Object> values) {
        return values.entrySet().stream().flatMap(entry -> {
            StoredValues stored = StoredValues.of(entry.getValue());
            return stored.text("type").flatMap(Type::of).map(type -> policy(entry.getKey(), type, stored)).stream();
        }).toList();
    }

    private static Policy policy(String id, Type type, StoredValues stored) {
        StoredValues actions = stored.object("actions");
        Integer most = actions.numberOrNull("max_tokens");
        return new Policy(id, stored.text("name").orElse(id), type, stored.flag("enabled", true),
                stored.number("priority", 0), stored.object("conditions").text("model_pattern").orElse(""),
                actions.texts("prefer_provider"), actions.texts("block_model"),
                most == null || most < 1 ? OptionalInt.empty() : OptionalInt.of(most));
    }

    static Map<String, Object> stored(Policy policy) {
        Map<String, Object> stored = new LinkedHashMap<>();
        stored.put("name", policy.name());
        stored.put("type", policy.type().id());
        stored.put("enabled", policy.enabled());
        stored.put("priority", policy.priority());
        stored.put("conditions",
                policy.modelPattern().isEmpty() ? Map.of() : Map.of("model_pattern", policy.modelPattern()));
        stored.put("actions", switch (policy.type()) {
            case ROUTING -> Map.of("prefer_provider", policy.preferProviders());
            case ACCESS -> Map.of("block_model", policy.blockModels());
            case BUDGET -> policy.maxTokens().isPresent()
                    ? Map.of("max_tokens", policy.maxTokens().getAsInt())
                    : Map.of();
        });
        return stored;
    }
}
