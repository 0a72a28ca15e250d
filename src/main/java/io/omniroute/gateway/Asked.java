package io.omniroute.gateway;

import io.omniroute.gateway.ClientChannel.StreamForm;
import io.omniroute.translation.RequestHead;

/**
 * What the client asked, as far as the corridor has to know.
 *
 * @param model the model name as resolved from, cleaned
 * @param form of the stream; only meaningful when streaming
 */
record Asked(RequestHead head, String model, boolean streaming, StreamForm form) {}
