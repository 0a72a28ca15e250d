package io.omniroute.translation.stages;

import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Role;
import io.omniroute.translation.Target;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every call gets an id of its own and every result the id and the name of its call: missing ids are made up (T-2),
 * nameless results go to the oldest unanswered call of their tool (T-3), a result nobody asked for becomes text (T-5).
 */
final class ToolPairs implements RequestStage {
    @Override
    public ChatRequest apply(ChatRequest request, Format to, Target target) {
        return mentionsTools(request) ? request.withMessages(new Walk().over(request.messages())) : request;
    }

    static boolean mentionsTools(ChatRequest request) {
        return request.messages().stream().flatMap(message -> message.parts().stream())
                .anyMatch(part -> part instanceof Part.ToolCall || part instanceof Part.ToolResult);
    }

    /** One pass over the messages, each staying at its place. */
    private static final class Walk {
        private final UniqueIds ids = new UniqueIds();
        private final OpenCalls byId = new OpenCalls();
        private final OpenCalls byName = new OpenCalls();
        /** Only those whose id was made up: a result may know an id its call does not. */
        private final OpenCalls unnamed = new OpenCalls();
        private int turn;
        private boolean assistantTurn;

        List<Message> over(List<Message> messages) {
            var walked = new ArrayList<Message>(messages.size());
            for (int i = 0; i < messages.size(); i++) {
                walked.add(message(messages.get(i), i));
            }
            return walked;
        }

        private Message message(Message message, int index) {
            return switch (message.role()) {
                case ASSISTANT -> {
                    turn += assistantTurn ? 0 : 1;
                    assistantTurn = true;
                    yield calls(message, index);
                }
                case TOOL -> {
                    assistantTurn = false;
                    yield message.parts().size() == 1 && message.parts().getFirst() instanceof Part.ToolResult result
                            ? answered(message, result)
                            : message;
                }
                case USER -> {
                    assistantTurn = false;
                    yield message;
                }
                case SYSTEM, DEVELOPER -> message;
            };
        }

        private Message calls(Message message, int index) {
            var parts = new ArrayList<Part>(message.parts().size());
            int number = 0;
            for (Part part : message.parts()) {
                parts.add(part instanceof Part.ToolCall call ? opened(call, index, number++) : part);
            }
            return number == 0 ? message : message.withParts(parts);
        }

        private Part.ToolCall opened(Part.ToolCall call, int message, int number) {
            boolean made = call.id().isEmpty();
            String id = ids.claim(made ? "call_" + message + '_' + number : call.id());
            var open = new OpenCalls.Open(id, call.name(), turn);
            byName.add(call.name(), open);
            if (made) {
                unnamed.add(call.name(), open);
            } else {
                byId.add(call.id(), open);
            }
            return call.withId(id);
        }

        private Message answered(Message message, Part.ToolResult result) {
            OpenCalls.Open call = callOf(result);
            return call == null
                    ? new Message(Role.USER, asText(result))
                    : message.withParts(List.of(result.to(call.id(), call.name())));
        }

        private OpenCalls.@Nullable Open callOf(Part.ToolResult result) {
            String name = result.toolName().orElse("");
            if (result.callId().isEmpty()) {
                return byName.take(name);
            }
            OpenCalls.Open call = byId.take(result.callId());
            return call == null ? unnamed.take(name) : call;
        }
    }

    /** T-5: the texts in one, whatever else it holds behind them. */
    private static List<Part> asText(Part.ToolResult result) {
        String id = result.callId().isEmpty() ? result.toolName().orElse("") : result.callId();
        var text = new StringBuilder();
        var rest = new ArrayList<Part>();
        for (Part part : result.content()) {
            if (part instanceof Part.Text it) {
                text.append(text.isEmpty() ? "" : "\n").append(it.text());
            } else {
                rest.add(part);
            }
        }
        rest.addFirst(new Part.Text(("[tool result " + id + "] " + text).stripTrailing()));
        return rest;
    }
}
