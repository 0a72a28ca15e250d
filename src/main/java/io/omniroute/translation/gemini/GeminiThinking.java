package io.omniroute.translation.gemini;

import io.omniroute.catalog.Capabilities.ThinkingStyle;
import io.omniroute.domain.chat.ReasoningControl;
import io.omniroute.domain.chat.Thinking;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Effort;
import io.omniroute.translation.Target;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code thinkingConfig}: a budget or a level, never both (OG-40, translation section 8). */
final class GeminiThinking {
    private static final String BUDGET = "thinkingBudget";
    private static final String LEVEL = "thinkingLevel";

    private GeminiThinking() {}

    static Optional<Json.Obj> config(ReasoningControl asked, Target target, Consumer<String> dropped) {
        ThinkingStyle style = target.capabilities().thinking();
        if (style == ThinkingStyle.NONE) {
            asked.effort().ifPresent(it -> dropped.accept("reasoning_effort"));
            asked.thinking().ifPresent(it -> dropped.accept("thinking"));
            return Optional.empty();
        }
        boolean level = style == ThinkingStyle.LEVEL;
        Optional<Json.Obj> measure = asked.thinking()
                .map(thinking -> level ? level(thinking, asked, target.model()) : budget(thinking))
                .or(() -> asked.effort().flatMap(effort -> effort(effort, level, target.model())));
        if (measure.isEmpty() && asked.effort().isPresent()) {
            dropped.accept("reasoning_effort");
        }
        var config = measure.orElse(Json.Obj.EMPTY).toBuilder();
        if (shown(asked, measure.isPresent())) {
            config.put("includeThoughts", true);
        }
        return Optional.of(config.build()).filter(it -> !it.isEmpty());
    }

    private static Json.Obj budget(Thinking thinking) {
        return Json.Obj.of(BUDGET, Json.Num.of(switch (thinking) {
            case Thinking.Enabled enabled -> enabled.budgetTokens();
            case Thinking.Disabled disabled -> 0;
            case Thinking.Adaptive adaptive -> -1;
        }));
    }

    private static Json.Obj level(Thinking thinking, ReasoningControl asked, String model) {
        Optional<String> effort = switch (thinking) {
            case Thinking.Enabled enabled -> Effort.ofBudget(enabled.budgetTokens());
            case Thinking.Disabled disabled -> Optional.of("none");
            case Thinking.Adaptive adaptive -> asked.effort();
        };
        return effort.flatMap(it -> effort(it, true, model)).orElse(Json.Obj.EMPTY);
    }

    private static Optional<Json.Obj> effort(String effort, boolean level, String model) {
        if (level) {
            return Effort.geminiLevel(effort, model).map(it -> Json.Obj.of(LEVEL, new Json.Str(it)));
        }
        var budget = Effort.geminiBudget(effort);
        return budget.isPresent()
                ? Optional.of(Json.Obj.of(BUDGET, Json.Num.of(budget.getAsLong())))
                : Optional.empty();
    }

    private static boolean shown(ReasoningControl asked, boolean measured) {
        if (asked.includeThoughts().isPresent()) {
            return asked.includeThoughts().get();
        }
        if (asked.thinking().isEmpty()) {
            return measured && !asked.effort().orElse("").equals("none");
        }
        return switch (asked.thinking().get()) {
            case Thinking.Enabled enabled -> visible(enabled.display());
            case Thinking.Adaptive adaptive -> visible(adaptive.display());
            case Thinking.Disabled disabled -> false;
        };
    }

    private static boolean visible(Optional<String> display) {
        return !display.orElse("").equals("omitted");
    }
}
