package io.omniroute.translation.stages;

import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.ReasoningControl;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.chat.Thinking;
import io.omniroute.domain.settings.ThinkingBudget;
import io.omniroute.translation.Target;
import java.util.List;
import java.util.Optional;

/**
 * The operator's word on thinking in place of the client's (40 section 15). A limit the client gave is never raised:
 * the dialects lower the budget instead.
 *
 * @param wanted not passthrough, or nothing happens
 */
record ThinkingMode(ThinkingBudget wanted) implements RequestStage {
    private static final long MOST_BUDGET = 131_072;
    private static final int MANY_MESSAGES = 10;
    private static final int MANY_TOOLS = 3;
    private static final int LONG_MESSAGE = 2_000;

    @Override
    public ChatRequest apply(ChatRequest request, Format to, Target target) {
        return switch (wanted.mode()) {
            case PASSTHROUGH -> request;
            case AUTO -> unsaid(request);
            case CUSTOM -> thinking(request, Math.min(wanted.customTokens(), largest(to, target.model())));
            case ADAPTIVE -> thinking(request, Math.min(adaptive(request), largest(to, target.model())));
        };
    }

    /** The provider decides; what the client said is named as dropped. */
    private static ChatRequest unsaid(ChatRequest request) {
        ReasoningControl said = request.reasoning();
        var without = request.toBuilder().reasoning(ReasoningControl.NONE);
        said.effort().ifPresent(effort -> without.dropped("reasoning_effort"));
        said.thinking().ifPresent(thinking -> without.dropped("thinking"));
        return without.build();
    }

    private static ChatRequest thinking(ChatRequest request, long budget) {
        Thinking thinking = budget == 0 ? new Thinking.Disabled() : new Thinking.Enabled(budget, Optional.empty());
        ReasoningControl said = request.reasoning();
        return request.toBuilder().reasoning(new ReasoningControl(Optional.empty(), Optional.of(thinking),
                said.includeThoughts(), said.summary())).build();
    }

    /** Google refuses more than a model takes (Gemini API, "Thinking", read 2026-11); others' limits hold it down. */
    private static long largest(Format to, String model) {
        boolean google = to == Format.GEMINI || to == Format.GEMINI_CLI || to == Format.ANTIGRAVITY;
        if (!google || !model.contains("gemini-2.5")) {
            return MOST_BUDGET;
        }
        return model.contains("pro") ? 32_768 : 24_576;
    }

    /** In tenths, so that nothing is lost before it is rounded down. */
    private long adaptive(ChatRequest request) {
        long tenths = 10 + (request.messages().size() > MANY_MESSAGES ? 5 : 0)
                + (request.tools().size() > MANY_TOOLS ? 5 : 0) + (lastUserText(request) > LONG_MESSAGE ? 3 : 0);
        return wanted.effort().tokens() * tenths / 10;
    }

    /** Characters of the last user message. */
    private static int lastUserText(ChatRequest request) {
        List<Message> users = request.messages().stream().filter(message -> message.role() == Role.USER).toList();
        return users.isEmpty()
                ? 0
                : users.getLast().parts().stream().filter(Part.Text.class::isInstance)
                        .mapToInt(part -> ((Part.Text) part).text().length()).sum();
    }
}
