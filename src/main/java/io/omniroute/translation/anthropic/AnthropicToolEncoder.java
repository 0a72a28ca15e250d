package io.omniroute.translation.anthropic;

import io.omniroute.catalog.Ability;
import io.omniroute.catalog.Capabilities;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.chat.ToolChoice;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.ToolNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Hub tools and tool choice → {@code tools} and {@code tool_choice} (OC-30 to OC-36). */
final class AnthropicToolEncoder {
    private final ChatRequest request;
    private final Capabilities capabilities;
    private final ToolNames names;
    private final List<Json> tools = new ArrayList<>();
    private final Set<String> betas = new LinkedHashSet<>();
    private final Set<String> dropped = new LinkedHashSet<>();

    private AnthropicToolEncoder(ChatRequest request, Capabilities capabilities, ToolNames names) {
        this.request = request;
        this.capabilities = capabilities;
        this.names = names;
    }

    /**
     * @param forced the model has to call something
     * @param betas of the vendor that these tools need
     */
    record Declared(List<Json> tools, Optional<Json.Obj> choice, boolean forced, Set<String> betas,
            Set<String> dropped) {}

    static Declared encode(ChatRequest request, Capabilities capabilities, ToolNames names) {
        var encoder = new AnthropicToolEncoder(request, capabilities, names);
        request.tools().stream().filter(encoder::allowed).forEach(encoder::tool);
        Optional<Json.Obj> choice = encoder.tools.isEmpty() ? Optional.empty() : encoder.choice();
        boolean forced = choice.flatMap(it -> it.text("type")).filter(it -> it.equals("any") || it.equals("tool"))
                .isPresent();
        return new Declared(encoder.tools, choice, forced, encoder.betas, encoder.dropped);
    }

    /** OC-35. */
    private boolean allowed(Tool tool) {
        if (!(request.toolChoice().orElse(null) instanceof ToolChoice.Allowed allowed)) {
            return true;
        }
        return switch (tool) {
            case Tool.Function function -> allowed.names().contains(function.name());
            case Tool.Custom custom -> allowed.names().contains(custom.name());
            case Tool.WebSearch search -> allowed.names().contains("web_search");
            case Tool.Vendor vendor -> vendor.definition().text("name").filter(allowed.names()::contains)
                    .or(() -> vendor.definition().text("type").filter(allowed.names()::contains)).isPresent();
        };
    }

    private void tool(Tool tool) {
        switch (tool) {
            case Tool.Function function -> tools.add(function(function));
            case Tool.Custom custom -> tools.add(custom(custom));
            case Tool.WebSearch search -> tools.add(webSearch(search.options()));
            case Tool.Vendor vendor -> vendor(vendor.definition());
        }
    }

    private Json function(Tool.Function function) {
        boolean strict = function.strict().orElse(false) && capabilities.can(Ability.STRUCTURED_OUTPUT);
        Json.Obj tool = Json.Obj.builder().put("name", names.toWire(function.name()))
                .putText("description", function.description())
                .put("input_schema", schema(function.parameters().orElse(Json.Obj.EMPTY)))
                .putIf(strict, "strict", Json.of(true)).build();
        return AnthropicBlockEncoder.marked(tool, function.cacheControl());
    }

    /** OC-30. */
    private static Json.Obj schema(Json.Obj parameters) {
        if (parameters.isEmpty()) {
            return Json.Obj.builder().put("type", "object").put("properties", Json.Obj.EMPTY).build();
        }
        return parameters.present("type") == null ? parameters.with("type", new Json.Str("object")) : parameters;
    }

    /** OC-33. */
    private Json custom(Tool.Custom custom) {
        String description = custom.description().orElse("") + custom.format().map(this::grammar).orElse("");
        Json.Obj schema = Json.Obj.builder().put("type", "object")
                .put("properties", Json.Obj.of("input", Json.Obj.of("type", new Json.Str("string"))))
                .put("required", List.of(new Json.Str("input"))).build();
        return Json.Obj.builder().put("name", names.toWire(custom.name()))
                .putText("description", Optional.of(description.strip()).filter(it -> !it.isEmpty()))
                .put("input_schema", schema).build();
    }

    /** Chat completions put the grammar one level deeper than the Responses API. */
    private String grammar(Json format) {
        if (!(format instanceof Json.Obj outer)) {
            return "";
        }
        Json.Obj grammar = outer.object("grammar").orElse(outer);
        return grammar.text("definition").map(definition -> "\n\nThe input must match this "
                + grammar.text("syntax").map(it -> it + ' ').orElse("") + "grammar:\n" + definition).orElse("");
    }

    /** OC-32. */
    private Json webSearch(Json.Obj options) {
        options.text("search_context_size").filter(size -> !size.equals("medium"))
                .ifPresent(size -> dropped.add("web_search_options.search_context_size"));
        var tool = Json.Obj.builder().put("type", "web_search_20250305").put("name", "web_search");
        options.object("user_location").ifPresent(location -> tool.put("user_location",
                Json.Obj.builder().put("type", "approximate")
                        .putAll(location.object("approximate").orElse(location).without("type")).build()));
        return tool.build();
    }

    /** OC-31. */
    private void vendor(Json.Obj definition) {
        String type = definition.text("type").orElse("");
        if (ServerTools.known(type)) {
            tools.add(definition);
            ServerTools.beta(type).ifPresent(betas::add);
        } else {
            dropped.add(type.isEmpty() ? definition.text("name").orElse("tools") : type);
        }
    }

    /** OC-34 to OC-36. */
    private Optional<Json.Obj> choice() {
        boolean serial = !request.parallelToolCalls().orElse(true);
        Optional<Json.Obj> choice = request.toolChoice().map(this::choice);
        if (!serial || choice.flatMap(it -> it.text("type")).filter("none"::equals).isPresent()) {
            return choice;
        }
        return Optional.of(choice.orElseGet(() -> type("auto")).with("disable_parallel_tool_use", Json.of(true)));
    }

    private Json.Obj choice(ToolChoice choice) {
        return switch (choice) {
            case ToolChoice.Auto auto -> type("auto");
            case ToolChoice.None none -> type("none");
            case ToolChoice.Required required -> type("any");
            case ToolChoice.Named named -> type("tool").with("name", new Json.Str(names.toWire(named.name())));
            case ToolChoice.Allowed allowed -> type(allowed.required() ? "any" : "auto");
        };
    }

    private static Json.Obj type(String type) {
        return Json.Obj.of("type", new Json.Str(type));
    }
}
