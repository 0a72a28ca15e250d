package io.omniroute.translation.responses;

import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message item in work (SR-4).
 *
 * @param done its finished content parts
 * @param part the one in work
 */
record OpenMessage(int index, String id, Gathered<Json> done, @Nullable OpenPart part) implements OpenItem {
    /**
     * A text or a refusal in work.
     *
     * @param base code points of the whole answer before it
     */
    record OpenPart(boolean refusal, int base, Gathered<String> pieces, Gathered<Json> annotations,
            Gathered<Json> logprobs) {
        Json.Obj content() {
            String text = Gathered.text(pieces);
            return refusal ? ReplyItems.refusal(text)
                    : ReplyItems.text(text, annotations.list(), Logprobs.whole(logprobs.list()));
        }

        OpenPart and(String piece) {
            return new OpenPart(refusal, base, pieces.and(piece), annotations, logprobs);
        }
    }

    static OpenMessage open(EventSink sink, int index, String id) {
        sink.item("response.output_item.added", index, ReplyItems.message(id, "in_progress", List.of()));
        return new OpenMessage(index, id, Gathered.none(), null);
    }

    /** More text, or more of a refusal; each is a content part of its own. */
    OpenMessage and(EventSink sink, boolean refusal, String piece, int base) {
        OpenPart open = part;
        if (open == null) {
            return begin(sink, refusal, base).and(sink, refusal, piece, base);
        }
        if (open.refusal() != refusal) {
            return closePart(sink).and(sink, refusal, piece, base);
        }
        Json.Obj.Builder delta = at().put("delta", piece);
        sink.emit(refusal ? "response.refusal.delta" : "response.output_text.delta",
                refusal ? delta : delta.put("logprobs", Json.Arr.EMPTY));
        return new OpenMessage(index, id, done, open.and(piece));
    }

    private OpenMessage begin(EventSink sink, boolean refusal, int base) {
        var begun = new OpenPart(refusal, base, Gathered.none(), Gathered.none(), Gathered.none());
        sink.emit("response.content_part.added", at().put("part", begun.content()));
        return new OpenMessage(index, id, done, begun);
    }

    /** Says where a text has something from; without a text in work there is no place for it. */
    OpenMessage cite(EventSink sink, Annotation annotation) {
        OpenPart open = part;
        if (open == null || open.refusal()) {
            return this;
        }
        Json.Obj cited = ReplyItems.annotation(annotation, open.base());
        sink.emit("response.output_text.annotation.added",
                at().put("annotation_index", open.annotations().size()).put("annotation", cited));
        return new OpenMessage(index, id, done, new OpenPart(false, open.base(), open.pieces(),
                open.annotations().and(cited), open.logprobs()));
    }

    boolean takesLogprobs() {
        OpenPart open = part;
        return open != null && !open.refusal();
    }

    /** Adds log probabilities; they are shown when the text is complete. */
    OpenMessage weigh(List<Json> tokens) {
        OpenPart open = part;
        if (open == null) {
            return this;
        }
        Gathered<Json> all = open.logprobs();
        for (Json token : tokens) {
            all = all.and(token);
        }
        return new OpenMessage(index, id, done, new OpenPart(open.refusal(), open.base(), open.pieces(),
                open.annotations(), all));
    }

    @Override
    public Json.Obj close(EventSink sink, boolean cut) {
        Json.Obj item = ReplyItems.message(id, OpenItem.status(cut), closePart(sink).done().list());
        sink.item("response.output_item.done", index, item);
        return item;
    }

    private OpenMessage closePart(EventSink sink) {
        OpenPart open = part;
        if (open == null) {
            return this;
        }
        Json.Obj content = open.content();
        if (open.refusal()) {
            sink.emit("response.refusal.done", at().put("refusal", content.get("refusal")));
        } else {
            sink.emit("response.output_text.done", at().put("text", content.get("text"))
                    .put("logprobs", Logprobs.streamed(open.logprobs().list())));
        }
        sink.emit("response.content_part.done", at().put("part", content));
        return new OpenMessage(index, id, done.and(content), null);
    }

    private Json.Obj.Builder at() {
        return EventSink.at(id, index).put("content_index", done.size());
    }
}
