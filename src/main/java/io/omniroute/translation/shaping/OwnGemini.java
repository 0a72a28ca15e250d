package io.omniroute.translation.shaping;

import io.omniroute.domain.json.Json;
import io.omniroute.domain.settings.ThinkingBudget.Mode;
import io.omniroute.translation.stages.Shaping;
import java.util.List;
import java.util.Optional;

/**
 * Thinking and limit of a generateContent body, both in its generation config, in either spelling.
 *
 * @param wanted the same request as the hub writes it
 */
record OwnGemini(OwnBody own, Shaping shaping, Optional<Json.Obj> wanted) {
    private static final String CONFIG = "generationConfig";
    private static final String SNAKE_CONFIG = "generation_config";
    private static final String THINKING = "thinkingConfig";
    private static final String SNAKE_THINKING = "thinking_config";
    private static final String LIMIT = "maxOutputTokens";
    private static final String SNAKE_LIMIT = "max_output_tokens";
    List<String> apply() {
        String name = own.has(SNAKE_CONFIG) ? SNAKE_CONFIG : CONFIG;
        Json.Obj before = own.object(name);
        boolean auto = shaping.thinking().mode() == Mode.AUTO;
        Json.Obj after = capped(auto ? unsaid(before) : thinking(before));
        if (!after.equals(before)) {
            own.set(name, after);
        }
        boolean said = before.has(THINKING) || before.has(SNAKE_THINKING);
        return auto && said ? List.of(THINKING) : List.of();
    }

    private static Json.Obj unsaid(Json.Obj config) {
        return config.without(THINKING).without(SNAKE_THINKING);
    }

    private Json.Obj thinking(Json.Obj config) {
        if (!shaping.changesThinking() || wanted.isEmpty()) {
            return config;
        }
        Optional<Json> thinking = wanted.get().object(CONFIG).flatMap(it -> it.get(THINKING));
        return thinking.map(it -> config.without(SNAKE_THINKING).with(THINKING, it)).orElseGet(() -> unsaid(config));
    }

    private Json.Obj capped(Json.Obj config) {
        if (shaping.maxTokens().isEmpty()) {
            return config;
        }
        int most = shaping.maxTokens().getAsInt();
        String name = config.has(SNAKE_LIMIT) ? SNAKE_LIMIT : LIMIT;
        return Limits.exceeds(Optional.ofNullable(config.present(name)), most)
                ? config.with(name, Json.Num.of(most))
                : config;
    }
}
