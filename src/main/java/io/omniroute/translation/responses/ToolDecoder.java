package io.omniroute.translation.responses;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.chat.ToolChoice;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.json.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Flat tools and tool choices → the hub's (RO-20 to RO-24). */
final class ToolDecoder {
    private ToolDecoder() {}

    static void tools(Fields body, ChatRequest.Builder request) {
        var searches = new ArrayList<Tool>();
        for (Fields tool : body.objects("tools")) {
            String type = tool.requiredText("type");
            if (type.equals("function")) {
                request.tool(function(tool));
            } else if (type.equals("custom")) {
                request.tool(new Tool.Custom(tool.requiredText("name"), tool.text("description"),
                        tool.object("format").map(it -> CustomFormat.nested(it.object()))));
            } else if (type.startsWith("web_search") && searches.isEmpty()) {
                searches.add(new Tool.WebSearch(WebSearch.options(tool.object())));
                tool.value("filters").ifPresent(it -> request.dropped(tool.path("filters")));
            } else {
                request.dropped(type);
            }
        }
        searches.forEach(request::tool);
    }

    /** Without a word about it a function is strict here, but not in the hub (RO-20). */
    private static Tool function(Fields tool) {
        boolean strict = tool.object().has("strict") ? tool.bool("strict").orElse(false) : true;
        return new Tool.Function(tool.requiredText("name"), tool.text("description"),
                tool.object("parameters").map(Fields::object), strict ? Optional.of(true) : Optional.empty(),
                Optional.empty());
    }

    static Optional<ToolChoice> choice(Fields body) {
        return body.value("tool_choice").map(it -> it instanceof Json.Str word ? word(word.value())
                : object(body.requiredObject("tool_choice")));
    }

    private static ToolChoice word(String word) {
        return switch (word) {
            case "auto" -> new ToolChoice.Auto();
            case "none" -> new ToolChoice.None();
            case "required" -> new ToolChoice.Required();
            default -> throw Refusals.malformed("tool_choice", "tool_choice must be auto, none, required or an object");
        };
    }

    /** A hosted tool cannot be forced where it does not exist. */
    private static ToolChoice object(Fields choice) {
        return switch (choice.requiredText("type")) {
            case "function" -> new ToolChoice.Named(choice.requiredText("name"), false);
            case "custom" -> new ToolChoice.Named(choice.requiredText("name"), true);
            case "allowed_tools" -> allowed(choice);
            default -> new ToolChoice.Auto();
        };
    }

    private static ToolChoice allowed(Fields choice) {
        boolean required = choice.text("mode").orElse("auto").equals("required");
        List<String> names = choice.objects("tools").stream().flatMap(tool -> tool.text("name").stream()).toList();
        return names.isEmpty() ? new ToolChoice.Auto() : new ToolChoice.Allowed(required, names);
    }
}
