package io.omniroute.translation.responses;

import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.chat.ChatEvent.CallOpened;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Answering;
import io.omniroute.translation.responses.ReplyMoment.Done;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes an answer item by item: takes one moment, changes it, and gives the next one. Streams and complete answers are
 * written by the same hand, so that they agree (stream rules, section 7).
 */
final class ReplyWriter {
    private final Answering context;
    private final EventSink sink;
    private final boolean encrypted;
    private @Nullable ResponseHead head;
    private int nextIndex;
    private @Nullable OpenItem open;
    private Kept<Integer, OpenCall> calls;
    private Gathered<Done> done;
    private int points;
    private Gathered<Json> weights;
    private int touched;
    private Optional<Usage> usage;
    private Optional<FinishReason> finish;
    private boolean over;

    ReplyWriter(Answering context, EventSink sink, ReplyMoment moment) {
        this.context = context;
        this.sink = sink;
        encrypted = RequestEcho.wantsEncrypted(context.asked());
        head = moment.head();
        nextIndex = moment.nextIndex();
        open = moment.open();
        calls = moment.calls();
        done = moment.done();
        points = moment.points();
        weights = moment.weights();
        touched = moment.touched();
        usage = moment.usage();
        finish = moment.finish();
        over = moment.over();
    }

    ReplyMoment moment() {
        return new ReplyMoment(head, sink.sequence(), nextIndex, open, calls, done, points, weights, touched, usage,
                finish, over);
    }

    void begin(ResponseHead begun) {
        if (head == null) {
            head = begun;
            Json.Obj response = begun.response(context, "in_progress", Json.Literal.NULL, Json.Literal.NULL, List.of(),
                    Optional.empty());
            sink.emit("response.created", Json.Obj.builder().put("response", response));
            sink.emit("response.in_progress", Json.Obj.builder().put("response", response));
        }
    }

    private ResponseHead head() {
        ResponseHead known = head;
        if (known == null) {
            known = ResponseHead.unknown(context);
            begin(known);
        }
        return known;
    }

    void think(String piece) {
        if (!piece.isEmpty()) {
            open = thought().and(sink, piece);
        }
    }

    /** The reasoning block is complete. Its seal travels when the client asked for it. */
    void seal(String content) {
        if (encrypted) {
            OpenThought sealed = thought();
            finished(sealed.index(), sealed.close(sink, Optional.of(content), false));
            open = null;
        } else if (open instanceof OpenThought) {
            closeOpen(false);
        }
    }

    /** A seal that belongs to something else than the reasoning before it. */
    void sealAlone(String content) {
        if (encrypted) {
            closeOpen(false);
            seal(content);
        }
    }

    private OpenThought thought() {
        if (open instanceof OpenThought thought) {
            touched = thought.index();
            return thought;
        }
        closeOpen(false);
        int index = next();
        return OpenThought.open(sink, index, head().itemId("rs", index));
    }

    void say(boolean refusal, String piece) {
        if (piece.isEmpty()) {
            return;
        }
        OpenMessage message = message();
        boolean weighed = message.takesLogprobs();
        message = message.and(sink, refusal, piece, points);
        if (!refusal) {
            points += piece.codePointCount(0, piece.length());
        }
        open = !weighed && message.takesLogprobs() ? takeWeights(message) : message;
    }

    private OpenMessage message() {
        if (open instanceof OpenMessage message) {
            touched = message.index();
            return message;
        }
        closeOpen(false);
        int index = next();
        return OpenMessage.open(sink, index, head().itemId("msg", index));
    }

    private OpenMessage takeWeights(OpenMessage message) {
        OpenMessage weighed = message.weigh(weights.list());
        weights = Gathered.none();
        return weighed;
    }

    void cite(Annotation annotation) {
        if (open instanceof OpenMessage message) {
            open = message.cite(sink, annotation);
        }
    }

    void weigh(List<Json> tokens) {
        if (open instanceof OpenMessage message && message.takesLogprobs()) {
            open = message.weigh(tokens);
        } else {
            for (Json token : tokens) {
                weights = weights.and(token);
            }
        }
    }

    void call(CallOpened call) {
        call.signature().map(Seal::ofCall).ifPresent(this::sealAlone);
        closeOpen(false);
        int index = next();
        String id = head().itemId(call.custom() ? "ctc" : "fc", index);
        QualifiedName name = QualifiedName.called(call.name(), context.asked().echo().elements("tools"));
        calls = calls.with(call.call(), OpenCall.open(sink, index, id, name, call));
    }

    void arguments(int call, String piece) {
        if (!piece.isEmpty()) {
            calls.get(call).ifPresent(it -> {
                touched = it.index();
                calls = calls.with(call, it.and(sink, piece));
            });
        }
    }

    /** A picture of which only the address is known is text: the item holds nothing but data. */
    void picture(Media image) {
        switch (image) {
            case Media.Inline inline -> picture(inline.base64());
            case Media.Remote remote -> say(false, "![image](" + remote.url() + ')');
            case Media.PlainText text -> say(false, text.text());
        }
    }

    private void picture(String base64) {
        closeOpen(false);
        int index = next();
        String id = head().itemId("ig", index);
        sink.item("response.output_item.added", index, ReplyItems.image(id, "in_progress", Json.Literal.NULL));
        sink.emit("response.image_generation_call.completed", EventSink.at(id, index));
        Json.Obj item = ReplyItems.image(id, "completed", new Json.Str(base64));
        sink.item("response.output_item.done", index, item);
        finished(index, item);
    }

    void count(Usage counted) {
        usage = Optional.of(counted);
    }

    /** Everything in work ends, in the order it began; what was written last is cut where the answer was. */
    void finish(FinishReason reason) {
        finish = Optional.of(reason);
        boolean cut = reason == FinishReason.LENGTH || reason == FinishReason.CONTENT_FILTER;
        var items = new ArrayList<OpenItem>(calls.values());
        OpenItem last = open;
        if (last != null) {
            items.add(last);
        }
        items.sort(Comparator.comparingInt(OpenItem::index));
        items.forEach(item -> finished(item.index(), item.close(sink, cut && item.index() == touched)));
        open = null;
        calls = Kept.nothing();
    }

    /** The last event (SR-8). @return its response object */
    Json.Obj end() {
        ResponseHead known = head();
        FinishReason reason = finish.orElse(FinishReason.STOP);
        if (finish.isEmpty()) {
            finish(reason);
        }
        Json incomplete = switch (reason) {
            case STOP, TOOL_CALLS -> Json.Literal.NULL;
            case LENGTH -> Json.Obj.of("reason", new Json.Str("max_output_tokens"));
            case CONTENT_FILTER -> Json.Obj.of("reason", new Json.Str("content_filter"));
        };
        String status = OpenItem.status(incomplete != Json.Literal.NULL);
        Json.Obj response = known.response(context, status, incomplete, Json.Literal.NULL, output(), usage);
        sink.emit("response." + status, Json.Obj.builder().put("response", response));
        over = true;
        return response;
    }

    /** SR-10. */
    void fail(Failure failure) {
        ResponseHead known = head;
        if (known == null) {
            sink.add(ResponsesFailure.error(failure, sink.sequence()));
        } else {
            Json.Obj response = known.response(context, "failed", Json.Literal.NULL, ResponsesFailure.error(failure),
                    output(), usage);
            sink.emit("response.failed", Json.Obj.builder().put("response", response));
        }
        over = true;
    }

    private List<Json> output() {
        return done.list().stream().sorted(Comparator.comparingInt(Done::index)).<Json>map(Done::item).toList();
    }

    private void closeOpen(boolean cut) {
        OpenItem last = open;
        if (last != null) {
            finished(last.index(), last.close(sink, cut));
            open = null;
        }
    }

    private void finished(int index, Json.Obj item) {
        done = done.and(new Done(index, item));
    }

    private int next() {
        head();
        touched = nextIndex;
        return nextIndex++;
    }
}
