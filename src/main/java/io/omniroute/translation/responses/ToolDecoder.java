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
import java.util.stream.Stream;

/** Flat tools and tool choices → the hub's (RO-20 to RO-24). */
final class ToolDecoder {
    private ToolDecoder() {}

    static void tools(Fields body, ChatRequest.Builder request) {
        var searches = new ArrayList<Tool>();
        for (Fields tool : body.objects("tools")) {
            String type = tool.requiredText("type");
            if (type.equals(QualifiedName.NAMESPACE)) {
                namespace(tool, request);
            } else if (type.startsWith("web_search") && searches.isEmpty()) {
                searches.add(new Tool.WebSearch(WebSearch.options(tool.object())));
                tool.value("filters").ifPresent(it -> request.dropped(tool.path("filters")));
            } else {
                clients(tool, Optional.empty(), request);
            }
        }
        searches.forEach(request::tool);
    }

    /** No target knows namespaces: each tool of one stands alone, under a name that tells it. */
    private static void namespace(Fields namespace, ChatRequest.Builder request) {
        Optional<String> name = Optional.of(namespace.requiredText("name"));
        namespace.objects("tools").forEach(tool -> clients(tool, name, request));
        namespace.value("description").ifPresent(it -> request.dropped(namespace.path("description")));
    }

    private static void clients(Fields tool, Optional<String> namespace, ChatRequest.Builder request) {
        switch (tool.requiredText("type")) {
            case "function" -> request.tool(function(tool, name(tool, namespace)));
            case "custom" -> request.tool(new Tool.Custom(name(tool, namespace), tool.text("description"),
                    tool.object("format").map(it -> CustomFormat.nested(it.object()))));
            case String hosted -> request.dropped(hosted);
        }
    }

    private static String name(Fields tool, Optional<String> namespace) {
        return new QualifiedName(namespace, tool.requiredText("name")).flat();
    }

    /** Without a word about it a function is strict here, but not in the hub (RO-20). */
    private static Tool function(Fields tool, String name) {
        boolean strict = tool.object().has("strict") ? tool.bool("strict").orElse(false) : true;
        return new Tool.Function(name, tool.text("description"), tool.object("parameters").map(Fields::object),
                strict ? Optional.of(true) : Optional.empty(), Optional.empty());
    }

    static Optional<ToolChoice> choice(Fields body) {
        return body.value("tool_choice").map(it -> it instanceof Json.Str word ? word(word.value())
                : object(body.requiredObject("tool_choice"), body.object().elements("tools")));
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
    private static ToolChoice object(Fields choice, List<Json> tools) {
        return switch (choice.requiredText("type")) {
            case "function" -> new ToolChoice.Named(QualifiedName.of(choice).among(tools).flat(), false);
            case "custom" -> new ToolChoice.Named(QualifiedName.of(choice).among(tools).flat(), true);
            case "allowed_tools" -> allowed(choice, tools);
            default -> new ToolChoice.Auto();
        };
    }

    private static ToolChoice allowed(Fields choice, List<Json> tools) {
        boolean required = choice.text("mode").orElse("auto").equals("required");
        List<String> names = choice.objects("tools").stream().filter(tool -> tool.has("name"))
                .flatMap(tool -> meant(tool, tools)).map(QualifiedName::flat).toList();
        return names.isEmpty() ? new ToolChoice.Auto() : new ToolChoice.Allowed(required, names);
    }

    /** A namespace stands for all it holds. */
    private static Stream<QualifiedName> meant(Fields tool, List<Json> tools) {
        QualifiedName named = QualifiedName.of(tool);
        boolean all = tool.text("type").filter(QualifiedName.NAMESPACE::equals).isPresent();
        return all
                ? QualifiedName.declared(tools).filter(it -> it.namespace().filter(named.name()::equals).isPresent())
                : Stream.of(named.among(tools));
    }
}
