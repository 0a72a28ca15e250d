package io.omniroute.translation.stages;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * How many tokens a prompt has, as far as a tokenizer that is not the model's own can tell (10 section 7): all texts,
 * the system's and the thoughts among them, tools and what they were called with and answered.
 */
public final class TokenEstimate {
    /** Of a picture, whatever its size; of a document whose text nobody can read here as well. */
    static final long IMAGE = 1_600;

    private TokenEstimate() {}

    public static long of(ChatRequest request) {
        long tokens = request.tools().stream().mapToLong(tool -> Tokenizer.count(JsonText.write(json(tool)))).sum();
        for (Message message : request.messages()) {
            tokens += parts(message.parts());
        }
        return tokens;
    }

    private static long parts(List<Part> parts) {
        return parts.stream().mapToLong(TokenEstimate::part).sum();
    }

    private static long part(Part part) {
        return switch (part) {
            case Part.Text text -> Tokenizer.count(text.text());
            case Part.Reasoning reasoning -> Tokenizer.count(reasoning.text());
            case Part.Refusal refusal -> Tokenizer.count(refusal.text());
            case Part.ToolCall call -> Tokenizer.count(call.name()) + Tokenizer.count(call.arguments());
            case Part.ToolResult result -> parts(result.content());
            case Part.Image image -> IMAGE;
            case Part.Document document -> document(document.source());
            case Part.Audio audio -> 0;
            case Part.Redacted redacted -> 0;
            case Part.Mark mark -> 0;
        };
    }

    private static long document(Media source) {
        return switch (source) {
            case Media.PlainText text -> Tokenizer.count(text.text());
            case Media.Inline inline when inline.mimeType().startsWith("text/") ->
                decoded(inline.base64()).map(Tokenizer::count).orElse(IMAGE);
            case Media.Inline inline -> IMAGE;
            case Media.Remote remote -> IMAGE;
        };
    }

    private static Optional<String> decoded(String base64) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // whoever sends it will be told by the upstream
        }
    }

    /** The definition as a model would be shown it. */
    private static Json json(Tool tool) {
        return switch (tool) {
            case Tool.Function function -> Json.Obj.builder().put("name", function.name())
                    .putText("description", function.description())
                    .put("input_schema", function.parameters()).build();
            case Tool.Custom custom -> Json.Obj.builder().put("name", custom.name())
                    .putText("description", custom.description()).put("format", custom.format()).build();
            case Tool.WebSearch search -> search.options();
            case Tool.Vendor vendor -> vendor.definition();
        };
    }
}
