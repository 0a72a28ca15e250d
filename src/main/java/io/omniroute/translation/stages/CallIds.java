package io.omniroute.translation.stages;

import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.translation.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ids of calls and results take the form the target accepts, the same one on both sides (T-1, 15 item 8). */
final class CallIds implements RequestStage {
    @Override
    public ChatRequest apply(ChatRequest request, Format to, Target target) {
        CallIdForm form = CallIdForm.of(to, target);
        List<String> given = request.messages().stream().flatMap(message -> message.parts().stream())
                .filter(Part.ToolCall.class::isInstance).map(part -> ((Part.ToolCall) part).id()).toList();
        if (given.stream().allMatch(form::fits)) {
            return request;
        }
        Map<String, String> sent = sent(given, form);
        return request.withMessages(request.messages().stream().map(message -> renamed(message, sent)).toList());
    }

    /** What fits keeps its name, whoever comes first. */
    private static Map<String, String> sent(List<String> given, CallIdForm form) {
        var unique = new UniqueIds(form.longest());
        given.stream().filter(form::fits).forEach(unique::claim);
        Map<String, String> sent = new HashMap<>();
        for (String id : given) {
            if (!form.fits(id)) {
                sent.put(id, unique.claim(form.fitting(id)));
            }
        }
        return sent;
    }

    private static Message renamed(Message message, Map<String, String> sent) {
        var parts = new ArrayList<Part>(message.parts().size());
        for (Part part : message.parts()) {
            if (part instanceof Part.ToolCall call) {
                parts.add(call.withId(sent.getOrDefault(call.id(), call.id())));
            } else if (part instanceof Part.ToolResult result) {
                parts.add(result.withCallId(sent.getOrDefault(result.callId(), result.callId())));
            } else {
                parts.add(part);
            }
        }
        return message.withParts(parts);
    }
}
