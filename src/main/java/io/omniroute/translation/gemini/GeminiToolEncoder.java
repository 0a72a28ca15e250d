package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.chat.ToolChoice;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.ToolNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tools and the choice among them (OG-20 to OG-22, OC-33). Search goes only where no function is declared: Google
 * refuses its own tools beside functions ("Please enable tool_config.include_server_side_tool_invocations to use
 * Built-in tools with Function calling"), and a client's functions are what its answer hangs on.
 */
final class GeminiToolEncoder {
    private static final Json.Obj INPUT = Json.Obj.builder().put("type", "OBJECT")
            .put("properties", Json.Obj.of("input", Json.Obj.of("type", new Json.Str("STRING"))))
            .put("required", List.of(new Json.Str("input"))).build();

    private final ToolNames names;
    private final Consumer<String> dropped;
    private final List<Json> functions = new ArrayList<>();
    private final GeminiSchemaBudget budget = new GeminiSchemaBudget();
    private Optional<Tool.WebSearch> search = Optional.empty();

    private GeminiToolEncoder(ToolNames names, Consumer<String> dropped) {
        this.names = names;
        this.dropped = dropped;
    }

    static void encode(ChatRequest request, ToolNames names, Json.Obj.Builder body, Consumer<String> dropped) {
        new GeminiToolEncoder(names, dropped).encode(request, body);
    }

    private void encode(ChatRequest request, Json.Obj.Builder body) {
        for (int i = 0; i < request.tools().size(); i++) {
            tool(request.tools().get(i), "tools[" + i + "].parameters");
        }
        var tools = new ArrayList<Json>();
        if (!functions.isEmpty()) {
            tools.add(Json.Obj.of("functionDeclarations", new Json.Arr(functions)));
        }
        search.ifPresent(web -> search(web, tools));
        if (!tools.isEmpty()) {
            body.put("tools", tools);
        }
        if (!functions.isEmpty()) {
            request.toolChoice().ifPresent(choice -> body.put("toolConfig",
                    Json.Obj.of("functionCallingConfig", config(choice))));
        }
    }

    private void tool(Tool tool, String path) {
        switch (tool) {
            case Tool.Function function -> functions.add(function(function, path));
            case Tool.Custom custom -> functions.add(declared(custom.name(),
                    Optional.of(custom.description().orElse(custom.name()) + grammar(custom)), Optional.of(INPUT)));
            case Tool.WebSearch web -> search = Optional.of(web);
            case Tool.Vendor vendor -> dropped.accept(vendor.definition().text("type")
                    .or(() -> vendor.definition().text("name")).orElse("tool"));
        }
    }

    private void search(Tool.WebSearch web, List<Json> tools) {
        if (!functions.isEmpty()) {
            dropped.accept("web_search");
            return;
        }
        tools.add(Json.Obj.of("googleSearch", Json.Obj.EMPTY));
        web.options().members().keySet().forEach(it -> dropped.accept("web_search_options." + it));
    }

    private Json.Obj function(Tool.Function function, String path) {
        Optional<GeminiSchemaEncoder.Cleaned> parameters = function.parameters()
                .flatMap(schema -> GeminiSchemaEncoder.parameters(schema, path, budget));
        parameters.ifPresent(it -> it.dropped().forEach(dropped));
        return declared(function.name(), function.description(), parameters.map(
                GeminiSchemaEncoder.Cleaned::schema));
    }

    private Json.Obj declared(String name, Optional<String> description, Optional<Json.Obj> parameters) {
        return Json.Obj.builder().put("name", names.toWire(name))
                .put("description", description.filter(it -> !it.isBlank()).orElse(name))
                .put("parameters", parameters).build();
    }

    private static String grammar(Tool.Custom custom) {
        Optional<Json.Obj> format = custom.format().map(it -> it instanceof Json.Obj object ? object : Json.Obj.EMPTY);
        Optional<Json.Obj> grammar = format.map(it -> it.object("grammar").orElse(it));
        return grammar.flatMap(it -> it.text("definition").map(definition -> "\n\nThe input has to follow this "
                + it.text("syntax").map(syntax -> syntax + ' ').orElse("") + "grammar:\n" + definition)).orElse("");
    }

    private Json.Obj config(ToolChoice choice) {
        return switch (choice) {
            case ToolChoice.Auto auto -> mode("AUTO", List.of());
            case ToolChoice.None none -> mode("NONE", List.of());
            case ToolChoice.Required required -> mode("ANY", List.of());
            case ToolChoice.Named named -> mode("ANY", List.of(named.name()));
            case ToolChoice.Allowed allowed -> mode(allowed.required() ? "ANY" : "AUTO", allowed.names());
        };
    }

    private Json.Obj mode(String mode, List<String> allowed) {
        var config = Json.Obj.builder().put("mode", mode);
        if (!allowed.isEmpty()) {
            config.put("allowedFunctionNames",
                    allowed.stream().map(name -> new Json.Str(names.toWire(name))).toList());
        }
        return config.build();
    }
}
