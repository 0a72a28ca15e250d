package io.omniroute.translation.kiro;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Knob;
import io.omniroute.domain.chat.ReplyFormat;
import io.omniroute.domain.chat.ToolChoice;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Target;
import io.omniroute.translation.ToolNames;
import io.omniroute.translation.UpstreamDialect.Encoded;
import io.omniroute.translation.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hub request → body of {@code generateAssistantResponse}.
 *
 * <p>The turns alternate; the last one of the user is the current message, all before it is history (OK-1, OK-2). No
 * time stamp or other text is added to the prompt (OK-10). A form of the answer becomes a system text (OK-11).
 */
final class KiroRequestEncoder {
    private final ChatRequest request;
    private final Target target;
    private final ToolNames names;
    private final Set<String> dropped = new LinkedHashSet<>();

    KiroRequestEncoder(ChatRequest request, Target target) {
        this.request = request;
        this.target = target;
        this.names = KiroNames.of(request);
    }

    Encoded encode() {
        KiroUnsent.check(request);
        var turns = new KiroTurns(request, names, dropped).turns();
        request.replyFormat().ifPresent(format -> lead(turns, instruction(format)));
        var body = Json.Obj.builder();
        target.account("profileArn").filter(arn -> !arn.isEmpty()).ifPresent(arn -> body.put("profileArn", arn));
        body.put("conversationState", conversation(turns));
        Json.Obj inference = inference();
        body.putIf(!inference.isEmpty(), "inferenceConfig", inference);
        dropped.addAll(KiroUnsent.of(request));
        return new Encoded(JsonText.bytes(body.build()), Map.of(), List.copyOf(dropped), names);
    }

    private Json.Obj conversation(List<KiroTurn> turns) {
        KiroTurn current = turns.getLast();
        return Json.Obj.builder().put("chatTriggerType", "MANUAL")
                .put("conversationId", target.ids().uuid("conversation").toString())
                .put("currentMessage", current.current(target.model(), tools()))
                .put("history", turns.subList(0, turns.size() - 1).stream().map(it -> it.past(target.model())).toList())
                .build();
    }

    /** None when the model must not call any (OK-11). */
    private List<Json> tools() {
        if (request.toolChoice().orElse(null) instanceof ToolChoice.None) {
            return List.of();
        }
        var tools = new ArrayList<Json>();
        request.tools().forEach(tool -> KiroTools.specification(tool, names).ifPresentOrElse(tools::add,
                () -> dropped.add(KiroTools.name(tool))));
        return tools;
    }

    /** Only what the client gave (OK-8). */
    private Json.Obj inference() {
        var inference = Json.Obj.builder();
        request.maxTokens().ifPresent(limit -> inference.put("maxTokens", limit));
        return inference.put("temperature", request.knob(Knob.TEMPERATURE))
                .put("topP", request.knob(Knob.TOP_P)).build();
    }

    private static void lead(List<KiroTurn> turns, String instruction) {
        turns.stream().filter(turn -> !turn.assistant()).findFirst().ifPresent(turn -> turn.lead(instruction));
    }

    /** The wording of OC-46 and OC-47. */
    private static String instruction(ReplyFormat format) {
        return switch (format) {
            case ReplyFormat.AnyJson any -> "Reply only with one valid JSON object.";
            case ReplyFormat.Schema schema -> "Reply only with JSON that conforms to this JSON Schema:\n"
                    + JsonText.write(schema.schema());
        };
    }
}
