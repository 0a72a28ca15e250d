package io.omniroute.translation;

import io.omniroute.domain.chat.ChatRequest;
import java.util.function.LongSupplier;

/**
 * What the way back has to know of the way there.
 *
 * @param asked the client's request in the hub's words, before any target changed it
 * @param names how tools were called on the way
 * @param model what was asked of the upstream; for answers that do not name one
 * @param nowSeconds since the epoch, for answers that carry no time
 * @param ids for ids the upstream did not give
 * @param elapsedNanos since the request came, for dialects that tell
 */
public record Answering(ChatRequest asked, ToolNames names, String model, long nowSeconds, Ids ids,
        LongSupplier elapsedNanos) {
    /** Where nobody looks at the clock. */
    public Answering(ChatRequest asked, ToolNames names, String model, long nowSeconds, Ids ids) {
        this(asked, names, model, nowSeconds, ids, () -> 0);
    }
}
