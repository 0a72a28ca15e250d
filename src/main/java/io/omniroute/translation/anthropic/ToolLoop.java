package io.omniroute.translation.anthropic;

import io.omniroute.domain.json.Json;
import io.omniroute.translation.anthropic.AnthropicTurnEncoder.Turn;
import java.util.List;

/** Whether a conversation stands where the vendor refuses thinking (translation section 8). */
final class ToolLoop {
    private ToolLoop() {}

    /** The answer is begun already, or the tool loop in work has a call that no signed thinking led to. */
    static boolean bars(List<Turn> turns) {
        if (!turns.getLast().user()) {
            return true;
        }
        for (Turn turn : turns.reversed()) {
            if (turn.user() && !turn.others().isEmpty()) {
                return false;
            }
            if (!turn.user() && has(turn, "tool_use") && !has(turn, "thinking") && !has(turn, "redacted_thinking")) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(Turn turn, String type) {
        for (Json block : turn.others()) {
            if (block instanceof Json.Obj it && it.text("type").filter(type::equals).isPresent()) {
                return true;
            }
        }
        return false;
    }
}
