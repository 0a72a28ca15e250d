package io.omniroute.translation.shaping;

import io.omniroute.domain.json.Json;
import io.omniroute.domain.settings.ThinkingBudget.Mode;
import io.omniroute.translation.stages.Shaping;
import java.util.List;
import java.util.Optional;

/**
 * Thinking and limit of a chat completions body: {@code reasoning_effort} and what imitators call it.
 *
 * @param wanted the same request as the hub writes it
 */
record OwnOpenAi(OwnBody own, Shaping shaping, Optional<Json.Obj> wanted) {
    private static final String EFFORT = "reasoning_effort";
    private static final List<String> THINKING = List.of(EFFORT, "reasoning", "thinking", "enable_thinking",
            "thinking_budget");
    private static final List<String> LIMITS = List.of("max_completion_tokens", "max_tokens");
    List<String> apply() {
        List<String> dropped = shaping.changesThinking() ? thinking() : List.of();
        shaping.maxTokens().ifPresent(most -> Limits.cap(own, LIMITS, most, wanted));
        return dropped;
    }

    private List<String> thinking() {
        boolean gone = shaping.thinking().mode() == Mode.AUTO;
        if (!gone && wanted.isEmpty()) {
            return List.of();
        }
        List<String> said = THINKING.stream().filter(own::has).toList();
        said.forEach(own::remove);
        if (!gone) {
            wanted.flatMap(it -> it.get(EFFORT)).ifPresent(effort -> own.set(EFFORT, effort));
        }
        return gone ? said : List.of();
    }
}
