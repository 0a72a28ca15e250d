package io.omniroute.translation.shaping;

import io.omniroute.domain.json.Json;
import io.omniroute.domain.settings.ThinkingBudget.Mode;
import io.omniroute.translation.stages.Shaping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Thinking and limit of a Messages body. Thinking bars some sampling parameters, and a lower limit lowers the budget
 * (Anthropic API reference, "Extended thinking", read 2026-11): both as the encoder does it.
 *
 * @param wanted the same request as the hub writes it
 */
record OwnClaude(OwnBody own, Shaping shaping, Optional<Json.Obj> wanted) {
    private static final String THINKING = "thinking";
    private static final String OUTPUT = "output_config";
    private static final String EFFORT = "effort";
    private static final List<String> SAMPLING = List.of("temperature", "top_k", "top_p");
    List<String> apply() {
        boolean capped = shaping.maxTokens().isPresent();
        List<String> dropped = List.of();
        if (shaping.thinking().mode() == Mode.AUTO) {
            dropped = said();
            own.remove(THINKING);
            effort(Optional.empty());
        } else if (shaping.changesThinking() || capped && own.has(THINKING)) {
            wanted.ifPresent(this::thinkAs);
        }
        shaping.maxTokens().ifPresent(most -> Limits.cap(own, List.of("max_tokens"), most, wanted));
        return dropped;
    }

    private List<String> said() {
        var said = new ArrayList<String>();
        if (own.has(THINKING)) {
            said.add(THINKING);
        }
        if (own.object(OUTPUT).has(EFFORT)) {
            said.add(OUTPUT + '.' + EFFORT);
        }
        return said;
    }

    private void thinkAs(Json.Obj pattern) {
        Optional<Json> thinking = pattern.get(THINKING);
        thinking.ifPresentOrElse(it -> own.set(THINKING, it), () -> own.remove(THINKING));
        effort(pattern.object(OUTPUT).flatMap(config -> config.get(EFFORT)));
        if (thinking.isPresent()) {
            SAMPLING.stream().filter(name -> own.has(name) && !pattern.has(name)).forEach(own::remove);
        }
    }

    private void effort(Optional<Json> effort) {
        Json.Obj before = own.object(OUTPUT);
        Json.Obj after = effort.map(it -> before.with(EFFORT, it)).orElseGet(() -> before.without(EFFORT));
        if (!after.isEmpty() && !after.equals(before)) {
            own.set(OUTPUT, after);
        } else if (after.isEmpty() && !before.isEmpty()) {
            own.remove(OUTPUT);
        }
    }
}
