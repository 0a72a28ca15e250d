package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Signature.Origin;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Arguments;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.json.Fields;
import io.omniroute.translation.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** One {@code Content} of a client's history: its results as messages of tools, then the rest (GO-3 to GO-16). */
final class GeminiContentDecoder {
    private final int index;
    private final Consumer<String> dropped;
    private final List<Message> results = new ArrayList<>(0);
    private final List<Part> parts = new ArrayList<>();
    /** Thoughts a stream cut into several parts; a signature counts for all of them. */
    private final StringBuilder thought = new StringBuilder();
    private boolean thinking;
    private boolean calls;

    private GeminiContentDecoder(int index, Consumer<String> dropped) {
        this.index = index;
        this.dropped = dropped;
    }

    static List<Message> decode(Fields content, int index, Consumer<String> dropped) {
        return new GeminiContentDecoder(index, dropped).messages(content);
    }

    private List<Message> messages(Fields content) {
        Role role = role(content);
        List<Fields> given = content.objects("parts");
        for (int i = 0; i < given.size(); i++) {
            part(given.get(i), i);
        }
        endThought(Optional.empty());
        var messages = new ArrayList<>(results);
        if (!parts.isEmpty()) {
            messages.add(new Message(calls ? Role.ASSISTANT : role, parts));
        }
        return messages;
    }

    private static Role role(Fields content) {
        String role = content.text("role").orElse("user").toLowerCase(Locale.ROOT);
        return switch (role) {
            case "", "user", "function", "tool" -> Role.USER;
            case "model", "assistant" -> Role.ASSISTANT;
            case "system" -> Role.SYSTEM;
            default -> throw Refusals.malformed(content.path("role"), "Unknown role '" + role + "'");
        };
    }

    private void part(Fields part, int position) {
        Optional<Signature> signature = GeminiSignatures.read(part.text("thoughtSignature"));
        boolean isThought = part.bool("thought").orElse(false);
        for (String ignored : List.of("videoMetadata", "mediaResolution", "partMetadata")) {
            part.value(ignored).ifPresent(value -> dropped.accept(part.path(ignored)));
        }
        Optional<String> text = part.text("text");
        if (isThought && !part.has("inlineData") && !part.has("functionCall")) {
            thinking = true;
            thought.append(text.orElse(""));
            signature.ifPresent(it -> endThought(signature));
            return;
        }
        endThought(Optional.empty());
        signature.ifPresent(it -> unseal(GeminiSeals.read(it)));
        if (part.has("functionCall")) {
            call(part.requiredObject("functionCall"), position, signature);
            return;
        }
        if (text.isPresent()) {
            text.filter(it -> !it.isEmpty()).ifPresent(it -> parts.add(new Part.Text(it)));
        } else if (!(other(part) || signature.isPresent() || part.has("thoughtSignature"))) {
            throw Refusals.content(part.path(), "Parts of this kind cannot be carried: "
                    + String.join(", ", part.object().members().keySet()));
        }
        GeminiSignatures.google(signature).ifPresent(it -> parts.add(new Part.Mark(it)));
    }

    private boolean other(Fields part) {
        Optional<Part> media = part.object("inlineData").map(GeminiMedia::inline)
                .or(() -> part.object("fileData").map(GeminiMedia::file));
        if (media.isPresent()) {
            return parts.add(media.get());
        }
        Optional<String> code = GeminiCode.block(part.object(), lineOpen());
        if (code.isPresent()) {
            return parts.add(new Part.Text(code.get()));
        }
        Optional<Fields> response = part.object("functionResponse");
        response.ifPresent(it -> results.add(new Message(Role.TOOL, List.of(result(it)))));
        return response.isPresent();
    }

    private boolean lineOpen() {
        return !parts.isEmpty() && parts.getLast() instanceof Part.Text text && !text.text().endsWith("\n");
    }

    /** Google's signature stands beside the thought, another vendor's belongs to it. */
    private void endThought(Optional<Signature> signature) {
        if (!thinking) {
            return;
        }
        String text = thought.toString();
        thought.setLength(0);
        thinking = false;
        if (signature.isPresent() && signature.get().origin() != Origin.GOOGLE) {
            foreign(text, signature.get());
            return;
        }
        if (!text.isEmpty()) {
            parts.add(new Part.Reasoning(text));
        }
        signature.ifPresent(it -> parts.add(new Part.Mark(it)));
    }

    private void foreign(String text, Signature signature) {
        if (!GeminiSeals.holds(signature)) {
            parts.add(GeminiSignatures.foreign(text, signature));
            return;
        }
        if (!text.isEmpty()) {
            parts.add(new Part.Reasoning(text));
        }
        unseal(GeminiSeals.read(signature));
    }

    /** Sealed thinking, back at its place; the thoughts a client kept of it are the same thinking without its seal. */
    private void unseal(List<GeminiSeals.Block> blocks) {
        if (blocks.stream().anyMatch(GeminiSeals.Block::tells)) {
            parts.removeIf(part -> part instanceof Part.Reasoning thought && thought.signature().isEmpty());
        }
        blocks.forEach(block -> parts.add(GeminiPlaces.back(parts, block.said()), block.part()));
    }

    /** Ids that are missing come from the place in the body (T-2). */
    private void call(Fields call, int position, Optional<Signature> signature) {
        calls = true;
        String id = call.text("id").filter(it -> !it.isEmpty()).orElse("call_" + index + '_' + position);
        String arguments = Arguments.asText(call.object("args").map(Fields::object).orElse(Json.Obj.EMPTY));
        parts.add(new Part.ToolCall(id, call.requiredText("name"), arguments, false,
                GeminiSignatures.google(signature)));
    }

    /** GO-13, GO-14. */
    private static Part.ToolResult result(Fields response) {
        Json.Obj answer = response.object("response").map(Fields::object).orElse(Json.Obj.EMPTY);
        boolean single = answer.members().size() == 1;
        boolean failed = single && answer.present("error") != null;
        var content = new ArrayList<Part>();
        String text = failed ? plain(answer, "error")
                : single && answer.text("output").isPresent() ? plain(answer, "output") : JsonText.write(answer);
        content.add(new Part.Text(text));
        for (Fields part : response.objects("parts")) {
            content.add(part.object("inlineData").map(GeminiMedia::inline)
                    .or(() -> part.object("fileData").map(GeminiMedia::file))
                    .orElseThrow(() -> Refusals.content(part.path(), "Only media can stand in a result's parts")));
        }
        return new Part.ToolResult(response.text("id").orElse(""), response.text("name"), content, failed,
                Optional.empty());
    }

    private static String plain(Json.Obj answer, String name) {
        return answer.text(name).orElseGet(() -> JsonText.write(answer.get(name).orElse(Json.Literal.NULL)));
    }
}
