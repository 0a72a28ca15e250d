package io.omniroute.translation.openai;

import io.omniroute.domain.chat.ReasoningControl;
import io.omniroute.domain.chat.Thinking;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.json.Fields;
import java.util.Locale;
import java.util.Optional;

/**
 * What a client says about reasoning: {@code reasoning_effort}, the extension {@code thinking}, and the object
 * {@code reasoning} that clients of other gateways send.
 */
final class ReasoningDecoder {
    private ReasoningDecoder() {}

    static ReasoningControl read(Fields body) {
        Optional<Fields> reasoning = body.object("reasoning");
        Optional<String> effort = body.text("reasoning_effort").or(() -> reasoning.flatMap(it -> it.text("effort")));
        Optional<Thinking> thinking = body.object("thinking").map(ReasoningDecoder::thinking)
                .or(() -> reasoning.flatMap(ReasoningDecoder::budget));
        Optional<Boolean> shown = body.bool("include_thoughts")
                .or(() -> reasoning.flatMap(it -> it.bool("exclude")).map(hidden -> !hidden));
        return new ReasoningControl(effort.map(it -> it.toLowerCase(Locale.ROOT)), thinking, shown,
                reasoning.flatMap(it -> it.text("summary")));
    }

    private static Thinking thinking(Fields thinking) {
        Optional<String> display = thinking.text("display");
        String type = thinking.requiredText("type");
        return switch (type) {
            case "enabled" -> thinking.whole("budget_tokens")
                    .map(tokens -> (Thinking) new Thinking.Enabled(tokens, display))
                    .orElseGet(() -> new Thinking.Adaptive(display));
            case "disabled" -> new Thinking.Disabled();
            case "adaptive", "auto" -> new Thinking.Adaptive(display);
            default -> throw Refusals.malformed(thinking.path("type"), "unknown type of thinking " + type);
        };
    }

    private static Optional<Thinking> budget(Fields reasoning) {
        if (!reasoning.bool("enabled").orElse(true)) {
            return Optional.of(new Thinking.Disabled());
        }
        return reasoning.whole("max_tokens").filter(tokens -> tokens > 0)
                .map(tokens -> new Thinking.Enabled(tokens, Optional.empty()));
    }
}
