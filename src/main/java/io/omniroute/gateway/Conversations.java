package io.omniroute.gateway;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.key.ApiKey;
import io.omniroute.gateway.GatewaySettings.Sticky;
import java.util.Optional;

/** Under which name a conversation's account is remembered (40 sections 2 and 12). */
final class Conversations {
    private Conversations() {}

    /** The client's own name for it, else how it begins, where that counts; two keys never share one. */
    static Optional<String> of(Sticky sticky, Inbound inbound, Asked asked) {
        Optional<String> named = inbound.wishes().marks().conversation().or(() -> asked.head().ask().conversation());
        Optional<String> id = switch (sticky) {
            case OFF -> Optional.empty();
            case EXPLICIT -> named;
            case ALWAYS -> named.or(() -> beginning(asked));
        };
        String owner = inbound.caller().key().map(ApiKey::id).orElse("");
        return id.map(it -> owner.isEmpty() ? it : owner + ":" + it);
    }

    /** The model, what the system says and what the user said first stay the same from turn to turn. */
    private static Optional<String> beginning(Asked asked) {
        try {
            ChatRequest request = asked.hub().get();
            int system = request.messages().stream().filter(it -> it.role() == Role.SYSTEM).findFirst()
                    .map(Message::parts).hashCode();
            int first = request.messages().stream().filter(it -> it.role() == Role.USER).findFirst()
                    .map(Message::parts).hashCode();
            return Optional.of(String.format("%s-%08x%08x", asked.model(), system, first));
        } catch (GatewayException e) { // what the hub cannot read may still be forwarded as it is
            return Optional.empty();
        }
    }
}
