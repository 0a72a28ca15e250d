package io.omniroute.gateway;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.gateway.ClientChannel.StreamForm;
import io.omniroute.translation.RequestHead;
import java.util.function.Supplier;

/**
 * What the client asked, as far as the corridor has to know.
 *
 * @param model the model name as resolved from, cleaned
 * @param form of the stream; only meaningful when streaming
 * @param hub the request in the hub's words; decoded when a leg first needs it, and only once
 */
record Asked(RequestHead head, String model, boolean streaming, StreamForm form, Supplier<ChatRequest> hub) {}
