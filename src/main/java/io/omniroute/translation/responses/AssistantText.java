package io.omniroute.translation.responses;

import io.omniroute.domain.chat.Part;
import java.util.List;

/**
 * What an assistant said, as one text: neighbours without a gap, a blank line where a call stood between (CO-16) and
 * before a refusal, for which an assistant's message has no place of its own.
 */
final class AssistantText {
    private AssistantText() {}

    static String of(List<Part> parts) {
        var text = new StringBuilder();
        boolean parted = false;
        for (Part part : parts) {
            String said = said(part);
            parted |= part instanceof Part.ToolCall || part instanceof Part.Refusal;
            if (!said.isEmpty()) {
                text.append(parted && !text.isEmpty() ? "\n\n" : "").append(said);
                parted = part instanceof Part.Refusal;
            }
        }
        return text.toString();
    }

    private static String said(Part part) {
        return switch (part) {
            case Part.Text text -> text.text();
            case Part.Refusal refusal -> refusal.text();
            case Part.Image i -> "";
            case Part.Audio a -> "";
            case Part.Document d -> "";
            case Part.Reasoning r -> "";
            case Part.Redacted r -> "";
            case Part.Mark m -> "";
            case Part.ToolCall c -> "";
            case Part.ToolResult r -> "";
        };
    }
}
