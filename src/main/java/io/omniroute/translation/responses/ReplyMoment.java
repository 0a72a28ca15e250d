package io.omniroute.translation.responses;

import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.json.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far an answer is written.
 *
 * @param head null before the first event
 * @param open the item that is written one after the other: reasoning or a message
 * @param calls in work, by the hub's number of the call
 * @param done finished items
 * @param points code points of text so far
 * @param weights log probabilities that wait for their text
 * @param touched index of the item written to last
 */
record ReplyMoment(@Nullable ResponseHead head, long sequence, int nextIndex, @Nullable OpenItem open,
        Kept<Integer, OpenCall> calls, Gathered<Done> done, int points, Gathered<Json> weights, int touched,
        Optional<Usage> usage, Optional<FinishReason> finish, boolean over) {
    static final ReplyMoment FIRST = new ReplyMoment(null, 0, 0, null, Kept.nothing(), Gathered.none(), 0,
            Gathered.none(), -1, Optional.empty(), Optional.empty(), false);
    /** A finished item and its place. */
    record Done(int index, Json.Obj item) {}
}
