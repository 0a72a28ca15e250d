package io.omniroute.translation.cursor;

import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.ReplyFormat;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.json.JsonText;
import java.util.Set;

/** Messages → texts: the protocol carries nothing else (OU-1 to OU-5). */
final class CursorTexts {
    private final Set<String> dropped;

    /** @param dropped takes what has no place in a text */
    CursorTexts(Set<String> dropped) {
        this.dropped = dropped;
    }

    /** What the system says, as something the user says (OU-1). */
    static String instructions(String text) {
        return "[System Instructions]\n" + text;
    }

    /** The wording of OC-46 and OC-47. */
    static String instructions(ReplyFormat format) {
        return instructions(switch (format) {
            case ReplyFormat.AnyJson any -> "Reply only with one valid JSON object.";
            case ReplyFormat.Schema schema -> "Reply only with JSON that conforms to this JSON Schema:\n"
                    + JsonText.write(schema.schema());
        });
    }

    /** @param path of the message, for refusals */
    String of(Message message, String path) {
        String text = joined(message, path);
        return switch (message.role()) {
            case SYSTEM, DEVELOPER -> instructions(text);
            case USER, ASSISTANT, TOOL -> text;
        };
    }

    /** Texts first, the calls and results behind them as blocks. */
    private String joined(Message message, String path) {
        var texts = new StringBuilder();
        var blocks = new StringBuilder();
        for (int i = 0; i < message.parts().size(); i++) {
            Part part = message.parts().get(i);
            if (part instanceof Part.ToolCall call) {
                add(blocks, call(call));
            } else if (part instanceof Part.ToolResult result) {
                add(blocks, result(result, path + ".content"));
            } else {
                add(texts, text(part, path + ".content[" + i + ']'));
            }
        }
        add(texts, blocks.toString());
        return texts.toString();
    }

    private static void add(StringBuilder all, String text) {
        if (!text.isEmpty()) {
            all.append(all.isEmpty() ? "" : "\n").append(text);
        }
    }

    /** The text of a part that is no block; empty for what is left out. */
    private String text(Part part, String path) {
        return switch (part) {
            case Part.Text text -> text.text();
            case Part.Refusal refusal -> refusal.text();
            case Part.Image image -> throw Refusals.content(path, "this model takes no pictures");
            case Part.Audio audio -> throw Refusals.content(path, "this model takes no audio");
            case Part.Document document -> throw Refusals.content(path, "this model takes no documents");
            case Part.Reasoning reasoning -> leftOut("reasoning_content");
            case Part.Redacted redacted -> leftOut("thinking_blocks");
            case Part.Mark mark -> "";
            case Part.ToolCall call -> "";
            case Part.ToolResult result -> "";
        };
    }

    private String leftOut(String what) {
        dropped.add(what);
        return "";
    }

    private static String call(Part.ToolCall call) {
        return block("tool_call", call.name(), call.id(), "arguments", call.arguments());
    }

    private String result(Part.ToolResult result, String path) {
        if (result.failed()) {
            dropped.add("is_error");
        }
        var texts = new StringBuilder();
        for (int i = 0; i < result.content().size(); i++) {
            add(texts, text(result.content().get(i), path + '[' + i + ']'));
        }
        return block("tool_result", result.toolName().orElse(""), result.callId(), "result", texts.toString());
    }

    /** The block of OU-4, one element a line. */
    private static String block(String element, String tool, String id, String inner, String text) {
        return '<' + element + ">\n" + line("tool_name", tool) + line("tool_call_id", CursorNames.firstLine(id))
                + line(inner, text) + "</" + element + '>';
    }

    private static String line(String element, String value) {
        return '<' + element + '>' + escaped(value) + "</" + element + ">\n";
    }

    /** For an XML text; control characters XML does not know are left out. */
    private static String escaped(String value) {
        var out = new StringBuilder(value.length() + 16);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                default -> {
                    if (!Character.isISOControl(c) || c == '\t' || c == '\n' || c == '\r') {
                        out.append(c);
                    }
                }
            }
        }
        return out.toString();
    }
}
