package io.omniroute.translation.stages;

import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Drops the oldest messages that are not the system's, three tenths of what is left at a time and two kept at least,
 * and says how many. A call and everything up to its last result stay or go together.
 */
final class OldTurns {
    private static final int LEAST_KEPT = 2;

    private OldTurns() {}

    static List<Message> dropped(List<Message> messages, long room) {
        List<List<Message>> turns = turns(messages);
        int before = count(turns);
        while (ContextSize.tokens(joined(messages, turns, before)) > room) {
            int kept = count(turns);
            int share = Math.max(1, kept * 3 / 10);
            int gone = 0;
            while (gone < share && turns.size() > 1 && count(turns) - turns.getFirst().size() >= LEAST_KEPT) {
                gone += turns.removeFirst().size();
            }
            if (gone == 0) {
                break;
            }
        }
        return joined(messages, turns, before);
    }

    /** The system's messages, a note on what is gone, and the turns that are left. */
    private static List<Message> joined(List<Message> messages, List<List<Message>> turns, int before) {
        var all = new ArrayList<Message>(messages.stream().filter(OldTurns::isSystems).toList());
        int gone = before - count(turns);
        if (gone > 0) {
            all.add(Message.says(Role.SYSTEM, "[" + gone + " earlier messages were left out to fit the context]"));
        }
        turns.forEach(all::addAll);
        return gone > 0 ? all : messages;
    }

    /** What must not be parted, in order; each turn is one message unless tools are called in it. */
    private static List<List<Message>> turns(List<Message> messages) {
        List<Message> said = messages.stream().filter(message -> !isSystems(message)).toList();
        int[] end = ends(said);
        var turns = new ArrayList<List<Message>>();
        int at = 0;
        while (at < said.size()) {
            int to = at;
            for (int within = at; within <= to; within++) {
                to = Math.max(to, end[within]);
            }
            turns.add(said.subList(at, to + 1));
            at = to + 1;
        }
        return turns;
    }

    /** For each message the index of the last one that answers a call in it, else its own. */
    private static int[] ends(List<Message> said) {
        int[] end = new int[said.size()];
        Map<String, Integer> callers = new HashMap<>();
        int lastCaller = 0;
        for (int at = 0; at < said.size(); at++) {
            end[at] = at;
            for (Part part : said.get(at).parts()) {
                if (part instanceof Part.ToolCall call) {
                    callers.put(call.id(), at);
                    lastCaller = at;
                } else if (part instanceof Part.ToolResult result) {
                    end[callers.getOrDefault(result.callId(), lastCaller)] = at;
                }
            }
        }
        return end;
    }

    private static int count(List<List<Message>> turns) {
        return turns.stream().mapToInt(List::size).sum();
    }

    private static boolean isSystems(Message message) {
        return message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER;
    }
}
