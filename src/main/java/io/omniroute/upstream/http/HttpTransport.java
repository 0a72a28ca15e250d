package io.omniroute.upstream.http;

/**
 * The way to the network: one call out, the open reply back. Blocks its (virtual) thread, follows no redirect, keeps
 * no cookie, decodes no content coding and never parses. It has no time limit but the one for connecting: whoever
 * calls watches the clock and cancels.
 */
public interface HttpTransport {
    /**
     * Sends the call and waits for the head of the answer.
     *
     * @param cancellation ends the call at once, during the sending, the waiting and the reading of the body; its
     *     action belongs to the transport from here on
     * @return the reply with whatever status it has and its body unread; to be closed
     * @throws io.omniroute.domain.failure.GatewayException with the cancellation's reason when cancelled, with
     *     {@code Unreachable} when no complete head of an answer arrived, with {@code Unavailable} when every
     *     connection of the pool stayed in use. No message names an address or a header
     */
    UpstreamReply send(UpstreamCall call, Cancellation cancellation);
}
