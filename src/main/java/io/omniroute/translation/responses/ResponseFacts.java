package io.omniroute.translation.responses;

import io.omniroute.domain.chat.ChatEvent.Started;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Answering;
import java.util.Optional;

/** Who answered and when, as a response object tells it (RR-1, RR-2, RR-16). */
record ResponseFacts(String id, String model, long createdSeconds, Optional<String> serviceTier) {
    private static final String PREFIX = "resp_";
    static ResponseFacts of(Json.Obj response, Answering context) {
        String id = response.text("id").orElse("");
        String bare = id.startsWith(PREFIX) ? id.substring(PREFIX.length()) : id;
        long created = response.get("created_at").orElse(null) instanceof Json.Num number ? seconds(number) : 0;
        return new ResponseFacts(bare.isEmpty() ? context.ids().of("response") : bare,
                response.text("model").filter(it -> !it.isEmpty()).orElse(context.model()),
                created > 0 ? created : context.nowSeconds(), response.text("service_tier"));
    }

    private static long seconds(Json.Num number) {
        return number.whole().orElseGet(() -> (long) number.value());
    }

    Started started() {
        return new Started(id, model, createdSeconds, serviceTier);
    }
}
