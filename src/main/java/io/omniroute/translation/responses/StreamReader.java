package io.omniroute.translation.responses;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Answering;
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
    private final PassedOn hub;
    private boolean started;
    private Optional<Usage> usage;
    private boolean over;
    private boolean ending;

    StreamReader(Answering context, StreamMoment moment) {
        this.context = context;
        hub = new PassedOn(context, moment);
        started = moment.started();
        usage = moment.usage();
        over = moment.over();
    }

    StreamMoment moment() {
        return new StreamMoment(started, hub.sent(), hub.calls(), hub.thought(), hub.points(), usage, over);
    }

    List<ChatEvent> out() {
        return hub.out();
    }

    void fail(int status, String message) {
        hub.add(new ChatEvent.Failed(status, message));
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
            case "response.output_text.delta" -> {
                hub.text(at(event, CONTENT), delta(event));
                hub.weigh(at(event, CONTENT), event.elements("logprobs"));
            }
            case "response.output_text.done" -> hub.wholeText(at(event, CONTENT), event.text("text").orElse(""));
            case "response.refusal.delta" -> hub.refusal(at(event, CONTENT), delta(event));
            case "response.refusal.done" -> hub.wholeRefusal(at(event, CONTENT), event.text("refusal").orElse(""));
            case "response.reasoning_summary_text.delta" -> think(event, SUMMARY);
            case "response.reasoning_text.delta" -> think(event, CONTENT);
            case "response.output_text.annotation.added" ->
                hub.cite(at(event, CONTENT), event.get("annotation").orElse(Json.Literal.NULL));
            case "response.function_call_arguments.delta", "response.custom_tool_call_input.delta" ->
                hub.arguments(index(event), delta(event));
            case "response.function_call_arguments.done" ->
                hub.wholeArguments(index(event), event.text("arguments").orElse(""), true);
            case "response.custom_tool_call_input.done" ->
                hub.wholeArguments(index(event), event.text("input").orElse(""), false);
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
            hub.add(ResponseFacts.of(event.object("response").orElse(Json.Obj.EMPTY), context).started());
        }
    }

    private static String delta(Json.Obj event) {
        return event.text("delta").orElse("");
    }

    private static int number(Json.Obj event, String name) {
        return event.whole(name).filter(it -> it >= 0 && it <= Integer.MAX_VALUE).orElse(0L).intValue();
    }

    /** The item an event is about; an event without an index names the item. */
    private int index(Json.Obj event) {
        if (event.has("output_index")) {
            return number(event, "output_index");
        }
        return event.text("item_id").map(id -> hub.count("item " + id)).orElse(0);
    }

    private String at(Json.Obj event, String part) {
        return index(event) + "." + number(event, part);
    }

    /** Of summaries and content only what came first in an item is used. */
    private void think(Json.Obj event, String kind) {
        String key = "kind " + index(event);
        int code = kind.equals(SUMMARY) ? 1 : 2;
        if (!hub.knows(key)) {
            hub.note(key, code);
        }
        if (hub.count(key) == code) {
            hub.think(at(event, kind), delta(event));
        }
    }

    private void added(Json.Obj item, int index) {
        item.text("id").ifPresent(id -> hub.note("item " + id, index));
        if (item.text("type").filter(it -> it.equals("function_call") || it.equals("custom_tool_call")).isPresent()) {
            hub.open(item, index);
            hub.wholeArguments(index, CallItem.arguments(item), false);
        }
    }

    /** An item at its end, or in the final object: what nobody has said of it yet. */
    private void whole(Json.Obj item, int index) {
        switch (item.text("type").orElse("")) {
            case "message" -> wholeMessage(item.elements("content"), index);
            case "reasoning" -> wholeThought(item, index);
            case "function_call", "custom_tool_call" -> {
                hub.open(item, index);
                hub.wholeArguments(index, CallItem.arguments(item), !CallItem.custom(item));
            }
            case "image_generation_call" -> ImageItem.media(item).ifPresent(it -> hub.image(index, it));
            default -> {
                // hosted tools work for themselves (RR-10)
            }
        }
    }

    private void wholeMessage(List<Json> content, int index) {
        for (int i = 0; i < content.size(); i++) {
            if (content.get(i) instanceof Json.Obj part) {
                wholePart(part, index + "." + i);
            }
        }
    }

    private void wholePart(Json.Obj part, String at) {
        if (part.text("type").filter("refusal"::equals).isPresent()) {
            hub.wholeRefusal(at, part.text("refusal").orElse(""));
            return;
        }
        hub.wholeText(at, part.text("text").orElse(""));
        List<Json> annotations = part.elements("annotations");
        for (int i = hub.count("cited " + at); i < annotations.size(); i++) {
            hub.cite(at, annotations.get(i));
        }
        if (!hub.knows("weighed " + at)) {
            hub.weigh(at, part.elements("logprobs"));
        }
    }

    private void wholeThought(Json.Obj item, int index) {
        if (hub.knows("thought " + index)) {
            return;
        }
        hub.note("thought " + index, 1);
        if (!hub.knows("kind " + index)) {
            hub.think(index + ".0", ReasoningText.of(item));
        }
        boolean late = ending && hub.knows("kind " + index) && !hub.thought().startsWith(index + ".");
        CallItem.signature(item).filter(it -> !late).ifPresent(hub::sign);
    }

    /** Where the item stood in the stream; some servers number the final list anew. */
    private int place(Json.Obj item, int listed) {
        return item.text("id").filter(id -> hub.knows("item " + id)).map(id -> hub.count("item " + id)).orElse(listed);
    }

    private void complete(Json.Obj event, String type) {
        Json.Obj given = event.object("response").orElse(Json.Obj.EMPTY);
        Json.Obj response = given.has("status") ? given
                : given.with("status", new Json.Str(type.substring("response.".length())));
        ending = true;
        List<Json> output = response.elements("output");
        for (int i = 0; i < output.size(); i++) {
            if (output.get(i) instanceof Json.Obj item) {
                whole(item, place(item, i));
            }
        }
        hub.add(new ChatEvent.Finished(0, ReplyDecoder.finish(response, hub.calls() > 0)));
        ResponsesUsage.of(response).filter(it -> !usage.equals(Optional.of(it))).ifPresent(it -> {
            usage = Optional.of(it);
            hub.add(new ChatEvent.Counted(it));
        });
        hub.add(new ChatEvent.Ended());
        over = true;
    }
}
