package io.omniroute.translation.gemini;

import io.omniroute.domain.json.Json;
import io.omniroute.translation.ToolNames;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names on this wire: members in camelCase and snake_case (proto JSON rule), enum values in any case, tools (T-8). */
final class GeminiNames {
    /** Letters, digits, {@code _ . : -}, a letter or {@code _} first, 64 characters (OG-11). */
    static final ToolNames.Rule TOOLS = new ToolNames.Rule(Pattern.compile("[^a-zA-Z0-9_.:-]|^[^a-zA-Z_]"), 64);

    /** Members whose names inside belong to the client or to JSON Schema. */
    private static final Set<String> OPAQUE = Set.of("args", "response", "parameters", "parametersJsonSchema",
            "responseSchema", "responseJsonSchema", "partMetadata", "labels");

    private GeminiNames() {}

    /** The same body with every member of the API in camelCase; where both spellings stand, camelCase counts. */
    static Json.Obj camel(Json.Obj body) {
        return snake(body) ? renamed(body) : body;
    }

    private static boolean snake(Json value) {
        return switch (value) {
            case Json.Obj object -> object.members().entrySet().stream().anyMatch(member -> member.getKey()
                    .indexOf('_') > 0 || !OPAQUE.contains(member.getKey()) && snake(member.getValue()));
            case Json.Arr array -> array.elements().stream().anyMatch(GeminiNames::snake);
            case Json.Str text -> false;
            case Json.Num number -> false;
            case Json.Literal literal -> false;
        };
    }

    private static Json.Obj renamed(Json.Obj body) {
        var renamed = Json.Obj.builder();
        body.members().forEach((name, value) -> {
            String camel = camel(name);
            if (camel.equals(name) || !body.has(camel)) {
                renamed.put(camel, OPAQUE.contains(camel) ? value : inside(value));
            }
        });
        return renamed.build();
    }

    private static Json inside(Json value) {
        return switch (value) {
            case Json.Obj object -> renamed(object);
            case Json.Arr array -> new Json.Arr(array.elements().stream().map(GeminiNames::inside).toList());
            case Json.Str text -> text;
            case Json.Num number -> number;
            case Json.Literal literal -> literal;
        };
    }

    static String camel(String name) {
        if (name.indexOf('_') <= 0) {
            return name;
        }
        var camel = new StringBuilder(name.length());
        for (String word : List.of(name.split("_"))) {
            camel.append(camel.isEmpty() || word.isEmpty()
                    ? word
                    : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return camel.toString();
    }

    /** An enum value as the reference writes it. */
    static String constant(String value) {
        return value.toUpperCase(Locale.ROOT);
    }

    /** A name this wire takes, for tools no request declared. */
    static String tool(String name) {
        String fitting = TOOLS.forbidden().matcher(name).replaceAll("_");
        if (fitting.isEmpty()) {
            return "_";
        }
        return fitting.length() <= TOOLS.longest() ? fitting : fitting.substring(0, TOOLS.longest());
    }
}
