package io.omniroute.translation.responses;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.chat.ToolChoice;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.ToolNames;
import java.util.ArrayList;
import java.util.Set;

/** Tools and the choice among them → their flat form (OR-9, OR-10, OR-19). */
final class ToolEncoder {
    private static final Json.Obj NO_PARAMETERS = Json.Obj.builder().put("type", "object")
            .put("properties", Json.Obj.EMPTY).build();

    private ToolEncoder() {}

    /** What cannot be sent is named in {@code dropped}. */
    static void encode(ChatRequest request, ToolNames names, Json.Obj.Builder body, Set<String> dropped) {
        var tools = new ArrayList<Json>();
        for (Tool tool : request.tools()) {
            switch (tool) {
                case Tool.Function function -> tools.add(function(function, names));
                case Tool.Custom custom -> tools.add(Json.Obj.builder().put("type", "custom")
                        .put("name", names.toWire(custom.name())).putText("description", custom.description())
                        .put("format", custom.format().map(CustomFormat::flat)).build());
                case Tool.WebSearch search -> tools.add(WebSearch.tool(search.options()));
                case Tool.Vendor vendor -> dropped.add(vendor.definition().text("type").orElse("tools"));
            }
        }
        if (tools.isEmpty()) {
            return;
        }
        body.put("tools", tools);
        request.toolChoice().ifPresent(choice -> body.put("tool_choice", choice(choice, names)));
    }

    /** The default of {@code strict} is true here, so it is always written. */
    private static Json function(Tool.Function function, ToolNames names) {
        return Json.Obj.builder().put("type", "function").put("name", names.toWire(function.name()))
                .putText("description", function.description())
                .put("parameters", function.parameters().orElse(NO_PARAMETERS))
                .put("strict", function.strict().orElse(false)).build();
    }

    private static Json choice(ToolChoice choice, ToolNames names) {
        return switch (choice) {
            case ToolChoice.Auto auto -> new Json.Str("auto");
            case ToolChoice.None none -> new Json.Str("none");
            case ToolChoice.Required required -> new Json.Str("required");
            case ToolChoice.Named named -> named(named.name(), named.custom(), names);
            case ToolChoice.Allowed allowed -> Json.Obj.builder().put("type", "allowed_tools")
                    .put("mode", allowed.required() ? "required" : "auto")
                    .put("tools", allowed.names().stream()
                            .map(name -> named(name, names.custom().contains(name), names)).toList())
                    .build();
        };
    }

    private static Json named(String name, boolean custom, ToolNames names) {
        return Json.Obj.builder().put("type", custom ? "custom" : "function").put("name", names.toWire(name)).build();
    }
}
