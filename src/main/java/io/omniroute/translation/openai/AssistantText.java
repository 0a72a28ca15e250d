package io.omniroute.translation.openai;

import io.omniroute.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an assistant of the history said, gathered into the one text OpenAI has for it: adjacent texts without a
 * separator, texts around a tool call with a blank line between them (CO-16).
 */
final class AssistantText {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final List<String> reasoning = new ArrayList<>();
    private boolean spoke;
    private boolean called;

    void text(String piece) {
        if (called && !text.isEmpty() && !piece.isEmpty()) {
            text.append("\n\n");
        }
        called &= piece.isEmpty();
        spoke = true;
        text.append(piece);
    }

    void refusal(String piece) {
        refusal.append(piece);
    }

    void reasoning(String block) {
        if (!block.isEmpty()) {
            reasoning.add(block);
        }
    }

    void callBetween() {
        called = true;
    }

    boolean silent() {
        return !spoke && refusal.isEmpty();
    }

    Optional<String> refused() {
        return Optional.of(refusal.toString()).filter(it -> !it.isEmpty());
    }

    /** The thoughts, joined by a blank line (CO-15). */
    Optional<String> thoughts() {
        return reasoning.isEmpty() ? Optional.empty() : Optional.of(String.join("\n\n", reasoning));
    }

    /** Null where only calls or a refusal speak. @param calls the message has tool calls */
    Json content(boolean calls) {
        return text.isEmpty() && (calls || !refusal.isEmpty()) ? Json.Literal.NULL : new Json.Str(text.toString());
    }
}
