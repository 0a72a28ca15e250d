package io.omniroute.translation.stages;

import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Role;
import io.omniroute.translation.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every call is answered directly behind the message that holds it, in the order of the calls (T-7); an answer that is
 * missing is put in, and what stood between a call and its answers comes behind them (T-4). Wants paired ids.
 */
final class ToolAnswers implements RequestStage {
    static final String MISSING = "No result was recorded for this tool call.";

    @Override
    public ChatRequest apply(ChatRequest request, Format to, Target target) {
        if (!ToolPairs.mentionsTools(request)) {
            return request;
        }
        Map<String, Message> answers = new HashMap<>();
        for (Message message : request.messages()) {
            if (isAnswer(message)) {
                answers.put(callId(message), message);
            }
        }
        var ordered = new ArrayList<Message>();
        for (Message message : request.messages()) {
            if (!isAnswer(message)) {
                ordered.add(message);
                addAnswers(message, answers, ordered);
            }
        }
        return request.withMessages(ordered);
    }

    private static void addAnswers(Message asking, Map<String, Message> answers, List<Message> to) {
        for (Part part : asking.parts()) {
            if (part instanceof Part.ToolCall call) {
                Message answer = answers.get(call.id());
                to.add(answer == null ? missing(call) : answer);
            }
        }
    }

    private static Message missing(Part.ToolCall call) {
        return new Message(Role.TOOL, List.of(new Part.ToolResult(call.id(), Optional.of(call.name()),
                List.of(new Part.Text(MISSING)), true, Optional.empty())));
    }

    private static boolean isAnswer(Message message) {
        return message.role() == Role.TOOL && message.parts().size() == 1
                && message.parts().getFirst() instanceof Part.ToolResult;
    }

    private static String callId(Message answer) {
        return answer.parts().getFirst() instanceof Part.ToolResult result ? result.callId() : "";
    }
}
