package io.omniroute.translation.cursor;

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
 * Cursor as an upstream. It always streams: a complete answer is folded from the events of its stream by whoever reads
 * it.
 */
public final class CursorDialect implements UpstreamDialect {
    @Override
    public Format format() {
        return Format.CURSOR;
    }

    /**
     * The payload of the one message of the request; whoever sends it puts it into its envelope.
     *
     * @param target its account may name the gateway's own {@code platform}, {@code arch}, {@code version}, {@code cwd}
     *     and the {@code timestamp} of the request (ISO 8601); what it does not name is not sent (OU-9)
     */
    @Override
    public Encoded encodeRequest(ChatRequest request, Target target) {
        return new CursorRequestEncoder(request, target).encode();
    }

    /**
     * There is no complete answer on this wire.
     *
     * @throws GatewayException always, with {@code Broken}: what the body says as an error, or that it is no stream
     */
    @Override
    public ChatReply decodeReply(byte[] body, Answering context) {
        throw new GatewayException(CursorErrors.broken(body));
    }

    /**
     * Takes the frames of {@code upstream.framing.ConnectFraming}: inflated, without their envelope, the end-of-stream
     * message under the name {@code trailer}.
     */
    @Override
    public StreamState<Frame, ChatEvent> decoder(Answering context) {
        return CursorStreamDecoder.start(context);
    }
}
