package io.omniroute.translation;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.ClientEvent;

/** A dialect clients speak: their requests become the hub's, the hub's answers become theirs. Pure. */
public interface ClientDialect extends Dialect {
    /**
     * The client's body in the hub's words.
     *
     * @param body as parsed; never changed
     * @param stream what the path or the body decided
     * @throws io.omniroute.domain.failure.GatewayException with {@code Refused} 400, code
     *     {@code unsupported_content}, {@code unsupported_parameter} or {@code bad_request} and the JSON path as
     *     {@code param}, for what the hub cannot express or what is of the wrong type
     */
    ChatRequest decodeRequest(Json.Obj body, String model, boolean stream);

    /** The answer as this dialect's complete JSON body. */
    byte[] encodeReply(ChatReply reply, Answering context);

    /** The events of a stream as this dialect's own, from the first to the last one. */
    StreamState<ChatEvent, ClientEvent> encoder(Answering context);
}
