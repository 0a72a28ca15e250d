package io.omniroute.translation;

import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.stream.Frame;
import java.util.Map;
import java.util.List;

/** A dialect providers speak: the hub's requests become theirs, their answers the hub's. Pure. */
public interface UpstreamDialect {
    Format format();

    /**
     * The request for this target, after the stages.
     *
     * @throws io.omniroute.domain.failure.GatewayException with {@code Refused} 400 and the JSON path in the hub for
     *     content the target cannot take
     */
    Encoded encodeRequest(ChatRequest request, Target target);

    /**
     * A complete answer with a success status.
     *
     * @throws io.omniroute.domain.failure.GatewayException with {@code Broken} for an error inside the success or a
     *     body that is not the dialect's
     */
    ChatReply decodeReply(byte[] body, Answering context);

    /** The frames of a stream as hub events; the handshake, an error and the end included. */
    StreamState<Frame, ChatEvent> decoder(Answering context);

    /**
     * A request as it goes out.
     *
     * @param body JSON, or the payload of a frame where the wire is not JSON
     * @param headers that belong to what the body uses, for example {@code anthropic-version}
     * @param dropped what was left out, named as in the hub
     * @param names how tools are called on the way
     */
    record Encoded(byte[] body, Map<String, String> headers, List<String> dropped, ToolNames names) {
        public Encoded {
            headers = Map.copyOf(headers);
            dropped = List.copyOf(dropped);
        }
    }
}
