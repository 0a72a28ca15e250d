package io.omniroute.upstream;

import java.util.Map;

/**
 * What is to be sent on a leg, in the provider's own dialect.
 *
 * @param body ready to send; not copied, not to be changed afterwards
 * @param headers forwarded from the client because they carry meaning (L-6), for example {@code anthropic-beta};
 *     credentials, cookies and headers of the client's own connection among them are not sent
 * @param action what fills {@code {action}} of the endpoint's path, for example {@code streamGenerateContent}; empty
 *     where the path has none
 * @param query raw, without the question mark, for example {@code alt=sse}; empty = none. A {@code key} in it is the
 *     client's own and is not sent
 * @param stream the answer is to come as a stream of events
 */
public record OutboundRequest(byte[] body, Map<String, String> headers, String action, String query, boolean stream) {
    public OutboundRequest {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "OutboundRequest[" + body.length + " bytes, " + headers.keySet() + (stream ? ", stream" : "") + "]";
    }
}
