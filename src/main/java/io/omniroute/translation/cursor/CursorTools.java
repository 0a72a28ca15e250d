package io.omniroute.translation.cursor;

import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.cursor.wire.CursorWire.McpTool;
import io.omniroute.translation.json.JsonText;
import java.util.List;
import java.util.Optional;

/** Tool definitions (OU-6); a custom tool goes out as a function that takes a text (OC-33). */
final class CursorTools {
    private static final Json.Obj NO_INPUT = Json.Obj.builder().put("type", "object")
            .put("properties", Json.Obj.EMPTY).build();
    private static final Json.Obj TEXT_INPUT = Json.Obj.builder().put("type", "object")
            .put("properties", Json.Obj.of("input", Json.Obj.of("type", new Json.Str("string"))))
            .put("required", List.of(new Json.Str("input"))).build();

    private CursorTools() {}

    /** The name a model calls it by; empty for a tool the protocol has no place for. */
    static Optional<String> callable(Tool tool) {
        return tool instanceof Tool.Function || tool instanceof Tool.Custom
                ? Optional.of(name(tool))
                : Optional.empty();
    }

    /** What a tool is called, also among the things left out. */
    static String name(Tool tool) {
        return switch (tool) {
            case Tool.Function function -> function.name();
            case Tool.Custom custom -> custom.name();
            case Tool.WebSearch search -> "web_search_options";
            case Tool.Vendor vendor -> vendor.definition().text("type").or(() -> vendor.definition().text("name"))
                    .orElse("tools");
        };
    }

    static McpTool entry(Tool tool, CursorNames.Served served) {
        return McpTool.newBuilder().setName(served.name()).setDescription(description(tool))
                .setParameters(JsonText.write(parameters(tool))).setServer(served.server()).build();
    }

    private static Json.Obj parameters(Tool tool) {
        return tool instanceof Tool.Function function ? function.parameters().orElse(NO_INPUT) : TEXT_INPUT;
    }

    private static String description(Tool tool) {
        return switch (tool) {
            case Tool.Function function -> function.description().orElse("");
            case Tool.Custom custom -> described(custom);
            case Tool.WebSearch search -> "";
            case Tool.Vendor vendor -> "";
        };
    }

    private static String described(Tool.Custom tool) {
        String description = tool.description().orElse("");
        return tool.format().flatMap(CursorTools::grammar)
                .map(grammar -> description.isEmpty() ? grammar : description + "\n\n" + grammar).orElse(description);
    }

    /** OpenAI's chat form has the definition one level deeper than its Responses form. */
    private static Optional<String> grammar(Json format) {
        return format instanceof Json.Obj object
                ? object.object("grammar").orElse(object).text("definition")
                : Optional.empty();
    }
}
