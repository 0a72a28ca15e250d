package io.omniroute.translation.responses;

import io.omniroute.domain.json.Json;

/** The {@code format} of a custom tool: a grammar is flat here and nested in the hub, as in chat completions. */
final class CustomFormat {
    private static final String GRAMMAR = "grammar";

    private CustomFormat() {}

    static Json nested(Json.Obj flat) {
        if (!isGrammar(flat) || flat.has(GRAMMAR)) {
            return flat;
        }
        return Json.Obj.builder().put("type", GRAMMAR).put(GRAMMAR, flat.without("type")).build();
    }

    static Json flat(Json format) {
        if (!(format instanceof Json.Obj nested) || !isGrammar(nested)) {
            return format;
        }
        return nested.object(GRAMMAR).<Json>map(inner -> Json.Obj.builder().put("type", GRAMMAR).putAll(inner).build())
                .orElse(nested);
    }

    private static boolean isGrammar(Json.Obj format) {
        return format.text("type").filter(GRAMMAR::equals).isPresent();
    }
}
