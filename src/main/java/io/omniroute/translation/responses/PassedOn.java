package io.omniroute.translation.responses;

import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Answering;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of an answer went on to the hub, and the events of this step. A content part is named by its item and its number
 * ({@code 0.1}); the whole of a part or of arguments passes on only what its pieces left out.
 */
final class PassedOn {
    private final Answering context;
    private final List<ChatEvent> out = new ArrayList<>(2);
    private Kept<String, Integer> sent;
    private int calls;
    private String thought;
    private int points;

    PassedOn(Answering context, StreamMoment moment) {
        this.context = context;
        sent = moment.sent();
        calls = moment.calls();
        thought = moment.thought();
        points = moment.points();
    }

    Kept<String, Integer> sent() {
        return sent;
    }

    int calls() {
        return calls;
    }

    String thought() {
        return thought;
    }

    int points() {
        return points;
    }

    List<ChatEvent> out() {
        return List.copyOf(out);
    }

    void add(ChatEvent event) {
        out.add(event);
    }

    boolean knows(String key) {
        return sent.has(key);
    }

    int count(String key) {
        return sent.get(key).orElse(0);
    }

    void note(String key, int value) {
        sent = sent.with(key, value);
    }

    private void grow(String key, String piece) {
        note(key, count(key) + piece.length());
    }

    /** What of a whole has not gone on yet. */
    private String tail(String key, String whole) {
        int known = count(key);
        return known < whole.length() ? whole.substring(known) : "";
    }

    void text(String at, String piece) {
        if (piece.isEmpty()) {
            return;
        }
        if (!knows("text " + at)) {
            note("base " + at, points);
        }
        grow("text " + at, piece);
        points += piece.codePointCount(0, piece.length());
        thought = "";
        out.add(new ChatEvent.TextPiece(0, piece));
    }

    void wholeText(String at, String whole) {
        text(at, tail("text " + at, whole));
    }

    void refusal(String at, String piece) {
        if (!piece.isEmpty()) {
            grow("refusal " + at, piece);
            thought = "";
            out.add(new ChatEvent.RefusalPiece(0, piece));
        }
    }

    void wholeRefusal(String at, String whole) {
        refusal(at, tail("refusal " + at, whole));
    }

    void weigh(String at, List<Json> tokens) {
        if (!tokens.isEmpty()) {
            note("weighed " + at, 1);
            out.add(new ChatEvent.Weighed(0, Logprobs.hub(tokens)));
        }
    }

    /** One more annotation of a text, of whatever kind. */
    void cite(String at, Json annotation) {
        note("cited " + at, count("cited " + at) + 1);
        Optional<Annotation> cited = Citations.of(annotation, sent.get("base " + at).orElse(points));
        cited.ifPresent(it -> out.add(new ChatEvent.Cited(0, it)));
    }

    /** A blank line parts what follows another part of reasoning directly. */
    void think(String at, String piece) {
        if (!piece.isEmpty()) {
            boolean next = !thought.isEmpty() && !thought.equals(at);
            thought = at;
            out.add(new ChatEvent.ReasoningPiece(0, next ? ReasoningText.BETWEEN + piece : piece));
        }
    }

    void sign(Signature signature) {
        thought = "";
        out.add(new ChatEvent.ReasoningSigned(0, signature));
    }

    void open(Json.Obj item, int index) {
        if (!knows("call " + index)) {
            note("call " + index, calls);
            thought = "";
            out.add(new ChatEvent.CallOpened(0, calls, CallItem.id(item, index, context), CallItem.name(item, context),
                    CallItem.custom(item), Optional.empty()));
            calls++;
        }
    }

    void arguments(int index, String piece) {
        Optional<Integer> call = sent.get("call " + index);
        if (call.isPresent() && !piece.isEmpty()) {
            grow("arguments " + index, piece);
            out.add(new ChatEvent.CallPiece(0, call.get(), piece));
        }
    }

    /** @param finished a function without a word of arguments then gets an empty object of them */
    void wholeArguments(int index, String whole, boolean finished) {
        String key = "arguments " + index;
        boolean none = finished && whole.isEmpty() && count(key) == 0;
        arguments(index, none ? "{}" : tail(key, whole));
    }

    void image(int index, Media image) {
        if (!knows("image " + index)) {
            note("image " + index, 1);
            thought = "";
            out.add(new ChatEvent.ImageMade(0, image));
        }
    }
}
