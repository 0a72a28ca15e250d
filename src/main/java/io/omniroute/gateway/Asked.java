package io.omniroute.gateway;

import io.omniroute.gateway.ClientChannel.StreamForm;
import io.omniroute.translation.RequestHead;

/**
 * What the client asked, read once: its bytes and what stands in their head.
 *
 * @param model the model name as resolved from, cleaned
 * @param form of the stream; only meaningful when streaming
 */
record Asked(byte[] body, RequestHead head, String model, boolean streaming, StreamForm form) {}
