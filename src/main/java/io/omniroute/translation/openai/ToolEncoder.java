package io.omniroute.translation.openai;

import io.omniroute.catalog.Ability;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.chat.ToolChoice;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Target;
import io.omniroute.translation.ToolNames;
import io.omniroute.translation.json.JsonText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tools, tool choice and parallel calls for an OpenAI upstream (CO-30 to CO-34). One encoder writes one request. */
final class ToolEncoder {
    private final ToolNames names;
    private final List<String> dropped;
    private final List<Json> tools = new ArrayList<>();
    private final Set<String> custom = new HashSet<>();

    private final boolean customTools;

    ToolEncoder(ToolNames names, List<String> dropped, boolean customTools) {
        this.names = names;
        this.dropped = dropped;
        this.customTools = customTools;
    }

    void write(ChatRequest request, Target target, Json.Obj.Builder body) {
        boolean searching = target.capabilities().can(Ability.WEB_SEARCH);
        for (Tool tool : request.tools()) {
            switch (tool) {
                case Tool.Function function -> tools.add(function(function));
                case Tool.Custom it -> tools.add(customTools ? custom(it) : textTool(it));
                case Tool.WebSearch search when searching -> body.put("web_search_options", options(search));
                case Tool.WebSearch search -> dropped.add("web_search");
                case Tool.Vendor vendor -> dropped.add(vendor.definition().text("type").or(
                        () -> vendor.definition().text("name")).orElse("tool"));
            }
        }
        if (!tools.isEmpty()) {
            body.put("tools", tools);
            request.toolChoice().ifPresent(choice -> body.put("tool_choice", choice(choice)));
            request.parallelToolCalls().ifPresent(parallel -> body.put("parallel_tool_calls", parallel));
        }
    }

    private Json function(Tool.Function function) {
        var value = Json.Obj.builder().put("name", names.toWire(function.name()))
                .putText("description", function.description()).put("parameters", function.parameters());
        function.strict().ifPresent(strict -> value.put("strict", strict));
        return Json.Obj.builder().put("type", "function").put("function", value.build()).build();
    }

    private Json custom(Tool.Custom tool) {
        custom.add(tool.name());
        return Json.Obj.builder().put("type", "custom").put("custom", Json.Obj.builder()
                .put("name", names.toWire(tool.name())).putText("description", tool.description())
                .put("format", tool.format().map(ToolEncoder::format)).build()).build();
    }

    /** OC-33, for servers that know functions only. */
    private Json textTool(Tool.Custom tool) {
        String grammar = tool.format().map(ToolEncoder::format)
                .map(it -> "\n\nFormat of the input:\n" + JsonText.write(it))
                .orElse("");
        String description = (tool.description().orElse("") + grammar).strip();
        Json schema = Json.Obj.builder().put("type", "object")
                .put("properties", Json.Obj.of("input", Json.Obj.of("type", new Json.Str("string"))))
                .put("required", List.of(new Json.Str("input"))).build();
        return Json.Obj.builder().put("type", "function").put("function", Json.Obj.builder()
                .put("name", names.toWire(tool.name()))
                .putText("description", Optional.of(description).filter(it -> !it.isEmpty()))
                .put("parameters", schema).build()).build();
    }

    /** A grammar is nested here; the Responses API has it flat. */
    private static Json format(Json format) {
        if (format instanceof Json.Obj object && object.text("type").orElse("").equals("grammar")
                && !object.has("grammar")) {
            return Json.Obj.builder().put("type", "grammar").put("grammar", object.without("type")).build();
        }
        return format;
    }

    private static Json options(Tool.WebSearch search) {
        return Json.Obj.builder().put("user_location", search.options().object("user_location"))
                .putText("search_context_size", search.options().text("search_context_size")).build();
    }

    private Json choice(ToolChoice choice) {
        return switch (choice) {
            case ToolChoice.Auto auto -> new Json.Str("auto");
            case ToolChoice.None none -> new Json.Str("none");
            case ToolChoice.Required required -> new Json.Str("required");
            case ToolChoice.Named named -> named(named.name());
            case ToolChoice.Allowed allowed -> Json.Obj.builder().put("type", "allowed_tools")
                    .put("allowed_tools", Json.Obj.builder().put("mode", allowed.required() ? "required" : "auto")
                            .put("tools", allowed.names().stream().map(this::named).toList()).build())
                    .build();
        };
    }

    private Json named(String name) {
        String type = custom.contains(name) ? "custom" : "function";
        return Json.Obj.builder().put("type", type)
                .put(type, Json.Obj.of("name", new Json.Str(names.toWire(name)))).build();
    }
}
