package io.omniroute.gateway;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.gateway.ClientChannel.StreamForm;
import io.omniroute.routing.ModelNames.Checked.Clean;
import io.omniroute.translation.RequestHead;
import java.util.function.Supplier;

/**
 * What the client asked, as far as the corridor has to know.
 *
 * @param name the model's, cleaned
 * @param form of the stream; only meaningful when streaming
 * @param hub the request in the hub's words; decoded when a leg first needs it, and only once
 */
record Asked(RequestHead head, Clean name, boolean streaming, StreamForm form, Supplier<ChatRequest> hub) {
    String model() {
        return name.name();
    }
}
