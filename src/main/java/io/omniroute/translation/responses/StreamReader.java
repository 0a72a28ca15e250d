package io.omniroute.translation.responses;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Answering;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads one event: takes one moment, changes it, and gives the next one. Whatever the pieces left out, the events that
 * repeat a part or an item as a whole bring after.
 */
final class StreamReader {
    private static final String SUMMARY = "summary_index";
    private static final String CONTENT = "content_index";

    private final Answering context;
    private final List<ChatEvent> out = new ArrayList<>(2);
    private boolean started;
    private Kept<String, Integer> sent;
    private int calls;
    private String thought;
    private int points;
    private Optional<Usage> usage;
    private boolean over;

    StreamReader(Answering context, StreamMoment moment) {
        this.context = context;
        started = moment.started();
        sent = moment.sent();
        calls = moment.calls();
        thought = moment.thought();
        points = moment.points();
        usage = moment.usage();
        over = moment.over();
    }

    StreamMoment moment() {
        return new StreamMoment(started, sent, calls, thought, points, usage, over);
    }

    List<ChatEvent> out() {
        return List.copyOf(out);
    }

    void fail(int status, String message) {
        out.add(new ChatEvent.Failed(status, message));
        over = true;
    }

    void read(Json.Obj event, String type) {
        Optional<Failure.Broken> failure = failure(event, type);
        if (failure.isPresent()) {
            fail(failure.get().status(), failure.get().message());
            return;
        }
        start(event, type);
        switch (type) {
            case "response.output_text.delta" -> textPiece(event);
            case "response.output_text.done" -> text(at(event, CONTENT), event.text("text").orElse(""));
            case "response.refusal.delta" -> refusalPiece(event);
            case "response.refusal.done" -> refusal(at(event, CONTENT), event.text("refusal").orElse(""));
            case "response.reasoning_summary_text.delta" -> thoughtPiece(event, SUMMARY);
            case "response.reasoning_text.delta" -> thoughtPiece(event, CONTENT);
            case "response.output_text.annotation.added" -> cite(event);
            case "response.function_call_arguments.delta", "response.custom_tool_call_input.delta" ->
                arguments(index(event), event.text("delta").orElse(""));
            case "response.function_call_arguments.done" ->
                wholeArguments(index(event), event.text("arguments").orElse(""), false);
            case "response.custom_tool_call_input.done" ->
                wholeArguments(index(event), event.text("input").orElse(""), true);
            case "response.output_item.added" -> event.object("item").ifPresent(it -> added(it, index(event)));
            case "response.output_item.done" -> event.object("item").ifPresent(it -> whole(it, index(event)));
            case "response.completed", "response.incomplete" -> complete(event, type);
            default -> {
                // what hosted tools do, and what repeats what is known
            }
        }
    }

    private static Optional<Failure.Broken> failure(Json.Obj event, String type) {
        Json.Obj response = event.object("response").orElse(Json.Obj.EMPTY);
        return switch (type) {
            case "error" -> UpstreamFailure.in(event).or(() -> Optional.of(UpstreamFailure.of(event)));
            case "response.failed" -> UpstreamFailure.in(response)
                    .or(() -> Optional.of(UpstreamFailure.of(Json.Obj.EMPTY)));
            case "response.completed", "response.incomplete" -> UpstreamFailure.in(response);
            case "" -> UpstreamFailure.in(event);
            default -> Optional.empty();
        };
    }

    /** A sign of life before the first word about the response begins nothing. */
    private void start(Json.Obj event, String type) {
        if (!started && type.startsWith("response.")) {
            started = true;
            out.add(ResponseFacts.of(event.object("response").orElse(Json.Obj.EMPTY), context).started());
        }
    }

    private static int whole(Json.Obj event, String name) {
        return event.whole(name).filter(it -> it >= 0 && it <= Integer.MAX_VALUE).orElse(0L).intValue();
    }

    /** The item an event is about; an event without an index names the item. */
    private int index(Json.Obj event) {
        if (event.has("output_index")) {
            return whole(event, "output_index");
        }
        return event.text("item_id").flatMap(id -> sent.get("item " + id)).orElse(0);
    }

    private String at(Json.Obj event, String part) {
        return index(event) + "." + whole(event, part);
    }

    private int count(String key) {
        return sent.get(key).orElse(0);
    }

    private void textPiece(Json.Obj event) {
        say(at(event, CONTENT), event.text("delta").orElse(""));
        List<Json> tokens = event.elements("logprobs");
        if (!tokens.isEmpty()) {
            sent = sent.with("weighed " + at(event, CONTENT), 1);
            out.add(new ChatEvent.Weighed(0, Logprobs.hub(tokens)));
        }
    }

    private void say(String at, String piece) {
        if (piece.isEmpty()) {
            return;
        }
        if (!sent.has("text " + at)) {
            sent = sent.with("base " + at, points);
        }
        grow("text " + at, piece);
        points += piece.codePointCount(0, piece.length());
        thought = "";
        out.add(new ChatEvent.TextPiece(0, piece));
    }

    private void grow(String key, String piece) {
        sent = sent.with(key, count(key) + piece.length());
    }

    private void text(String at, String whole) {
        say(at, tail("text " + at, whole));
    }

    /** What of a whole text has not been passed on yet. */
    private String tail(String key, String whole) {
        int known = count(key);
        return known < whole.length() ? whole.substring(known) : "";
    }

    private void refusalPiece(Json.Obj event) {
        refuse(at(event, CONTENT), event.text("delta").orElse(""));
    }

    private void refuse(String at, String piece) {
        if (!piece.isEmpty()) {
            grow("refusal " + at, piece);
            thought = "";
            out.add(new ChatEvent.RefusalPiece(0, piece));
        }
    }

    private void refusal(String at, String whole) {
        refuse(at, tail("refusal " + at, whole));
    }

    /** Of summaries and content only what came first in an item is used. */
    private void thoughtPiece(Json.Obj event, String kind) {
        int index = index(event);
        int code = kind.equals(SUMMARY) ? 1 : 2;
        String key = "kind " + index;
        if (!sent.has(key)) {
            sent = sent.with(key, code);
        }
        if (count(key) == code) {
            think(at(event, kind), event.text("delta").orElse(""));
        }
    }

    private void think(String at, String piece) {
        if (!piece.isEmpty()) {
            boolean next = !thought.isEmpty() && !thought.equals(at);
            thought = at;
            out.add(new ChatEvent.ReasoningPiece(0, next ? ReasoningText.BETWEEN + piece : piece));
        }
    }

    private void cite(Json.Obj event) {
        String at = at(event, CONTENT);
        sent = sent.with("cited " + at, count("cited " + at) + 1);
        event.get("annotation").flatMap(it -> Citations.of(it, sent.get("base " + at).orElse(points)))
                .ifPresent(it -> out.add(new ChatEvent.Cited(0, it)));
    }

    private void added(Json.Obj item, int index) {
        item.text("id").ifPresent(id -> sent = sent.with("item " + id, index));
        if (isCall(item)) {
            open(item, index);
            arguments(index, tail("arguments " + index, CallItem.arguments(item)));
        }
    }

    private static boolean isCall(Json.Obj item) {
        return item.text("type").filter(it -> it.equals("function_call") || it.equals("custom_tool_call")).isPresent();
    }

    private void open(Json.Obj item, int index) {
        if (!sent.has("call " + index)) {
            sent = sent.with("call " + index, calls);
            thought = "";
            out.add(new ChatEvent.CallOpened(0, calls, CallItem.id(item, index, context), CallItem.name(item, context),
                    CallItem.custom(item), Optional.empty()));
            calls++;
        }
    }

    private void arguments(int index, String piece) {
        Optional<Integer> call = sent.get("call " + index);
        if (call.isPresent() && !piece.isEmpty()) {
            grow("arguments " + index, piece);
            out.add(new ChatEvent.CallPiece(0, call.get(), piece));
        }
    }

    private void wholeArguments(int index, String whole, boolean custom) {
        String key = "arguments " + index;
        boolean none = whole.isEmpty() && !custom && count(key) == 0;
        arguments(index, none ? "{}" : tail(key, whole));
    }

    /** An item at its end, or in the final object: what nobody has said of it yet. */
    private void whole(Json.Obj item, int index) {
        switch (item.text("type").orElse("")) {
            case "message" -> wholeMessage(item.elements("content"), index);
            case "reasoning" -> wholeThought(item, index);
            case "function_call", "custom_tool_call" -> {
                open(item, index);
                wholeArguments(index, CallItem.arguments(item), CallItem.custom(item));
            }
            case "image_generation_call" -> picture(item, index);
            default -> {
                // hosted tools work for themselves (RR-10)
            }
        }
    }

    private void wholeMessage(List<Json> content, int index) {
        for (int i = 0; i < content.size(); i++) {
            if (content.get(i) instanceof Json.Obj part) {
                String at = index + "." + i;
                switch (part.text("type").orElse("")) {
                    case "output_text" -> wholeText(part, at);
                    case "refusal" -> refusal(at, part.text("refusal").orElse(""));
                    default -> {
                        // nothing else is documented
                    }
                }
            }
        }
    }

    private void wholeText(Json.Obj part, String at) {
        text(at, part.text("text").orElse(""));
        List<Json> annotations = part.elements("annotations");
        int base = sent.get("base " + at).orElse(points);
        for (int i = count("cited " + at); i < annotations.size(); i++) {
            Citations.of(annotations.get(i), base).ifPresent(it -> out.add(new ChatEvent.Cited(0, it)));
            sent = sent.with("cited " + at, i + 1);
        }
        List<Json> tokens = part.elements("logprobs");
        if (!tokens.isEmpty() && !sent.has("weighed " + at)) {
            sent = sent.with("weighed " + at, 1);
            out.add(new ChatEvent.Weighed(0, Logprobs.hub(tokens)));
        }
    }

    private void wholeThought(Json.Obj item, int index) {
        if (sent.has("thought " + index)) {
            return;
        }
        sent = sent.with("thought " + index, 1);
        if (!sent.has("kind " + index)) {
            think(index + ".0", ReasoningText.of(item));
        }
        boolean last = thought.isEmpty() || thought.startsWith(index + ".");
        CallItem.signature(item).filter(it -> last).ifPresent(it -> {
            thought = "";
            out.add(new ChatEvent.ReasoningSigned(0, it));
        });
    }

    private void picture(Json.Obj item, int index) {
        if (!sent.has("image " + index)) {
            ImageItem.media(item).ifPresent(it -> {
                sent = sent.with("image " + index, 1);
                thought = "";
                out.add(new ChatEvent.ImageMade(0, it));
            });
        }
    }

    /** Where the item stood in the stream; some servers number the final list anew. */
    private int place(Json.Obj item, int listed) {
        return item.text("id").flatMap(id -> sent.get("item " + id)).orElse(listed);
    }

    private void complete(Json.Obj event, String type) {
        Json.Obj response = event.object("response").orElse(Json.Obj.EMPTY);
        if (!response.has("status")) {
            response = response.with("status", new Json.Str(type.substring("response.".length())));
        }
        List<Json> output = response.elements("output");
        for (int i = 0; i < output.size(); i++) {
            if (output.get(i) instanceof Json.Obj item) {
                whole(item, place(item, i));
            }
        }
        out.add(new ChatEvent.Finished(0, ReplyDecoder.finish(response, calls > 0)));
        ResponsesUsage.of(response).filter(it -> !usage.equals(Optional.of(it))).ifPresent(it -> {
            usage = Optional.of(it);
            out.add(new ChatEvent.Counted(it));
        });
        out.add(new ChatEvent.Ended());
        over = true;
    }
}
