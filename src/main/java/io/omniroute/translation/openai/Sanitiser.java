package io.omniroute.translation.openai;

import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.Frame;
import io.omniroute.translation.Ids;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.json.JsonText;
import java.util.Optional;

/**
 * Makes answers of OpenAI-compatible servers what clients of the vendor expect, on routes where both sides speak chat
 * completions (stream rules section 6). What needs no repair keeps its own bytes; texts are never altered (SA-9). It
 * removes usage the client did not ask for, so usage has to be observed before.
 *
 * @param ids for answers and calls without one
 * @param model what was asked of the upstream, for answers that name none
 * @param nowSeconds since the epoch, for answers without a time
 * @param includeUsage the client asked for usage in its stream (SO-5)
 */
public record Sanitiser(Ids ids, String model, long nowSeconds, boolean includeUsage) {
    /**
     * A complete answer with a success status.
     *
     * @return the same array when nothing has to be repaired, or when it is an error or no JSON object
     */
    public byte[] body(byte[] body) {
        Optional<Json.Obj> read = ReplyJson.object(body, 0, body.length);
        if (read.isEmpty() || ReplyJson.failure(read.get()).isPresent() || !read.get().has("choices")) {
            return body;
        }
        Json.Obj repaired = BodyRepair.repaired(read.get(), ids, model, nowSeconds);
        return repaired.equals(read.get()) ? body : JsonText.bytes(repaired);
    }

    /** The frames of one stream; a frame nothing is wrong with comes out as it is. */
    public StreamState<Frame, Frame> stream() {
        return ChunkRepairs.of(this);
    }
}
