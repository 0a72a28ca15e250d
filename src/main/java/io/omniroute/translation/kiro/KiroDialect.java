package io.omniroute.translation.kiro;

import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.stream.Frame;
import io.omniroute.translation.Answering;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.Target;
import io.omniroute.translation.UpstreamDialect;

/**
 * Kiro as an upstream. It always streams (OK-12): a complete answer is folded from the events of its stream by whoever
 * reads it.
 */
public final class KiroDialect implements UpstreamDialect {
    @Override
    public Format format() {
        return Format.KIRO;
    }

    @Override
    public Encoded encodeRequest(ChatRequest request, Target target) {
        return new KiroRequestEncoder(request, target).encode();
    }

    /**
     * There is no complete answer on this wire.
     *
     * @throws GatewayException always, with {@code Broken}: what the body says as an error, or that it is no stream
     */
    @Override
    public ChatReply decodeReply(byte[] body, Answering context) {
        throw new GatewayException(KiroErrors.broken(body));
    }

    /**
     * Takes the frames of {@code upstream.framing.EventStreamFraming}: named by their event type, or
     * {@code exception:} and {@code error:} with the type of it.
     */
    @Override
    public StreamState<Frame, ChatEvent> decoder(Answering context) {
        return KiroStreamDecoder.start(context);
    }
}
