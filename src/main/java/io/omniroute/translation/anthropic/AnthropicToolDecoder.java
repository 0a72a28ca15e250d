package io.omniroute.translation.anthropic;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.chat.ToolChoice;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.json.Fields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code tools[]} and {@code tool_choice} → hub (CO-30 to CO-34). */
final class AnthropicToolDecoder {
    private final ChatRequest.Builder request;
    private final List<Tool> tools = new ArrayList<>();
    /** Names of tools no function of ours can be called by. */
    private final Set<String> uncallable = new HashSet<>();

    private AnthropicToolDecoder(ChatRequest.Builder request) {
        this.request = request;
    }

    static void decode(Fields body, ChatRequest.Builder request) {
        var decoder = new AnthropicToolDecoder(request);
        body.objects("tools").forEach(decoder::tool);
        request.tools(decoder.tools);
        body.object("tool_choice").filter(choice -> !decoder.tools.isEmpty()).ifPresent(decoder::choice);
    }

    private void tool(Fields tool) {
        String type = tool.text("type").orElse("custom");
        if (type.equals("custom")) {
            tools.add(function(tool));
        } else if (type.startsWith("web_search_")) {
            tools.add(webSearch(tool));
            uncallable.add(tool.text("name").orElse("web_search"));
        } else {
            AnthropicClientTools.function(type, tool.text("name")).ifPresentOrElse(tools::add, () -> {
                request.dropped(type);
                tool.text("name").ifPresent(uncallable::add);
            });
        }
    }

    private static Tool function(Fields tool) {
        return new Tool.Function(tool.requiredText("name"), tool.text("description"),
                tool.object("input_schema").map(Fields::object), tool.bool("strict"), tool.value("cache_control"));
    }

    /** CO-31: what a target's search cannot be told is named. */
    private Tool webSearch(Fields tool) {
        var options = Json.Obj.builder();
        tool.object("user_location").ifPresent(location -> options.put("user_location",
                Json.Obj.builder().put("type", "approximate").put("approximate", place(location.object())).build()));
        for (String limit : List.of("allowed_domains", "blocked_domains", "max_uses")) {
            if (tool.has(limit)) {
                request.dropped("web_search." + limit);
            }
        }
        return new Tool.WebSearch(options.build());
    }

    private static Json.Obj place(Json.Obj location) {
        var place = Json.Obj.builder();
        for (String name : List.of("city", "country", "region", "timezone")) {
            location.text(name).ifPresent(it -> place.put(name, it));
        }
        return place.build();
    }

    private void choice(Fields choice) {
        chosen(choice).ifPresent(it -> request.toolChoice(Optional.of(it)));
        if (choice.bool("disable_parallel_tool_use").orElse(false)) {
            request.parallelToolCalls(Optional.of(false));
        }
    }

    private Optional<ToolChoice> chosen(Fields choice) {
        String type = choice.requiredText("type");
        return switch (type) {
            case "auto" -> Optional.of(new ToolChoice.Auto());
            case "any" -> Optional.of(new ToolChoice.Required());
            case "none" -> Optional.of(new ToolChoice.None());
            case "tool" -> named(choice.requiredText("name"));
            default -> throw Refusals.malformed(choice.path("type"), "Unknown type of tool_choice: " + type);
        };
    }

    private Optional<ToolChoice> named(String name) {
        if (uncallable.contains(name)) {
            request.dropped("tool_choice");
            return Optional.empty();
        }
        return Optional.of(new ToolChoice.Named(name, false));
    }
}
