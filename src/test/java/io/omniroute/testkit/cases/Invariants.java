package io.omniroute.testkit.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ordering guarantees of stream rules section 3, checked on what a client received. */
public final class Invariants {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Checks checks;
    private final ArrayNode events;

    private Invariants(Checks checks, ArrayNode events) {
        this.checks = checks;
        this.events = events;
    }

    /**
     * Checks one family.
     *
     * @param asksForUsage of the OpenAI family: the client asked for the usage chunk
     */
    public static void check(String family, StreamView stream, boolean asksForUsage, Checks checks) {
        var it = new Invariants(checks, stream.events());
        switch (family) {
            case "SO" -> it.openai(asksForUsage);
            case "SC" -> it.claude();
            case "SR" -> it.responses();
            case "SG" -> it.gemini();
            default -> throw new IllegalArgumentException("unknown family " + family);
        }
    }

    private void openai(boolean asksForUsage) {
        boolean failed = false;
        boolean done = false;
        Set<String> heads = new HashSet<>();
        Set<Integer> finished = new HashSet<>();
        Set<Integer> begun = new HashSet<>();
        Map<String, StringBuilder> arguments = new HashMap<>();
        int usages = 0;
        for (JsonNode event : events) {
            JsonNode data = event.path("data");
            checks.that(!event.has("event"), "SO: events have no name");
            checks.that(!done && !failed, "SO: something follows the last event");
            if (data.isTextual()) {
                done = true;
                continue;
            }
            if (data.has("error")) {
                failed = true;
                continue;
            }
            heads.add(data.path("id") + "|" + data.path("created") + "|" + data.path("model") + "|"
                    + data.path("object"));
            boolean usage = data.path("usage").isObject();
            usages += usage ? 1 : 0;
            checks.that(!usage || (asksForUsage && data.path("choices").isEmpty()), "SO-5: usage stands alone");
            checks.that(asksForUsage == data.has("usage"), "SO-5: usage member on every chunk or on none");
            for (JsonNode choice : data.path("choices")) {
                int index = choice.path("index").asInt();
                JsonNode delta = choice.path("delta");
                if (begun.add(index)) {
                    checks.that(delta.path("role").asText().equals("assistant")
                            && delta.path("content").asText("x").isEmpty(), "SO-2: first chunk carries the role");
                }
                checks.that(!finished.contains(index), "SO-4: content after the finish");
                for (JsonNode call : delta.path("tool_calls")) {
                    toolCall(index, call, arguments);
                }
                if (!choice.path("finish_reason").isNull() && choice.has("finish_reason")) {
                    checks.that(delta.isEmpty(), "SO-4: the finish has an empty delta");
                    finished.add(index);
                }
            }
        }
        checks.that(heads.size() <= 1, "SO-1: one head on all chunks, was " + heads);
        if (!failed) {
            checks.that(done, "SO-6: [DONE] is last");
            checks.that(finished.equals(begun), "SO-4: every choice finishes once");
            checks.that(!asksForUsage || usages == 1, "SO-5: one usage chunk, was " + usages);
            arguments.forEach((call, text) -> checks.that(isJson(text.toString()), "SO-3: arguments are no JSON: "
                    + text));
        } else {
            checks.that(!done, "SO-7: no [DONE] after an error");
        }
    }

    private void toolCall(int choice, JsonNode call, Map<String, StringBuilder> arguments) {
        String key = choice + "/" + call.path("index");
        boolean custom = call.path("type").asText().equals("custom") || call.has("custom");
        if (!arguments.containsKey(key)) {
            checks.that(call.has("id") && call.has("type"), "SO-3: the first chunk of a call has id and type");
            arguments.put(key, new StringBuilder(custom ? "\"custom\"" : ""));
        } else {
            checks.that(!call.has("id") && !call.has("type") && !call.path("function").has("name"),
                    "SO-3: id, type and name only once");
        }
        if (!custom) {
            arguments.get(key).append(call.at("/function/arguments").asText(""));
        }
    }

    private static boolean isJson(String text) {
        try {
            return !JSON.readTree(text).isMissingNode();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static boolean isObject(String text) {
        try {
            return text.isEmpty() || JSON.readTree(text).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private void claude() {
        int next = 0;
        int open = -1;
        String type = "";
        boolean delta = false;
        boolean over = false;
        var json = new StringBuilder();
        for (int i = 0; i < events.size(); i++) {
            JsonNode data = events.get(i).path("data");
            String name = data.path("type").asText();
            checks.that(name.equals(events.get(i).path("event").asText()), "SC: the name equals the type");
            checks.that(!over, "SC: nothing follows the last event");
            checks.that((i == 0) == name.equals("message_start") || name.equals("error"), "SC-1: message_start first");
            switch (name) {
                case "message_start" -> checks.that(data.at("/message/content").isEmpty()
                        && data.at("/message/stop_reason").isNull() && data.at("/message/usage").isObject(), "SC-1");
                case "content_block_start" -> {
                    checks.that(open < 0, "SC-2: one block at a time");
                    checks.that(data.path("index").asInt(-1) == next, "SC-2: indexes count from 0");
                    open = next++;
                    type = data.at("/content_block/type").asText();
                    json.setLength(0);
                    start(data.path("content_block"), type);
                }
                case "content_block_delta" -> {
                    checks.that(data.path("index").asInt(-1) == open, "SC-2: a delta belongs to the open block");
                    checks.that(fits(data.at("/delta/type").asText(), type), "SC-3: " + data + " in " + type);
                    json.append(data.at("/delta/partial_json").asText(""));
                }
                case "content_block_stop" -> {
                    checks.that(data.path("index").asInt(-1) == open, "SC-2: the open block stops");
                    checks.that(isObject(json.toString()), "SC-5: partial_json is no object: " + json);
                    open = -1;
                }
                case "message_delta" -> {
                    checks.that(open < 0 && !delta, "SC-6: one message_delta after the last stop");
                    checks.that(data.at("/delta/stop_reason").isTextual() && data.path("usage").isObject(), "SC-6");
                    delta = true;
                }
                case "message_stop" -> {
                    checks.that(delta, "SC-6: message_stop after message_delta");
                    over = true;
                }
                case "error" -> over = true;
                case "ping" -> {
                }
                default -> checks.that(false, "SC: unknown event " + name);
            }
        }
        checks.that(over, "SC-6: the stream has its last event");
    }

    private void start(JsonNode block, String type) {
        switch (type) {
            case "text" -> checks.that(block.path("text").asText("x").isEmpty(), "SC-4: text starts empty");
            case "thinking" -> checks.that(block.path("thinking").asText("x").isEmpty()
                    && block.path("signature").asText("x").isEmpty(), "SC-4: thinking starts empty");
            case "tool_use" -> checks.that(block.path("input").isObject() && block.path("input").isEmpty(), "SC-4");
            default -> {
            }
        }
    }

    private static boolean fits(String delta, String block) {
        return switch (block) {
            case "text" -> List.of("text_delta", "citations_delta").contains(delta);
            case "thinking" -> List.of("thinking_delta", "signature_delta").contains(delta);
            case "tool_use" -> delta.equals("input_json_delta");
            default -> false;
        };
    }

    private void responses() {
        int next = 0;
        var items = new HashMap<Integer, JsonNode>();
        var texts = new HashMap<String, StringBuilder>();
        var done = JSON.createArrayNode();
        String last = "";
        for (int i = 0; i < events.size(); i++) {
            JsonNode data = events.get(i).path("data");
            String type = data.path("type").asText();
            checks.that(type.equals(events.get(i).path("event").asText()), "SR: the name equals the type");
            checks.that(data.path("sequence_number").asInt(-1) == i, "SR-1: sequence_number " + i);
            checks.that(!List.of("response.completed", "response.incomplete", "response.failed", "error")
                    .contains(last), "SR-8: nothing follows the last event");
            last = type;
            switch (type) {
                case "response.output_item.added" -> {
                    checks.that(data.path("output_index").asInt(-1) == next, "SR-3: output_index counts from 0");
                    items.put(next++, data.path("item"));
                }
                case "response.output_item.done" -> done.add(data.path("item"));
                case "response.completed", "response.incomplete" ->
                    checks.that(Case.equal(sorted(done), sorted(data.at("/response/output"))),
                            "SR-8: output equals the done items: " + done + " but " + data.at("/response/output"));
                default -> piece(type, data, items, texts);
            }
        }
        if (events.size() > 1) {
            checks.that(events.get(0).at("/data/type").asText().equals("response.created")
                    && events.get(1).at("/data/type").asText().equals("response.in_progress"), "SR-2");
        }
    }

    private static ArrayNode sorted(JsonNode items) {
        var byId = new java.util.TreeMap<String, JsonNode>();
        items.forEach(it -> byId.put(it.path("id").asText(), it));
        return JSON.createArrayNode().addAll(byId.values());
    }

    private void piece(String type, JsonNode data, Map<Integer, JsonNode> items, Map<String, StringBuilder> texts) {
        if (!data.has("item_id")) {
            return;
        }
        JsonNode item = items.get(data.path("output_index").asInt(-1));
        checks.that(item != null && item.path("id").equals(data.path("item_id")), "SR-7: item_id equals the item's id");
        String key = data.path("item_id").asText() + type.replaceAll("\\.(delta|done)$", "");
        if (type.endsWith(".delta")) {
            texts.computeIfAbsent(key, it -> new StringBuilder()).append(data.path("delta").asText());
        } else if (type.endsWith(".done") && !type.contains("_part")) {
            String whole = data.path("text").asText(data.path("arguments").asText(data.path("refusal")
                    .asText(data.path("input").asText())));
            checks.that(whole.contentEquals(texts.getOrDefault(key, new StringBuilder())),
                    "SR-7: done repeats the deltas: " + whole + " but " + texts.get(key));
        }
    }

    private void gemini() {
        boolean finished = false;
        JsonNode lastUsage = null;
        for (JsonNode event : events) {
            JsonNode outer = event.path("data");
            JsonNode data = outer.has("response") ? outer.path("response") : outer;
            checks.that(!event.has("event"), "SG: events have no name");
            if (data.has("error")) {
                return;
            }
            checks.that(!finished, "SG-3: finishReason only in the last chunk");
            checks.that(data.has("responseId") && data.has("modelVersion"), "SG-3: responseId and modelVersion");
            for (JsonNode part : data.at("/candidates/0/content/parts")) {
                checks.that(!part.has("functionCall") || part.at("/functionCall/name").isTextual(), "SG-2");
            }
            finished = data.at("/candidates/0/finishReason").isTextual();
            lastUsage = data.path("usageMetadata");
        }
        checks.that(finished, "SG-3: the last chunk has a finishReason");
        checks.that(lastUsage == null || lastUsage.isObject(), "SG-3: usageMetadata in the last chunk");
    }
}
