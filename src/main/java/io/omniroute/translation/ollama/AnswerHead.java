package io.omniroute.translation.ollama;

import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Answering;
import java.time.Instant;
import java.util.Optional;

/**
 * What every object of one answer repeats.
 *
 * @param model as the client asked for it, which is what Ollama repeats
 */
record AnswerHead(String model, long createdSeconds) {
    private static final Usage UNKNOWN = new Usage(0, 0);

    /** @param createdSeconds as the upstream says; 0 when it does not */
    static AnswerHead of(Answering context, long createdSeconds) {
        return new AnswerHead(context.asked().model(), createdSeconds > 0 ? createdSeconds : context.nowSeconds());
    }

    /** A piece of the answer. */
    Json.Obj piece(Json.Obj message) {
        return begin(message).put("done", false).build();
    }

    /**
     * The last object.
     *
     * @param message the whole one of a complete answer, an empty one at the end of a stream
     */
    Json.Obj last(Json.Obj message, FinishReason reason, Optional<Usage> usage, Spent spent) {
        Usage counted = usage.orElse(UNKNOWN);
        return begin(message).put("done", true).put("done_reason", word(reason))
                .put("total_duration", spent.totalNanos()).put("load_duration", 0)
                .put("prompt_eval_count", counted.prompt()).put("prompt_eval_duration", spent.toFirstContent())
                .put("eval_count", counted.completion()).put("eval_duration", spent.sinceFirstContent()).build();
    }

    private Json.Obj.Builder begin(Json.Obj message) {
        return Json.Obj.builder().put("model", model)
                .put("created_at", Instant.ofEpochSecond(createdSeconds).toString()).put("message", message);
    }

    /** Ollama knows two words; a call and a filtered answer are a regular end to it. */
    private static String word(FinishReason reason) {
        return switch (reason) {
            case STOP, TOOL_CALLS, CONTENT_FILTER -> "stop";
            case LENGTH -> "length";
        };
    }

    /** Nanoseconds since the request came: to its first content and to its end. */
    record Spent(long toFirstContent, long totalNanos) {
        long sinceFirstContent() {
            return Math.max(0, totalNanos - toFirstContent);
        }
    }
}
