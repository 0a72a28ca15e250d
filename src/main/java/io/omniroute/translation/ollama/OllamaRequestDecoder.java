package io.omniroute.translation.ollama;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.ReasoningControl;
import io.omniroute.domain.chat.ReplyFormat;
import io.omniroute.domain.chat.Thinking;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.json.Fields;
import java.util.Optional;
import java.util.Set;

/** Body of Ollama's chat → hub request. Source: Ollama API reference, "Generate a chat message", read 2026-11. */
final class OllamaRequestDecoder {
    private static final Set<String> LEVELS = Set.of("none", "minimal", "low", "medium", "high", "xhigh", "max");
    /** What {@code think: true} asks for; the level is the model's own there, and this is the usual one. */
    private static final String USUAL = "medium";
    /** A schema has no name in this dialect and needs one in others. */
    private static final String SCHEMA_NAME = "response";

    private final Fields body;
    private final ChatRequest.Builder request;

    private OllamaRequestDecoder(Fields body, String model) {
        this.body = body;
        this.request = ChatRequest.builder(model);
    }

    /** How long a model stays in memory ({@code keep_alive}) is no question here and changes no answer. */
    static ChatRequest decode(Json.Obj body, String model, boolean stream) {
        return new OllamaRequestDecoder(Fields.of(body).knows("model", "stream", "keep_alive"), model).decode(stream);
    }

    private ChatRequest decode(boolean stream) {
        request.messages(OllamaMessages.decode(body.objects("messages")));
        body.objects("tools").forEach(tool -> request.tool(tool(tool)));
        body.value("format").ifPresent(it -> request.replyFormat(format(it)));
        body.value("think").ifPresent(it -> request.reasoning(reasoning(it)));
        body.object("options").ifPresent(options -> OllamaOptions.decode(options, request));
        return request.stream(stream).includeUsage(true).extras(body.unknown()).build();
    }

    private static Tool tool(Fields tool) {
        String type = tool.text("type").orElse("function");
        if (!type.equals("function")) {
            throw Refusals.content(tool.path(), "Tools of type " + type + " are not supported");
        }
        Fields function = tool.requiredObject("function");
        return new Tool.Function(function.requiredText("name"), function.text("description"),
                function.object("parameters").map(Fields::object), Optional.empty(), Optional.empty());
    }

    private static Optional<ReplyFormat> word(String word) {
        return switch (word) {
            case "" -> Optional.empty();
            case "json" -> Optional.of(new ReplyFormat.AnyJson());
            default -> throw wrongFormat();
        };
    }

    /** {@code json} or a schema; the empty string is what clients send for neither. */
    private static Optional<ReplyFormat> format(Json format) {
        return switch (format) {
            case Json.Obj schema -> Optional
                    .of(new ReplyFormat.Schema(SCHEMA_NAME, Optional.empty(), schema, Optional.empty()));
            case Json.Str word -> word(word.value());
            case Json.Num number -> throw wrongFormat();
            case Json.Arr array -> throw wrongFormat();
            case Json.Literal literal -> throw wrongFormat();
        };
    }

    private static RuntimeException wrongFormat() {
        return Refusals.malformed("format", "format must be \"json\" or a JSON schema");
    }

    /** Off, on, or a level. */
    private static ReasoningControl reasoning(Json think) {
        if (think == Json.Literal.FALSE) {
            return new ReasoningControl(Optional.empty(), Optional.of(new Thinking.Disabled()), Optional.empty(),
                    Optional.empty());
        }
        if (think == Json.Literal.TRUE) {
            return ReasoningControl.effort(USUAL);
        }
        if (think instanceof Json.Str level && LEVELS.contains(level.value())) {
            return ReasoningControl.effort(level.value());
        }
        throw Refusals.malformed("think", "think must be a boolean, \"low\", \"medium\" or \"high\"");
    }
}
