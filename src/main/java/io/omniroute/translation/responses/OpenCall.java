package io.omniroute.translation.responses;

import io.omniroute.domain.chat.ChatEvent.CallOpened;
import io.omniroute.domain.json.Json;

/** A call in work (SR-6); several may be at the same time. A custom tool's has events of its own. */
record OpenCall(int index, String id, QualifiedName name, CallOpened call,
        Gathered<String> pieces) implements OpenItem {
    static OpenCall open(EventSink sink, int index, String id, QualifiedName name, CallOpened call) {
        var open = new OpenCall(index, id, name, call, Gathered.none());
        sink.item("response.output_item.added", index, open.item("in_progress", ""));
        return open;
    }

    OpenCall and(EventSink sink, String piece) {
        sink.emit(call.custom() ? "response.custom_tool_call_input.delta" : "response.function_call_arguments.delta",
                EventSink.at(id, index).put("delta", piece));
        return new OpenCall(index, id, name, call, pieces.and(piece));
    }

    @Override
    public Json.Obj close(EventSink sink, boolean cut) {
        if (pieces.isEmpty() && !call.custom()) {
            return and(sink, "{}").close(sink, cut);
        }
        String text = Gathered.text(pieces);
        Json.Obj.Builder at = EventSink.at(id, index);
        if (call.custom()) {
            sink.emit("response.custom_tool_call_input.done", at.put("input", text));
        } else {
            sink.emit("response.function_call_arguments.done", at.put("name", name.name()).put("arguments", text));
        }
        Json.Obj item = item(OpenItem.status(cut), text);
        sink.item("response.output_item.done", index, item);
        return item;
    }

    private Json.Obj item(String status, String text) {
        return call.custom() ? ReplyItems.customCall(id, call.id(), name, text)
                : ReplyItems.call(id, status, call.id(), name, text);
    }
}
