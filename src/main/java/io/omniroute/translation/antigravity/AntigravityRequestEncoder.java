package io.omniroute.translation.antigravity;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Knob;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.ReasoningControl;
import io.omniroute.domain.chat.Thinking;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Effort;
import io.omniroute.translation.Target;
import io.omniroute.translation.UpstreamDialect.Encoded;
import io.omniroute.translation.gemini.CloudCodeSession;
import io.omniroute.translation.gemini.GeminiRequestEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The Gemini body as Cloud Code takes it, in its envelope (AO-5 to AO-9). Observed, there is no public reference. */
final class AntigravityRequestEncoder {
    /** The most output tokens seen to be accepted; a connection may name another number (AO-7). */
    static final long OBSERVED_CAP = 16_384;

    /** Tokens Claude wants beside its thinking, and the least it thinks with. */
    private static final long ROOM = 1_024;

    private AntigravityRequestEncoder() {}

    static Encoded encode(ChatRequest request, Target target) {
        var dropped = new ArrayList<String>();
        Target capped = capped(target);
        ChatRequest fitting = withoutSafety(request, dropped);
        ChatRequest sent = target.model().contains("claude") ? forClaude(fitting, capped, dropped) : fitting;
        return GeminiRequestEncoder.encode(sent, capped)
                .encoded(body -> envelope(validated(body, request), request, target), dropped);
    }

    private static Json.Obj envelope(Json.Obj body, ChatRequest request, Target target) {
        return Json.Obj.builder().put("project", target.account("project").orElse("")).put("model", target.model())
                .put("userAgent", "antigravity").put("requestType", "agent")
                .put("requestId", "agent-" + target.ids().uuid("requestId"))
                .put("request", body.with("sessionId", new Json.Str(CloudCodeSession.id(request, target)))).build();
    }

    private static Target capped(Target target) {
        long cap = target.account("maxOutputTokens").filter(it -> it.matches("[1-9][0-9]{0,9}")).map(Long::parseLong)
                .orElse(OBSERVED_CAP);
        long most = Math.min(cap, target.capabilities().maxOutput().orElse(cap));
        return new Target(target.provider(), target.model(),
                target.capabilities().withMaxOutput(OptionalLong.of(most)), target.stream(), target.account(),
                target.ids());
    }

    /** AO-7. */
    private static ChatRequest withoutSafety(ChatRequest request, List<String> dropped) {
        if (request.knob(Knob.SAFETY_SETTINGS).isEmpty()) {
            return request;
        }
        dropped.add(Knob.SAFETY_SETTINGS.field());
        return request.toBuilder().withoutKnob(Knob.SAFETY_SETTINGS).build();
    }

    private static Json.Obj validated(Json.Obj body, ChatRequest request) {
        boolean functions = body.elements("tools").stream()
                .anyMatch(tool -> tool instanceof Json.Obj object && object.has("functionDeclarations"));
        return functions && request.toolChoice().isEmpty()
                ? body.with("toolConfig", Json.Obj.of("functionCallingConfig",
                        Json.Obj.of("mode", new Json.Str("VALIDATED"))))
                : body;
    }

    /** AO-8: no thoughts, no signatures; and a budget that leaves room in the limit. */
    private static ChatRequest forClaude(ChatRequest request, Target target, List<String> dropped) {
        List<Message> unsigned = request.messages().stream()
                .map(message -> message.withParts(message.parts().stream().filter(
                        part -> !(part instanceof Part.Reasoning || part instanceof Part.Mark))
                        .map(AntigravityRequestEncoder::unsigned).toList()))
                .toList();
        return request.toBuilder().messages(unsigned).reasoning(fitting(request, target, dropped)).build();
    }

    private static Part unsigned(Part part) {
        return part instanceof Part.ToolCall call
                ? new Part.ToolCall(call.id(), call.name(), call.arguments(), call.custom(), Optional.empty())
                : part;
    }

    private static ReasoningControl fitting(ChatRequest request, Target target, List<String> dropped) {
        ReasoningControl asked = request.reasoning();
        OptionalLong budget = asked.thinking().isPresent()
                ? asked.thinking().get() instanceof Thinking.Enabled enabled
                        ? OptionalLong.of(enabled.budgetTokens())
                        : OptionalLong.empty()
                : asked.effort().map(Effort::geminiBudget).orElse(OptionalLong.empty());
        if (budget.isEmpty() || budget.getAsLong() == 0 || request.maxTokens().isEmpty()) {
            return asked;
        }
        long limit = Math.min(request.maxTokens().getAsLong(),
                target.capabilities().maxOutput().orElse(Long.MAX_VALUE));
        long fitting = Math.min(budget.getAsLong(), limit - ROOM);
        if (fitting < ROOM) {
            dropped.add(asked.thinking().isPresent() ? "thinking" : "reasoning_effort");
            return ReasoningControl.NONE;
        }
        Optional<String> display = asked.thinking().orElse(null) instanceof Thinking.Enabled enabled
                ? enabled.display()
                : Optional.empty();
        return new ReasoningControl(asked.effort(), Optional.of(new Thinking.Enabled(fitting, display)),
                asked.includeThoughts(), asked.summary());
    }
}
