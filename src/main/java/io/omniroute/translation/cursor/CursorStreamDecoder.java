package io.omniroute.translation.cursor;

import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.Frame;
import io.omniroute.translation.Answering;
import io.omniroute.translation.Payload;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.cursor.wire.CursorWire.AnswerPiece;
import io.omniroute.translation.cursor.wire.CursorWire.ChatPiece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Messages of the answer → hub events. The trailer ends it, also the end of the stream behind content (RU-5); usage is
 * not reported (RU-6); unknown fields are skipped and a message that cannot be read is an error (RU-7).
 */
record CursorStreamDecoder(Answering context, Place place, boolean content, CursorCalls calls)
        implements
            StreamState<Frame, ChatEvent> {
    private static final String TRAILER = "trailer";
    private static final Parser<ChatPiece> PIECES = DiscardUnknownFieldsParser.wrap(ChatPiece.parser());
    enum Place {
        BEFORE, INSIDE, OVER
    }

    static CursorStreamDecoder start(Answering context) {
        return new CursorStreamDecoder(context, Place.BEFORE, false, CursorCalls.NONE);
    }

    @Override
    public Step<Frame, ChatEvent> on(Frame frame) {
        if (place == Place.OVER) {
            return new Step<>(this, List.of());
        }
        if (TRAILER.equals(frame.name())) {
            return trailer(frame);
        }
        if (!frame.hasData()) {
            return new Step<>(this, List.of());
        }
        if (frame.data()[frame.dataFrom()] == '{') { // no field of a message begins with this byte
            return failed(CursorErrors.object(frame.data(), frame.dataFrom(), frame.dataTo())
                    .flatMap(CursorErrors::failure).orElse(unreadable()));
        }
        if (Payload.html(frame.data(), frame.dataFrom(), frame.dataTo())) {
            return failed(new Failure.Broken(502, "the provider answered with an HTML document"));
        }
        try {
            return piece(PIECES.parseFrom(frame.data(), frame.dataFrom(), frame.dataLength()));
        } catch (InvalidProtocolBufferException e) {
            return failed(unreadable());
        }
    }

    private Step<Frame, ChatEvent> trailer(Frame frame) {
        Optional<Json.Obj> said = frame.hasData()
                ? CursorErrors.object(frame.data(), frame.dataFrom(), frame.dataTo())
                : Optional.of(Json.Obj.EMPTY);
        if (said.isEmpty()) {
            return failed(unreadable());
        }
        Optional<Failure.Broken> failure = CursorErrors.failure(said.get());
        if (failure.isPresent()) {
            return failed(failure.get());
        }
        var out = begun();
        finished(out);
        return new Step<>(new CursorStreamDecoder(context, Place.OVER, content, calls), out);
    }

    private Step<Frame, ChatEvent> piece(ChatPiece piece) {
        List<ChatEvent> out = begun();
        int handshake = out.size();
        AnswerPiece answer = piece.getAnswer();
        if (!answer.getThinking().getText().isEmpty()) {
            out.add(new ChatEvent.ReasoningPiece(0, answer.getThinking().getText()));
        }
        if (!answer.getText().isEmpty()) {
            out.add(new ChatEvent.TextPiece(0, answer.getText()));
        }
        CursorCalls more = piece.hasCall() ? calls.on(piece.getCall(), context, out) : calls;
        return new Step<>(new CursorStreamDecoder(context, Place.INSIDE, content || out.size() > handshake, more),
                out);
    }

    /** The first events of this step: the handshake, once. */
    private List<ChatEvent> begun() {
        var out = new ArrayList<ChatEvent>(3);
        if (place == Place.BEFORE) {
            out.add(new ChatEvent.Started(context.ids().of("reply"), context.model(), context.nowSeconds(),
                    Optional.empty()));
        }
        return out;
    }

    private void finished(List<ChatEvent> out) {
        calls.close(out);
        out.add(new ChatEvent.Finished(0,
                new Finish(calls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS)));
        out.add(new ChatEvent.Ended());
    }

    private Step<Frame, ChatEvent> failed(Failure.Broken failure) {
        return new Step<>(new CursorStreamDecoder(context, Place.OVER, content, calls),
                List.of(new ChatEvent.Failed(failure.status(), failure.message())));
    }

    private static Failure.Broken unreadable() {
        return new Failure.Broken(502, "the provider sent a message that cannot be read");
    }

    @Override
    public List<ChatEvent> end() {
        List<ChatEvent> out = new ArrayList<>(3);
        if (place == Place.OVER) {
            return out;
        }
        if (content) {
            finished(out);
        } else {
            out.add(new ChatEvent.Failed(502, "upstream ended the stream early"));
        }
        return out;
    }
}
