package io.omniroute.domain.chat;

import io.omniroute.domain.json.Json;
import java.util.Optional;

/** The form the answer's text must have; free text needs none of these. */
public sealed interface ReplyFormat {
    record AnyJson() implements ReplyFormat {}

    /** @param strict as given; empty = the dialect's default */
    record Schema(String name, Optional<String> description, Json.Obj schema, Optional<Boolean> strict)
            implements
                ReplyFormat {}
}
