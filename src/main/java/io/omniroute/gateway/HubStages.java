package io.omniroute.gateway;

import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.domain.stream.Frame;
import io.omniroute.gateway.Trace.Try;
import io.omniroute.translation.Dialects;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.Translation;
import io.omniroute.upstream.framing.Framing;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** What passed the hub, or would have, written in the OpenAI form. */
final class HubStages {
    private static final byte[] UNREADABLE = ": a frame that could not be read\n\n"
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);

    private final Interpreter interpreter;

    HubStages(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    /** The request as an OpenAI chat body. */
    byte[] request(byte[] body, Try attempt) {
        return HubForm.of(decoded(body, attempt), attempt.asked.head().format(), attempt.leg.model(),
                attempt.asked.streaming()).request().body();
    }

    /** The answer as OpenAI chunks, or as one OpenAI body when it came whole. */
    byte[] answer(byte[] body, Try attempt, byte[] answer, boolean whole) {
        Translation translation = interpreter.translation(decoded(body, attempt), HubForm.FORMAT, attempt.leg,
                attempt.asked.streaming());
        return whole ? translation.encode(translation.decode(answer)) : chunks(translation, attempt, answer);
    }

    private static ChatRequest decoded(byte[] body, Try attempt) {
        Format source = attempt.asked.head().format();
        return Translation.decode(Dialects.client(source), body, attempt.asked.model(), attempt.asked.streaming());
    }

    private static byte[] chunks(Translation translation, Try attempt, byte[] answer) {
        Speaking speaking = attempt.speaking;
        if (speaking == null) {
            return new byte[0];
        }
        var chunks = new Chunks(translation);
        Framing framing = speaking.framing();
        framing.feed(answer, 0, answer.length).forEach(chunks::on);
        framing.end().forEach(chunks::on);
        return chunks.end();
    }

    /** The hub's events of one stream, written as they come. */
    private static final class Chunks {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private StreamState<Frame, ChatEvent> decoding;
        private StreamState<ChatEvent, ClientEvent> encoding;

        Chunks(Translation translation) {
            decoding = translation.decoder();
            encoding = translation.encoder();
        }

        void on(Frame frame) {
            StreamState.Step<Frame, ChatEvent> step = decoding.on(frame);
            decoding = step.next();
            write(step.out());
        }

        byte[] end() {
            write(decoding.end());
            return out.toByteArray();
        }

        private void write(List<ChatEvent> events) {
            for (ChatEvent event : events) {
                if (event instanceof ChatEvent.Unreadable) {
                    out.writeBytes(UNREADABLE);
                }
                StreamState.Step<ChatEvent, ClientEvent> step = encoding.on(event);
                encoding = step.next();
                step.out().forEach(it -> out.writeBytes(EventText.of(it)));
            }
        }
    }
}
