package io.omniroute.translation.stages;

import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Role;
import io.omniroute.translation.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Makes a conversation fit that exceeds the model's context, where the operator wants that (40 section 14): long tool
 * results are cut, then old thoughts go, then the oldest turns. A tool result never goes without its call.
 *
 * @param window tokens; empty = nothing is done
 */
record FittingContext(OptionalLong window) implements RequestStage {
    static final int LONGEST_RESULT = 2_000;
    static final String CUT = "... [truncated]";

    @Override
    public ChatRequest apply(ChatRequest request, Format to, Target target) {
        if (window.isEmpty()) {
            return request;
        }
        long room = ContextSize.room(window.getAsLong());
        List<Message> fitting = request.messages();
        if (ContextSize.tokens(fitting) > room) {
            fitting = fitting.stream().map(FittingContext::shortened).toList();
        }
        if (ContextSize.tokens(fitting) > room) {
            fitting = withoutOldThoughts(fitting);
        }
        if (ContextSize.tokens(fitting) > room) {
            fitting = OldTurns.dropped(fitting, room);
        }
        return fitting.equals(request.messages()) ? request : request.withMessages(fitting);
    }

    private static Message shortened(Message message) {
        return message.role() == Role.TOOL
                ? message.withParts(message.parts().stream().map(FittingContext::shortened).toList())
                : message;
    }

    private static Part shortened(Part part) {
        return part instanceof Part.ToolResult result
                ? new Part.ToolResult(result.callId(), result.toolName(),
                        result.content().stream().map(FittingContext::cut).toList(), result.failed(),
                        result.cacheControl(), result.listed())
                : part;
    }

    private static Part cut(Part part) {
        return part instanceof Part.Text text && text.text().length() > LONGEST_RESULT
                ? new Part.Text(text.text().substring(0, boundary(text.text())) + CUT, text.cacheControl())
                : part;
    }

    /** No character of two halves is torn. */
    private static int boundary(String text) {
        return Character.isHighSurrogate(text.charAt(LONGEST_RESULT - 1)) ? LONGEST_RESULT - 1 : LONGEST_RESULT;
    }

    /** The last assistant message keeps its thoughts: its vendor may want to see them again. */
    private static List<Message> withoutOldThoughts(List<Message> messages) {
        int last = messages.size() - 1;
        while (last >= 0 && messages.get(last).role() != Role.ASSISTANT) {
            last--;
        }
        var without = new ArrayList<Message>(messages.size());
        for (int at = 0; at < messages.size(); at++) {
            Message message = messages.get(at);
            without.add(message.role() == Role.ASSISTANT && at != last ? withoutThoughts(message) : message);
        }
        return without;
    }

    private static Message withoutThoughts(Message message) {
        List<Part> said = message.parts().stream()
                .filter(part -> !(part instanceof Part.Reasoning) && !(part instanceof Part.Redacted)).toList();
        return said.size() == message.parts().size() ? message : message.withParts(said);
    }
}
