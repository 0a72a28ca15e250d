package io.omniroute.translation.responses;

import io.omniroute.domain.json.Json;

/** An output item between its {@code added} and its {@code done} event. */
sealed interface OpenItem permits OpenThought, OpenMessage, OpenCall {
    int index();

    /**
     * Writes the closing events.
     *
     * @param cut whether the answer broke off here (RP-14)
     * @return the item as it ended
     */
    Json.Obj close(EventSink sink, boolean cut);

    static String status(boolean cut) {
        return cut ? "incomplete" : "completed";
    }
}
