package io.omniroute.translation.responses;

import io.omniroute.domain.json.Json;
import java.util.Optional;

/** A reasoning item in work (SR-5). Its summary part begins with its first words: a sealed one may have none. */
record OpenThought(int index, String id, Gathered<String> pieces) implements OpenItem {
    static OpenThought open(EventSink sink, int index, String id) {
        sink.item("response.output_item.added", index, ReplyItems.reasoning(id, "", Optional.empty(), false));
        return new OpenThought(index, id, Gathered.none());
    }

    OpenThought and(EventSink sink, String piece) {
        if (pieces.isEmpty()) {
            sink.emit("response.reasoning_summary_part.added", at().put("part", ReplyItems.summaryText("")));
        }
        sink.emit("response.reasoning_summary_text.delta", at().put("delta", piece));
        return new OpenThought(index, id, pieces.and(piece));
    }

    @Override
    public Json.Obj close(EventSink sink, boolean cut) {
        return close(sink, Optional.empty(), cut);
    }

    Json.Obj close(EventSink sink, Optional<String> sealed, boolean cut) {
        String text = Gathered.text(pieces);
        if (!pieces.isEmpty()) {
            sink.emit("response.reasoning_summary_text.done", at().put("text", text));
            sink.emit("response.reasoning_summary_part.done", at().put("part", ReplyItems.summaryText(text)));
        }
        Json.Obj item = ReplyItems.reasoning(id, text, sealed, cut);
        sink.item("response.output_item.done", index, item);
        return item;
    }

    private Json.Obj.Builder at() {
        return EventSink.at(id, index).put("summary_index", 0);
    }
}
