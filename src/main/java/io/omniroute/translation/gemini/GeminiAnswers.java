package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.domain.stream.Frame;
import io.omniroute.domain.stream.Observation;
import io.omniroute.translation.Answering;
import io.omniroute.translation.Payload;
import io.omniroute.translation.StreamObserver;
import io.omniroute.translation.StreamState;

/**
 * Answers in this dialect, read and written, as they are or in the Cloud Code envelope ({@code {"response": …}}) of the
 * formats {@code gemini-cli} and {@code antigravity}.
 */
public enum GeminiAnswers {
    BARE, ENVELOPED;

    private boolean enveloped() {
        return this == ENVELOPED;
    }

    /** @throws io.omniroute.domain.failure.GatewayException with {@code Broken} for an error or no answer at all */
    public ChatReply decodeReply(byte[] body, Answering context) {
        return GeminiReplyDecoder.decode(body, context, enveloped());
    }

    public StreamState<Frame, ChatEvent> decoder(Answering context) {
        return new GeminiStreamDecoder(context, enveloped());
    }

    public byte[] encodeReply(ChatReply reply, Answering context) {
        return GeminiReplyEncoder.encode(reply, context, enveloped());
    }

    public StreamState<ChatEvent, ClientEvent> encoder(Answering context) {
        return new GeminiStreamEncoder(context, enveloped());
    }

    /** Reads along; errors are not enveloped (RX-2). */
    public StreamObserver observer() {
        return new GeminiObserver(enveloped());
    }

    /** A JSON array, the way a stream without {@code alt=sse} arrives when it is read whole, is read as one answer. */
    public Observation observeReply(byte[] body) {
        return Payload.read(body, 0, body.length, new GeminiObserver(enveloped())::read);
    }
}
