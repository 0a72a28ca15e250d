package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.json.JsonText;

/**
 * A tool call whose arguments are still coming; this dialect writes it whole (SG-2).
 *
 * @param arguments so far
 * @param lookedAt how many characters there were when they were last tried as JSON
 * @param complete they are one JSON value
 */
record GeminiCall(ChatEvent.CallOpened opened, GeminiText arguments, int lookedAt, boolean complete) {
    GeminiCall(ChatEvent.CallOpened opened) {
        this(opened, GeminiText.EMPTY, 0, false);
    }

    GeminiCall plus(String more) {
        return new GeminiCall(opened, arguments.plus(more), lookedAt, false);
    }

    /** After a look at the arguments, if there are new ones. */
    GeminiCall looked() {
        if (complete || lookedAt == arguments.length() || !endsLikeJson()) {
            return this;
        }
        boolean whole = !opened.custom() && JsonText.parse(arguments.whole()).isPresent();
        return new GeminiCall(opened, arguments, arguments.length(), whole);
    }

    private boolean endsLikeJson() {
        return arguments.piece().stripTrailing().endsWith("}") || arguments.piece().isBlank();
    }

    Json.Obj part() {
        return GeminiParts.call(new Part.ToolCall(opened.id(), opened.name(), arguments.whole(), opened.custom(),
                opened.signature()));
    }
}
