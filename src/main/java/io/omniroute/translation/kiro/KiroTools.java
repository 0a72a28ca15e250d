package io.omniroute.translation.kiro;

import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.ToolNames;
import java.util.List;
import java.util.Optional;

/** Tool definitions (OK-7); a custom tool goes out as a function that takes a text (OC-33). */
final class KiroTools {
    private static final Json.Obj TEXT_INPUT = Json.Obj.builder().put("type", "object")
            .put("properties", Json.Obj.of("input", Json.Obj.of("type", new Json.Str("string"))))
            .put("required", List.of(new Json.Str("input"))).build();

    private KiroTools() {}

    /** Empty for a tool the service has no place for. */
    static Optional<Json> specification(Tool tool, ToolNames names) {
        return switch (tool) {
            case Tool.Function function -> Optional.of(specification(names.toWire(function.name()),
                    description(function.name(), function.description()),
                    schema(function.parameters().orElse(Json.Obj.EMPTY))));
            case Tool.Custom custom -> Optional.of(specification(names.toWire(custom.name()),
                    description(custom.name(), described(custom)), TEXT_INPUT));
            case Tool.WebSearch search -> Optional.empty();
            case Tool.Vendor vendor -> Optional.empty();
        };
    }

    /** The name a model calls it by; empty for a tool of a vendor's own. */
    static Optional<String> callable(Tool tool) {
        return switch (tool) {
            case Tool.Function function -> Optional.of(function.name());
            case Tool.Custom custom -> Optional.of(custom.name());
            case Tool.WebSearch search -> Optional.empty();
            case Tool.Vendor vendor -> Optional.empty();
        };
    }

    /** What a tool is called among the things left out. */
    static String name(Tool tool) {
        return switch (tool) {
            case Tool.Function function -> function.name();
            case Tool.Custom custom -> custom.name();
            case Tool.WebSearch search -> "web_search_options";
            case Tool.Vendor vendor -> vendor.definition().text("type").or(() -> vendor.definition().text("name"))
                    .orElse("tools");
        };
    }

    private static Json specification(String name, String description, Json.Obj schema) {
        return Json.Obj.of("toolSpecification", Json.Obj.builder().put("name", name).put("description", description)
                .put("inputSchema", Json.Obj.of("json", schema)).build());
    }

    private static String description(String name, Optional<String> given) {
        return given.filter(text -> !text.isBlank()).orElse("Tool " + name);
    }

    /** {@code type} and {@code required} are always there. */
    private static Json.Obj schema(Json.Obj parameters) {
        if (parameters.isEmpty()) {
            return Json.Obj.builder().put("type", "object").put("properties", Json.Obj.EMPTY)
                    .put("required", List.of()).build();
        }
        Json.Obj typed = parameters.present("type") == null
                ? parameters.with("type", new Json.Str("object"))
                : parameters;
        return typed.present("required") == null ? typed.with("required", Json.Arr.EMPTY) : typed;
    }

    private static Optional<String> described(Tool.Custom tool) {
        Optional<String> grammar = tool.format().flatMap(KiroTools::grammar);
        if (grammar.isEmpty()) {
            return tool.description();
        }
        return Optional.of(tool.description().map(text -> text + "\n\n").orElse("") + grammar.get());
    }

    /** OpenAI's chat form has the definition one level deeper than its Responses form. */
    private static Optional<String> grammar(Json format) {
        return format instanceof Json.Obj object
                ? object.object("grammar").orElse(object).text("definition")
                : Optional.empty();
    }
}
