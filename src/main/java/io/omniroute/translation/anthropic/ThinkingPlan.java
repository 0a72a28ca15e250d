package io.omniroute.translation.anthropic;

import io.omniroute.catalog.Capabilities;
import io.omniroute.domain.chat.ReasoningControl;
import io.omniroute.domain.chat.Thinking;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Effort;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a Claude model is told to think, and what that does to its limit (translation section 8).
 *
 * @param thinking the request's {@code thinking}
 * @param effort {@code output_config.effort}
 * @param maxTokens thinking included
 * @param dropped what the client asked about thinking and does not get
 */
record ThinkingPlan(Optional<Json.Obj> thinking, Optional<String> effort, long maxTokens, List<String> dropped) {
    /** Least budget of the vendor, and the room that is left for the answer. */
    private static final long LEAST = 1_024;
    /** Whether the model thinks, which bars some other parameters. */
    boolean thinks() {
        return thinking.flatMap(it -> it.text("type")).filter(type -> !type.equals("disabled")).isPresent();
    }

    /** @param barred thinking cannot be had in this conversation: a call is forced, an answer begun, a loop unsigned */
    static ThinkingPlan of(ReasoningControl asked, OptionalLong limit, Capabilities capabilities, boolean barred) {
        return new Planner(asked, limit, capabilities, barred).plan();
    }

    /** What a plan is made from. */
    private record Planner(ReasoningControl asked, OptionalLong limit, Capabilities capabilities, boolean barred) {
        ThinkingPlan plan() {
            return switch (capabilities.thinking()) {
                case BUDGET -> asked.thinking().orElse(null) instanceof Thinking.Disabled ? disabled() : budgeted();
                case ADAPTIVE -> asked.thinking().orElse(null) instanceof Thinking.Disabled ? disabled() : adaptive();
                case NONE, LEVEL -> without(wanted());
            };
        }

        private ThinkingPlan disabled() {
            return new ThinkingPlan(Optional.of(type("disabled")), Optional.empty(), plainLimit(), List.of());
        }

        private ThinkingPlan without(boolean missed) {
            return new ThinkingPlan(Optional.empty(), Optional.empty(), plainLimit(),
                    missed ? List.of(name()) : List.of());
        }

        /** The client asked for some thinking. */
        private boolean wanted() {
            return asked.thinking().isPresent()
                    ? !(asked.thinking().get() instanceof Thinking.Disabled)
                    : asked.effort().filter(it -> !it.equals("none")).isPresent();
        }

        private String name() {
            return asked.thinking().isPresent() ? "thinking" : "reasoning_effort";
        }

        private ThinkingPlan budgeted() {
            OptionalLong tokens = tokens();
            if (tokens.isEmpty() || barred) {
                return without(wanted());
            }
            long most = limit.isPresent()
                    ? plainLimit()
                    : cut(saturated(tokens.getAsLong(), capabilities.defaultMaxTokens()));
            long budget = Math.min(tokens.getAsLong(), most - LEAST);
            if (budget < LEAST) {
                return new ThinkingPlan(Optional.empty(), Optional.empty(), most, List.of(name()));
            }
            Json.Obj thinking = shown(type("enabled").with("budget_tokens", Json.Num.of(budget)));
            return new ThinkingPlan(Optional.of(thinking), Optional.empty(), most, List.of());
        }

        /** An explicit budget wins; the model's own choice is that of the effort, if there is one. */
        private OptionalLong tokens() {
            if (asked.thinking().orElse(null) instanceof Thinking.Enabled enabled) {
                return OptionalLong.of(enabled.budgetTokens());
            }
            return asked.effort().map(Effort::claudeBudget).orElse(OptionalLong.empty());
        }

        private ThinkingPlan adaptive() {
            Optional<String> effort = asked.thinking().orElse(null) instanceof Thinking.Enabled enabled
                    ? Effort.ofBudget(enabled.budgetTokens())
                    : asked.effort().flatMap(Effort::claudeEffort);
            if (effort.isEmpty() && asked.thinking().isEmpty()) {
                return without(wanted());
            }
            if (barred) {
                return new ThinkingPlan(Optional.empty(), effort, plainLimit(), List.of(name()));
            }
            return new ThinkingPlan(Optional.of(shown(type("adaptive"))), effort, plainLimit(), List.of());
        }

        private Json.Obj shown(Json.Obj thinking) {
            Optional<String> display = switch (asked.thinking().orElse(null)) {
                case Thinking.Enabled enabled -> enabled.display();
                case Thinking.Adaptive adaptive -> adaptive.display();
                case Thinking.Disabled disabled -> Optional.empty();
                case null -> Optional.empty();
            };
            return display.map(it -> thinking.with("display", new Json.Str(it))).orElse(thinking);
        }

        /** OC-2. */
        private long plainLimit() {
            return cut(limit.orElse(capabilities.defaultMaxTokens()));
        }

        private long cut(long tokens) {
            return Math.min(tokens, capabilities.maxOutput().orElse(Long.MAX_VALUE));
        }

        private static long saturated(long budget, long answer) {
            return budget > Long.MAX_VALUE - answer ? Long.MAX_VALUE : budget + answer;
        }

        private static Json.Obj type(String type) {
            return Json.Obj.of("type", new Json.Str(type));
        }
    }
}
