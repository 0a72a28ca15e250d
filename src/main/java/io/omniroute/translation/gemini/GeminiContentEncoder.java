package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Signature.Origin;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Arguments;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.ToolNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The hub's messages as {@code contents}: neighbours of one role are one content (OG-17), signatures stay on their parts
 * (OG-12).
 */
final class GeminiContentEncoder {
    private final ToolNames names;
    private final boolean ids;
    private final boolean validating;
    private final List<Turn> turns = new ArrayList<>();
    /** The last turn is the model's and has a call. */
    private boolean calling;

    /**
     * @param ids whether calls have ids there
     * @param validating whether the model wants a signature on the first call of every step (OG-13)
     */
    GeminiContentEncoder(ToolNames names, boolean ids, boolean validating) {
        this.names = names;
        this.ids = ids;
        this.validating = validating;
    }

    private record Turn(String role, List<Json> parts) {}

    /** The contents; system messages are not among them. */
    List<Json> encode(List<Message> messages) {
        int turnFrom = lastUser(messages);
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            String path = "messages[" + i + ']';
            switch (message.role()) {
                case SYSTEM, DEVELOPER -> {
                }
                case USER, TOOL -> asked(message, path);
                case ASSISTANT -> answered(message, i > turnFrom, path);
            }
        }
        return turns.stream().<Json>map(turn -> Json.Obj.builder().put("role", turn.role())
                .put("parts", turn.parts()).build()).toList();
    }

    private static int lastUser(List<Message> messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).role() == Role.USER) {
                return i;
            }
        }
        return -1;
    }

    private void add(String role, List<Json> parts) {
        if (parts.isEmpty()) {
            return;
        }
        if (turns.isEmpty() || !turns.getLast().role().equals(role)) {
            turns.add(new Turn(role, new ArrayList<>()));
        }
        turns.getLast().parts().addAll(parts);
    }

    private void asked(Message message, String path) {
        var parts = new ArrayList<Json>();
        for (int i = 0; i < message.parts().size(); i++) {
            parts.addAll(plain(message.parts().get(i), path + ".content[" + i + ']'));
        }
        add("user", parts);
        calling = calling && parts.isEmpty();
    }

    private void answered(Message message, boolean currentTurn, String path) {
        boolean signed = message.parts().stream().anyMatch(GeminiContentEncoder::google);
        var parts = new ArrayList<Json>();
        for (int i = 0; i < message.parts().size(); i++) {
            switch (message.parts().get(i)) {
                case Part.Mark mark -> mark(mark, parts);
                case Part.Reasoning thought -> thought(thought, signed).ifPresent(parts::add);
                case Part.ToolCall call -> {
                    parts.add(call(call, validating && currentTurn && !calling));
                    calling = true;
                }
                case Part other -> parts.addAll(plain(other, path + ".content[" + i + ']'));
            }
        }
        add("model", parts);
    }

    private static boolean google(Part part) {
        return switch (part) {
            case Part.Mark mark -> mark.signature().origin() == Origin.GOOGLE;
            case Part.ToolCall call -> GeminiSignatures.google(call.signature()).isPresent();
            case Part.Reasoning thought -> GeminiSignatures.google(thought.signature()).isPresent();
            case Part other -> false;
        };
    }

    /** OG-10: unsigned thoughts only beside a signature of Google's. */
    private static Optional<Json> thought(Part.Reasoning thought, boolean signed) {
        Optional<Signature> own = GeminiSignatures.google(thought.signature());
        boolean kept = own.isPresent() || signed && thought.signature().isEmpty() && !thought.text().isEmpty();
        return kept
                ? Optional.of(Json.Obj.builder().put("text", thought.text()).put("thought", true)
                        .putText("thoughtSignature", own.map(Signature::value)).build())
                : Optional.empty();
    }

    private static void mark(Part.Mark mark, List<Json> parts) {
        if (mark.signature().origin() != Origin.GOOGLE) {
            return;
        }
        var value = new Json.Str(mark.signature().value());
        if (!parts.isEmpty() && parts.getLast() instanceof Json.Obj last && last.has("text")
                && !last.has("thoughtSignature")) {
            parts.set(parts.size() - 1, last.with("thoughtSignature", value));
        } else {
            parts.add(Json.Obj.builder().put("text", "").put("thoughtSignature", value).build());
        }
    }

    private Json.Obj call(Part.ToolCall call, boolean firstOfStep) {
        var wire = Json.Obj.builder();
        if (ids && !call.id().isEmpty()) {
            wire.put("id", call.id());
        }
        wire.put("name", names.toWire(call.name())).put("args", arguments(call));
        Optional<String> signature = GeminiSignatures.google(call.signature()).map(Signature::value)
                .or(() -> firstOfStep ? Optional.of(GeminiSignatures.SKIP) : Optional.empty());
        return Json.Obj.builder().put("functionCall", wire.build()).putText("thoughtSignature", signature).build();
    }

    static Json.Obj arguments(Part.ToolCall call) {
        return call.custom()
                ? Json.Obj.of("input", new Json.Str(call.arguments()))
                : Arguments.asObject(call.arguments());
    }

    private List<Json> plain(Part part, String path) {
        return switch (part) {
            case Part.Text text -> text(text.text());
            case Part.Refusal refusal -> text(refusal.text());
            case Part.Image image -> List.of(GeminiMedia.part(image.source(), "image/jpeg"));
            case Part.Audio audio -> List.of(GeminiMedia.blob("audio/" + audio.format(), audio.base64()));
            case Part.Document document -> document(document);
            case Part.ToolResult result -> result(result, path);
            case Part.ToolCall call -> List.of(call(call, false));
            case Part.Reasoning thought -> List.of();
            case Part.Redacted sealed -> List.of();
            case Part.Mark mark -> List.of();
        };
    }

    private static List<Json> text(String text) {
        return text.isEmpty() ? List.of() : List.of(Json.Obj.of("text", new Json.Str(text)));
    }

    private static List<Json> document(Part.Document document) {
        var parts = new ArrayList<Json>(text(document.context().orElse("")));
        parts.add(document.source() instanceof Media.PlainText plain && plain.text().isEmpty()
                ? Json.Obj.of("text", new Json.Str(""))
                : GeminiMedia.part(document.source(), "application/pdf"));
        return parts;
    }

    /** OG-14 to OG-16. */
    private List<Json> result(Part.ToolResult result, String path) {
        var texts = new ArrayList<String>();
        var media = new ArrayList<Json>();
        for (Part part : result.content()) {
            switch (part) {
                case Part.Text text -> texts.add(text.text());
                case Part.ToolResult nested -> throw Refusals.content(path, "A tool result holds another one");
                case Part other -> media.addAll(plain(other, path));
            }
        }
        var response = Json.Obj.builder();
        if (ids && !result.callId().isEmpty()) {
            response.put("id", result.callId());
        }
        response.put("name", names.toWire(result.toolName().orElse("tool")))
                .put("response", GeminiResults.response(String.join("\n", texts), result.failed()));
        var parts = new ArrayList<Json>();
        parts.add(Json.Obj.of("functionResponse", response.build()));
        parts.addAll(media);
        return parts;
    }
}
