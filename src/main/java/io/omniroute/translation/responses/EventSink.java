package io.omniroute.translation.responses;

import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.translation.json.JsonText;
import java.util.ArrayList;
import java.util.List;

/** Numbers the events of one step and keeps them (SR-1); for a complete answer nobody wants them. */
final class EventSink {
    private final boolean wanted;
    private final List<ClientEvent> out = new ArrayList<>(2);
    private long sequence;

    private EventSink(boolean wanted, long sequence) {
        this.wanted = wanted;
        this.sequence = sequence;
    }

    static EventSink from(long sequence) {
        return new EventSink(true, sequence);
    }

    static EventSink deaf() {
        return new EventSink(false, 0);
    }

    long sequence() {
        return sequence;
    }

    List<ClientEvent> out() {
        return List.copyOf(out);
    }

    /** An event that is complete but for its type and number. */
    void emit(String type, Json.Obj.Builder members) {
        if (wanted) {
            Json.Obj event = Json.Obj.builder().put("type", type).put("sequence_number", sequence)
                    .putAll(members.build()).build();
            add(new ClientEvent(type, JsonText.bytes(event)));
        }
    }

    void add(ClientEvent event) {
        out.add(event);
        sequence++;
    }

    /** An item begins or ends. */
    void item(String type, int index, Json.Obj item) {
        emit(type, Json.Obj.builder().put("output_index", index).put("item", item));
    }

    /** The members of an event inside an item. */
    static Json.Obj.Builder at(String id, int index) {
        return Json.Obj.builder().put("item_id", id).put("output_index", index);
    }
}
