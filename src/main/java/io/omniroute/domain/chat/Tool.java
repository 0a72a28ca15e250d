package io.omniroute.domain.chat;

import io.omniroute.domain.json.Json;
import java.util.Optional;

/** What the model may call. */
public sealed interface Tool {
    /**
     * A function of the client.
     *
     * @param parameters JSON Schema; empty when the source gives none
     * @param strict as given; empty = the dialect's default
     */
    record Function(String name, Optional<String> description, Optional<Json.Obj> parameters,
            Optional<Boolean> strict, Optional<Json> cacheControl) implements Tool {}

    /** A tool that takes free text. @param format OpenAI's {@code format} object verbatim */
    record Custom(String name, Optional<String> description, Optional<Json> format) implements Tool {}

    /** Search by the provider. @param options OpenAI's {@code web_search_options} */
    record WebSearch(Json.Obj options) implements Tool {}

    /** A tool of one vendor's own that is carried verbatim to where it is understood. */
    record Vendor(Json.Obj definition) implements Tool {}
}
