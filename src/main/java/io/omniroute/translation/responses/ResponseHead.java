package io.omniroute.translation.responses;

import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.chat.ChatEvent.Started;
import io.omniroute.translation.Answering;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What every response object of one answer has in common (RP-1, RP-2, RP-6).
 *
 * @param id without prefix; never empty
 */
record ResponseHead(String id, String model, long createdSeconds, Optional<String> serviceTier) {
    private static final Set<String> TIERS = Set.of("auto", "default", "flex", "scale", "priority", "fast",
            "ultrafast");
    static ResponseHead of(Started started, Answering context) {
        return of(started.id(), started.model(), started.createdSeconds(), started.serviceTier(), context);
    }

    static ResponseHead of(ChatReply reply, Answering context) {
        return of(reply.id(), reply.model(), reply.createdSeconds(), reply.serviceTier(), context);
    }

    /** For an answer that never said how it began. */
    static ResponseHead unknown(Answering context) {
        return of("", "", context.nowSeconds(), Optional.empty(), context);
    }

    private static ResponseHead of(String id, String model, long created, Optional<String> tier, Answering context) {
        return new ResponseHead(id.isEmpty() ? context.ids().of("response") : id,
                model.isEmpty() ? context.model() : model, created, tier.filter(TIERS::contains));
    }

    /** RP-13. */
    String itemId(String prefix, int index) {
        return prefix + '_' + id + '_' + index;
    }

    /**
     * The whole object.
     *
     * @param incomplete null or the reason
     * @param error null or the vendor's error object
     */
    Json.Obj response(Answering context, String status, Json incomplete, Json error, List<Json> output,
            Optional<Usage> usage) {
        var response = Json.Obj.builder().put("id", "resp_" + id).put("object", "response")
                .put("created_at", createdSeconds).put("status", status).put("background", false)
                .put("error", error).put("incomplete_details", incomplete).put("model", model).put("output", output);
        RequestEcho.write(context.asked(), response);
        return response.putText("service_tier", serviceTier).put("usage", ResponsesUsage.of(usage)).build();
    }
}
