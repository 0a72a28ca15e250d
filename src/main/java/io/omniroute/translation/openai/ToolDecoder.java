package io.omniroute.translation.openai;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.chat.ToolChoice;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.json.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tools of a client's request and which of them the model has to call, old forms included (T-9). */
final class ToolDecoder {
    private static final int DATE_DIGITS = 8;

    private ToolDecoder() {}

    static void read(Fields body, ChatRequest.Builder request) {
        body.objects("tools").forEach(tool -> tool(tool, request));
        body.objects("functions").forEach(function -> request.tool(function(function, function)));
        body.object("web_search_options").ifPresent(options -> request.tool(new Tool.WebSearch(options.object())));
        request.toolChoice(body.value("tool_choice").map(choice -> choice(choice, body, "tool_choice"))
                .or(() -> body.value("function_call").map(call -> choice(call, body, "function_call"))));
        request.parallelToolCalls(body.bool("parallel_tool_calls"));
    }

    /** A type nobody knows is left out and named: it is the provider's to run, and this one does not. */
    private static void tool(Fields tool, ChatRequest.Builder request) {
        String type = tool.text("type").orElse("function");
        switch (type) {
            case "function" -> request.tool(function(tool.object("function").orElse(tool), tool));
            case "custom" -> request.tool(custom(tool.object("custom").orElse(tool)));
            default -> {
                if (dated(type)) {
                    request.tool(new Tool.Vendor(tool.object()));
                } else {
                    request.dropped(type);
                }
            }
        }
    }

    private static Tool.Function function(Fields function, Fields tool) {
        return new Tool.Function(function.requiredText("name"), function.text("description"),
                function.object("parameters").map(Fields::object), function.bool("strict"),
                tool.value("cache_control"));
    }

    private static Tool.Custom custom(Fields custom) {
        return new Tool.Custom(custom.requiredText("name"), custom.text("description"), custom.value("format"));
    }

    /** Whether the type ends in a date as the tools Claude runs itself do, {@code web_search_20250305} (OC-31). */
    private static boolean dated(String type) {
        int from = type.length() - DATE_DIGITS;
        return from > 1 && type.charAt(from - 1) == '_'
                && type.substring(from).chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static ToolChoice choice(Json choice, Fields body, String name) {
        if (choice instanceof Json.Str word) {
            return word(word.value(), name);
        }
        Fields named = body.requiredObject(name);
        return switch (named.text("type").orElse("function")) {
            case "function" -> new ToolChoice.Named(inner(named, "function").requiredText("name"), false);
            case "custom" -> new ToolChoice.Named(inner(named, "custom").requiredText("name"), true);
            case "allowed_tools" -> allowed(inner(named, "allowed_tools"));
            default -> word(named.requiredText("type"), named.path("type"));
        };
    }

    private static ToolChoice word(String word, String path) {
        return switch (word) {
            case "auto" -> new ToolChoice.Auto();
            case "none" -> new ToolChoice.None();
            case "required", "any" -> new ToolChoice.Required();
            default -> throw Refusals.malformed(path, "unknown tool choice " + word);
        };
    }

    private static ToolChoice allowed(Fields allowed) {
        boolean required = allowed.text("mode").orElse("auto").equals("required");
        List<String> names = new ArrayList<>();
        for (Fields tool : allowed.objects("tools")) {
            names.add(inner(tool, tool.text("type").orElse("function")).requiredText("name"));
        }
        return new ToolChoice.Allowed(required, names);
    }

    /** The nested object; some clients write its members without it. */
    private static Fields inner(Fields outer, String name) {
        Optional<Fields> nested = outer.object(name);
        return nested.orElse(outer);
    }
}
