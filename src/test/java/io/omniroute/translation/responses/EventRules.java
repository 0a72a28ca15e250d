package io.omniroute.translation.responses;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.testkit.Oracle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** SR-1 to SR-9 over the events one client got. */
final class EventRules {
    private static final Oracle EVENT = Oracle.of("openai/responses-event");

    private final Map<Integer, Json.Obj> items = new TreeMap<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, StringBuilder> deltas = new HashMap<>();
    private int begun;

    /** @return the events as JSON */
    static List<Json.Obj> check(List<ClientEvent> events) {
        var rules = new EventRules();
        var seen = new ArrayList<Json.Obj>();
        for (ClientEvent event : events) {
            String text = Given.text(event.json());
            assertThat(EVENT.objections(text)).as(text).isEmpty();
            var json = (Json.Obj) Given.json(text);
            assertThat(json.text("type")).hasValue(event.name());
            assertThat(json.whole("sequence_number")).as("SR-1 in %s", text).hasValue((long) seen.size());
            rules.event(json);
            seen.add(json);
        }
        rules.frame(seen);
        return seen;
    }

    private void event(Json.Obj event) {
        String type = event.text("type").orElseThrow();
        switch (type) {
            case "response.output_item.added" -> begin(event);
            case "response.output_item.done" -> end(event);
            case "response.function_call_arguments.done" -> repeats(event, "arguments", "");
            case "response.custom_tool_call_input.done" -> repeats(event, "input", "");
            case "response.output_text.done" -> repeats(event, "text", "content_index");
            case "response.refusal.done" -> repeats(event, "refusal", "content_index");
            case "response.reasoning_summary_text.done" -> repeats(event, "text", "summary_index");
            default -> {
                if (type.endsWith(".delta")) {
                    deltas.computeIfAbsent(key(event), it -> new StringBuilder())
                            .append(event.text("delta").orElseThrow());
                }
            }
        }
        event.text("item_id").ifPresent(id -> assertThat(places.get(id)).as("SR-7 in %s", event)
                .isEqualTo(event.whole("output_index").orElseThrow().intValue()));
    }

    private static String key(Json.Obj event) {
        return event.whole("output_index") + "/" + event.whole("content_index") + event.whole("summary_index");
    }

    private void begin(Json.Obj event) {
        assertThat(event.whole("output_index")).as("SR-3").hasValue((long) begun);
        places.put(event.object("item").orElseThrow().text("id").orElseThrow(), begun);
        begun++;
    }

    private void end(Json.Obj event) {
        int index = event.whole("output_index").orElseThrow().intValue();
        Json.Obj item = event.object("item").orElseThrow();
        assertThat(items.put(index, item)).as("one done event per item").isNull();
        assertThat(places.get(item.text("id").orElseThrow())).isEqualTo(index);
    }

    private void repeats(Json.Obj event, String member, String part) {
        var pieces = deltas.getOrDefault(key(event), new StringBuilder());
        assertThat(event.text(member)).as("SR-7").hasValue(pieces.toString());
        assertThat(part.isEmpty() || event.has(part)).isTrue();
    }

    private void frame(List<Json.Obj> seen) {
        if (seen.size() == 1 && seen.getFirst().text("type").filter("error"::equals).isPresent()) {
            return;
        }
        assertThat(seen.getFirst().text("type")).as("SR-2").hasValue("response.created");
        assertThat(seen.get(1).text("type")).as("SR-2").hasValue("response.in_progress");
        Json.Obj first = seen.getFirst().object("response").orElseThrow();
        assertThat(first.text("status")).hasValue("in_progress");
        assertThat(first.get("output")).hasValue(Json.Arr.EMPTY);
        Json.Obj last = seen.getLast();
        assertThat(last.text("type").orElseThrow()).as("SR-8").isIn("response.completed", "response.incomplete",
                "response.failed");
        Json.Obj response = last.object("response").orElseThrow();
        assertThat(last.text("type")).hasValue("response." + response.text("status").orElseThrow());
        assertThat(response.elements("output")).as("SR-8").isEqualTo(List.copyOf(items.values()));
        assertThat(response.has("usage")).isTrue();
        assertThat(response.text("status").filter("failed"::equals).isPresent() || begun == items.size())
                .as("every item ends").isTrue();
    }
}
