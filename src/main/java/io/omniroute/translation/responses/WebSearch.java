package io.omniroute.translation.responses;

import io.omniroute.domain.json.Json;

/** The search tool here and {@code web_search_options} in the hub; they differ in how a place is written. */
final class WebSearch {
    private static final String LOCATION = "user_location";
    private static final String APPROXIMATE = "approximate";
    private static final String SIZE = "search_context_size";

    private WebSearch() {}

    /** RO-22. */
    static Json.Obj options(Json.Obj tool) {
        var options = Json.Obj.builder();
        tool.object(LOCATION).ifPresent(flat -> options.put(LOCATION, Json.Obj.builder().put("type", APPROXIMATE)
                .put(APPROXIMATE, withoutNulls(flat.without("type"))).build()));
        return options.putText(SIZE, tool.text(SIZE)).build();
    }

    /** OR-19. */
    static Json.Obj tool(Json.Obj options) {
        var tool = Json.Obj.builder().put("type", "web_search");
        options.object(LOCATION).ifPresent(nested -> tool.put(LOCATION, Json.Obj.builder().put("type", APPROXIMATE)
                .putAll(nested.object(APPROXIMATE).orElse(nested.without("type"))).build()));
        return tool.putText(SIZE, options.text(SIZE)).build();
    }

    private static Json.Obj withoutNulls(Json.Obj object) {
        var filled = Json.Obj.builder();
        object.members().forEach((name, value) -> filled.putIf(value != Json.Literal.NULL, name, value));
        return filled.build();
    }
}
