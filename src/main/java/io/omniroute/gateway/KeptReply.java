package io.omniroute.gateway;

import io.omniroute.cache.Told;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.translation.Answering;
import io.omniroute.translation.Dialects;
import io.omniroute.translation.Ids;
import io.omniroute.translation.ToolNames;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** An answer that was given before, said in the dialect of the client that asks now. */
final class KeptReply {
    private KeptReply() {}

    /** @param model that gave it, {@code provider/model} */
    static Outcome give(Exchange exchange, Asked asked, ChatReply reply, String model, Map<String, String> added) {
        var context = new Answering(asked.hub().get(), ToolNames.SAME, asked.model(), reply.createdSeconds(),
                new Ids(UUID.randomUUID().toString()), exchange.inbound().times()::elapsedNanos);
        byte[] body = Dialects.client(asked.head().format()).encodeReply(reply, context);
        int slash = model.indexOf('/');
        var headers = new HashMap<>(added);
        headers.put("X-OmniRoute-Provider", model.substring(0, Math.max(0, slash)));
        headers.put("X-OmniRoute-Model", model.substring(slash + 1));
        headers.put("X-OmniRoute-Attempts", "0");
        return new Repeating(exchange).give(new Told(200, "application/json", headers, body), Map.of());
    }
}
