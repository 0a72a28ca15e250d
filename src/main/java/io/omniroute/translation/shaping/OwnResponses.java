package io.omniroute.translation.shaping;

import io.omniroute.domain.json.Json;
import io.omniroute.domain.settings.ThinkingBudget.Mode;
import io.omniroute.translation.stages.Shaping;
import java.util.List;
import java.util.Optional;

/**
 * Thinking and limit of a Responses body: the {@code effort} in {@code reasoning}; how it is shown stays the client's.
 *
 * @param wanted the same request as the hub writes it
 */
record OwnResponses(OwnBody own, Shaping shaping, Optional<Json.Obj> wanted) {
    private static final String REASONING = "reasoning";
    private static final String EFFORT = "effort";
    List<String> apply() {
        List<String> dropped = shaping.changesThinking() ? thinking() : List.of();
        shaping.maxTokens().ifPresent(most -> Limits.cap(own, List.of("max_output_tokens"), most, wanted));
        return dropped;
    }

    private List<String> thinking() {
        if (shaping.thinking().mode() == Mode.AUTO) {
            boolean said = own.has(REASONING);
            own.remove(REASONING);
            return said ? List.of(REASONING) : List.of();
        }
        wanted.ifPresent(it -> {
            Json.Obj before = own.object(REASONING);
            Optional<Json> effort = it.object(REASONING).flatMap(reasoning -> reasoning.get(EFFORT));
            Json.Obj after = effort.map(value -> before.with(EFFORT, value)).orElseGet(() -> before.without(EFFORT));
            if (after.isEmpty()) {
                own.remove(REASONING);
            } else if (!after.equals(before)) {
                own.set(REASONING, after);
            }
        });
        return List.of();
    }
}
