package io.omniroute.translation.gemini;

import io.omniroute.domain.json.Json;
import io.omniroute.translation.json.JsonText;
import java.util.List;
import java.util.Set;

/**
 * What proto JSON allows beside the usual form, brought into it: names in snake_case, one element where a list is due,
 * numbers as strings. Source: ProtoJSON format, read 2026-11; that a lone element counts as a list was observed.
 */
final class GeminiForms {
    private static final int LONGEST_NUMBER = 40;

    /** Members whose names inside belong to the client or to JSON Schema. */
    private static final Set<String> OPAQUE = Set.of("args", "response", "parameters", "parametersJsonSchema",
            "responseSchema", "responseJsonSchema", "_responseJsonSchema", "partMetadata", "labels");
    private static final Set<String> LISTS = Set.of("contents", "parts", "tools", "functionDeclarations",
            "safetySettings");
    private static final Set<String> WORD_LISTS = Set.of("stopSequences", "responseModalities",
            "allowedFunctionNames");
    private static final Set<String> NUMBERS = Set.of("maxOutputTokens", "candidateCount", "thinkingBudget", "seed",
            "topK", "topP", "temperature", "presencePenalty", "frequencyPenalty", "logprobs");

    private GeminiForms() {}

    /** The same body in the usual form; where both spellings of a name stand, camelCase counts. */
    static Json.Obj usual(Json.Obj body) {
        return unusual(body) ? rewritten(body) : body;
    }

    private static boolean unusual(Json value) {
        return switch (value) {
            case Json.Obj object -> object.members().entrySet().stream()
                    .anyMatch(member -> unusual(member.getKey(), member.getValue()));
            case Json.Arr array -> array.elements().stream().anyMatch(GeminiForms::unusual);
            case Json.Str text -> false;
            case Json.Num number -> false;
            case Json.Literal literal -> false;
        };
    }

    private static boolean unusual(String name, Json value) {
        return name.indexOf('_') > 0 || !OPAQUE.contains(name) && (!due(name, value).equals(value) || unusual(value));
    }

    private static Json.Obj rewritten(Json.Obj body) {
        var usual = Json.Obj.builder();
        body.members().forEach((name, value) -> {
            String camel = GeminiNames.camel(name);
            if (camel.equals(name) || !body.has(camel)) {
                usual.put(camel, OPAQUE.contains(camel) ? value : inside(due(camel, value)));
            }
        });
        return usual.build();
    }

    private static Json inside(Json value) {
        return switch (value) {
            case Json.Obj object -> rewritten(object);
            case Json.Arr array -> new Json.Arr(array.elements().stream().map(GeminiForms::inside).toList());
            case Json.Str text -> text;
            case Json.Num number -> number;
            case Json.Literal literal -> literal;
        };
    }

    /** The value as this member usually has it, itself where it has. */
    private static Json due(String name, Json value) {
        return switch (value) {
            case Json.Obj object -> LISTS.contains(name) ? new Json.Arr(List.of(object)) : object;
            case Json.Str text -> WORD_LISTS.contains(name) ? new Json.Arr(List.of(text))
                    : NUMBERS.contains(name) ? number(text) : text;
            case Json.Arr array -> array;
            case Json.Num number -> number;
            case Json.Literal literal -> literal;
        };
    }

    private static Json number(Json.Str text) {
        return text.value().length() > LONGEST_NUMBER
                ? text
                : JsonText.parse(text.value()).filter(it -> it instanceof Json.Num).orElse(text);
    }
}
