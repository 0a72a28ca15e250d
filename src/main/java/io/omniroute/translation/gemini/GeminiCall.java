package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.json.JsonText;
import java.util.Optional;

/**
 * A tool call whose arguments are still coming; this dialect writes it whole (SG-2).
 *
 * @param arguments so far
 * @param lookedAt how many characters there were when they were last tried as JSON
 * @param complete they are one JSON value
 * @param held another vendor's seals, which this call carries
 */
record GeminiCall(ChatEvent.CallOpened opened, GeminiText arguments, int lookedAt, boolean complete,
        Optional<String> held) {
    GeminiCall(ChatEvent.CallOpened opened, Optional<String> held) {
        this(opened, GeminiText.EMPTY, 0, false, held);
    }

    GeminiCall plus(String more) {
        return new GeminiCall(opened, arguments.plus(more), lookedAt, false, held);
    }

    /** After a look at the arguments, if there are new ones. */
    GeminiCall looked() {
        if (complete || lookedAt == arguments.length() || !endsLikeJson()) {
            return this;
        }
        boolean whole = !opened.custom() && JsonText.parse(arguments.whole()).isPresent();
        return new GeminiCall(opened, arguments, arguments.length(), whole, held);
    }

    private boolean endsLikeJson() {
        return arguments.piece().stripTrailing().endsWith("}") || arguments.piece().isBlank();
    }

    Json.Obj part() {
        return GeminiParts.call(new Part.ToolCall(opened.id(), opened.name(), arguments.whole(), opened.custom(),
                opened.signature()), held);
    }
}
