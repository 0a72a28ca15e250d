package io.omniroute.testkit.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.omniroute.domain.stream.ClientEvent;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a client received in a stream, seen the way the cases assert it. */
public final class StreamView {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ArrayNode events = JSON.createArrayNode();
    private final String framing;

    private StreamView(String framing) {
        this.framing = framing;
    }

    /** Of events that were not yet put into the form of a stream. */
    public static StreamView of(List<ClientEvent> events) {
        var view = new StreamView("sse");
        events.forEach(it -> view.add(it.name(), new String(it.json(), UTF_8)));
        return view;
    }

    /** Of the text of a server-sent event stream. */
    public static StreamView ofSse(String text) {
        var view = new StreamView("sse");
        for (String block : text.split("\n\n")) {
            String name = null;
            var data = new ArrayList<String>();
            for (String line : block.split("\n")) {
                if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data.add(line.substring(6));
                } else if (line.startsWith("data:")) {
                    data.add(line.substring(5));
                }
            }
            if (!data.isEmpty()) {
                view.add(name, String.join("\n", data));
            }
        }
        return view;
    }

    /** Of a JSON array that came over time. */
    public static StreamView ofArray(String text) {
        var view = new StreamView("json-array");
        tree(text).forEach(it -> view.add(null, it.toString()));
        return view;
    }

    private void add(String name, String data) {
        ObjectNode event = events.addObject();
        if (name != null) {
            event.put("event", name);
        }
        event.set("data", data.equals("[DONE]") ? TextNode.valueOf(data) : tree(data));
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ArrayNode events() {
        return events;
    }

    /** The view of the table in the cases' README. */
    public ObjectNode view(String dialect) {
        ObjectNode view = JSON.createObjectNode();
        view.set("events", events);
        view.put("framing", framing);
        switch (dialect) {
            case "openai" -> openai(view);
            case "claude" -> claude(view);
            case "openai-responses" -> responses(view);
            default -> gemini(view);
        }
        return view;
    }

    private void openai(ObjectNode view) {
        var text = new StringBuilder();
        var reasoning = new StringBuilder();
        Map<Integer, ObjectNode> calls = new TreeMap<>();
        ArrayNode blocks = view.putArray("thinking_blocks");
        view.putNull("finish").putNull("usage").putNull("error").put("done", false);
        for (JsonNode event : events) {
            JsonNode data = event.path("data");
            if (data.isTextual()) {
                view.put("done", true);
                continue;
            }
            copy(data, "error", view);
            copy(data, "usage", view);
            for (JsonNode choice : data.path("choices")) {
                if (choice.path("index").asInt() != 0) {
                    continue;
                }
                JsonNode delta = choice.path("delta");
                text.append(delta.path("content").asText(""));
                reasoning.append(delta.path("reasoning_content").asText(""));
                delta.path("thinking_blocks").forEach(blocks::add);
                delta.path("tool_calls").forEach(call -> call(calls, call));
                copyAs(choice, "finish_reason", view, "finish");
            }
        }
        view.put("text", text.toString()).put("reasoning", reasoning.toString());
        view.putArray("tool_calls").addAll(calls.values());
    }

    private static void call(Map<Integer, ObjectNode> calls, JsonNode piece) {
        ObjectNode call = calls.computeIfAbsent(piece.path("index").asInt(),
                index -> JSON.createObjectNode().put("arguments", ""));
        copy(piece, "id", call);
        copyAs(piece.path("function"), "name", call, "name");
        copy(piece, "extra_content", call);
        copyAs(piece.path("custom"), "name", call, "name");
        call.put("arguments", call.path("arguments").asText() + piece.at("/function/arguments").asText("")
                + piece.at("/custom/input").asText(""));
    }

    private static void copy(JsonNode from, String member, ObjectNode to) {
        copyAs(from, member, to, member);
    }

    private static void copyAs(JsonNode from, String member, ObjectNode to, String as) {
        JsonNode value = from.path(member);
        if (!value.isMissingNode() && !value.isNull()) {
            to.set(as, value);
        }
    }

    private ArrayNode types() {
        ArrayNode types = JSON.createArrayNode();
        for (JsonNode event : events) {
            String type = event.path("event").asText();
            if (!type.equals("ping") && (types.isEmpty() || !types.get(types.size() - 1).asText().equals(type))) {
                types.add(type);
            }
        }
        return types;
    }

    private void claude(ObjectNode view) {
        Map<Integer, ObjectNode> blocks = new TreeMap<>();
        view.putNull("finish").putNull("usage").putNull("error").put("completed", false).put("done", false);
        view.set("types", types());
        for (JsonNode event : events) {
            JsonNode data = event.path("data");
            switch (data.path("type").asText()) {
                case "content_block_start" ->
                    blocks.put(data.path("index").asInt(), data.path("content_block").deepCopy());
                case "content_block_delta" -> delta(blocks.get(data.path("index").asInt()), data.path("delta"));
                case "message_delta" -> {
                    copyAs(data.path("delta"), "stop_reason", view, "finish");
                    copy(data, "usage", view);
                }
                case "message_stop" -> view.put("completed", true);
                case "error" -> copy(data, "error", view);
                default -> {
                }
            }
        }
        var text = new StringBuilder();
        var reasoning = new StringBuilder();
        ArrayNode calls = view.putArray("tool_calls");
        for (ObjectNode block : blocks.values()) {
            text.append(block.path("text").asText(""));
            reasoning.append(block.path("thinking").asText(""));
            if (block.path("type").asText().equals("tool_use")) {
                calls.addObject().put("id", block.path("id").asText()).put("name", block.path("name").asText())
                        .put("arguments", block.path("partial_json").asText(""));
            }
        }
        view.put("text", text.toString()).put("reasoning", reasoning.toString());
        view.putArray("blocks").addAll(blocks.values());
    }

    private static void delta(ObjectNode block, JsonNode delta) {
        for (String member : List.of("text", "thinking", "signature", "partial_json")) {
            if (delta.has(member)) {
                block.put(member, block.path(member).asText("") + delta.path(member).asText());
            }
        }
        if (delta.has("citation")) {
            block.withArray("/citations").add(delta.path("citation"));
        }
    }

    private void responses(ObjectNode view) {
        var text = new StringBuilder();
        var reasoning = new StringBuilder();
        view.putNull("finish").putNull("usage").putNull("error").putNull("final").put("done", false);
        view.set("types", types());
        ArrayNode calls = view.putArray("tool_calls");
        for (JsonNode event : events) {
            JsonNode data = event.path("data");
            String type = data.path("type").asText();
            switch (type) {
                case "response.output_text.delta" -> text.append(data.path("delta").asText());
                case "response.reasoning_summary_text.delta" -> reasoning.append(data.path("delta").asText());
                case "response.output_item.done" -> item(calls, data.path("item"));
                case "response.completed", "response.incomplete", "response.failed" -> {
                    view.put("final_type", type);
                    copyAs(data, "response", view, "final");
                    copyAs(data.path("response"), "status", view, "finish");
                    copy(data.path("response"), "usage", view);
                    copy(data.path("response"), "error", view);
                }
                case "error" -> view.set("error", data);
                default -> {
                }
            }
        }
        view.put("text", text.toString()).put("reasoning", reasoning.toString());
    }

    private static void item(ArrayNode calls, JsonNode item) {
        switch (item.path("type").asText()) {
            case "function_call" -> calls.addObject().put("id", item.path("call_id").asText())
                    .put("name", item.path("name").asText()).put("arguments", item.path("arguments").asText());
            case "custom_tool_call" -> calls.addObject().put("id", item.path("call_id").asText())
                    .put("name", item.path("name").asText()).put("arguments", item.path("input").asText());
            default -> {
            }
        }
    }

    private void gemini(ObjectNode view) {
        var text = new StringBuilder();
        var reasoning = new StringBuilder();
        ArrayNode calls = view.putArray("tool_calls");
        view.putNull("finish").putNull("usage").putNull("error").put("done", false);
        for (JsonNode event : events) {
            JsonNode outer = event.path("data");
            JsonNode data = outer.has("response") ? outer.path("response") : outer;
            copy(data, "error", view);
            copyAs(data, "usageMetadata", view, "usage");
            JsonNode candidate = data.at("/candidates/0");
            copyAs(candidate, "finishReason", view, "finish");
            for (JsonNode part : candidate.at("/content/parts")) {
                (part.path("thought").asBoolean() ? reasoning : text).append(part.path("text").asText(""));
                if (part.has("functionCall")) {
                    calls.add(part.path("functionCall"));
                }
            }
        }
        view.put("text", text.toString()).put("reasoning", reasoning.toString());
    }
}
