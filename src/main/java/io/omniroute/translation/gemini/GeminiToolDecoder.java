package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.chat.ToolChoice;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.json.Fields;
import java.util.List;
import java.util.Optional;

/** {@code tools} and {@code toolConfig} of a client (GO-20 to GO-23). */
final class GeminiToolDecoder {
    private static final Json.Obj NO_PARAMETERS = Json.Obj.builder().put("type", "object")
            .put("properties", Json.Obj.EMPTY).build();
    private static final List<String> SEARCHES = List.of("googleSearch", "googleSearchRetrieval");

    private final ChatRequest.Builder request;
    private final boolean enveloped;
    private boolean searching;

    private GeminiToolDecoder(ChatRequest.Builder request, boolean enveloped) {
        this.request = request;
        this.enveloped = enveloped;
    }

    static void decode(Fields body, ChatRequest.Builder request, boolean enveloped) {
        var decoder = new GeminiToolDecoder(request, enveloped);
        body.objects("tools").forEach(decoder::tool);
        body.object("toolConfig").ifPresent(decoder::choice);
    }

    private void tool(Fields tool) {
        tool.objects("functionDeclarations").forEach(this::function);
        for (String search : SEARCHES) {
            if (tool.has(search) && !searching) {
                searching = true;
                request.tool(new Tool.WebSearch(Json.Obj.EMPTY));
            }
        }
        tool.unknown().members().keySet().forEach(request::dropped);
    }

    private void function(Fields function) {
        Optional<Json.Obj> schema = function.object("parametersJsonSchema").map(Fields::object)
                .map(it -> enveloped && GeminiSchemaDecoder.withoutEnumDescriptions(it) instanceof Json.Obj clean
                        ? clean
                        : it)
                .or(() -> function.object("parameters").map(it -> GeminiSchemaDecoder.decode(it.object())));
        request.tool(new Tool.Function(function.requiredText("name"), function.text("description"),
                Optional.of(schema.orElse(NO_PARAMETERS)), Optional.empty(), Optional.empty()));
        function.unknown().members().keySet().forEach(name -> request.dropped(function.path(name)));
    }

    private void choice(Fields config) {
        config.object("functionCallingConfig").ifPresent(calling -> {
            List<String> names = calling.texts("allowedFunctionNames");
            String mode = GeminiNames.constant(calling.text("mode").orElse("MODE_UNSPECIFIED"));
            request.toolChoice(switch (mode) {
                case "", "MODE_UNSPECIFIED" -> Optional.empty();
                case "AUTO", "VALIDATED" -> Optional.of(names.isEmpty()
                        ? new ToolChoice.Auto()
                        : new ToolChoice.Allowed(false, names));
                case "NONE" -> Optional.of(new ToolChoice.None());
                case "ANY" -> Optional.of(any(names));
                default -> throw Refusals.malformed(calling.path("mode"), "Unknown mode '" + mode + "'");
            });
            calling.unknown().members().keySet().forEach(name -> request.dropped(calling.path(name)));
        });
        config.unknown().members().keySet().forEach(name -> request.dropped(config.path(name)));
    }

    private static ToolChoice any(List<String> names) {
        return switch (names.size()) {
            case 0 -> new ToolChoice.Required();
            case 1 -> new ToolChoice.Named(names.getFirst(), false);
            default -> new ToolChoice.Allowed(true, names);
        };
    }
}
