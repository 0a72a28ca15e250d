package io.omniroute.testkit.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A complete answer seen as {@link StreamView} sees a stream, so that both can be compared. */
public final class ReplyView {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReplyView() {}

    /** Text, reasoning, tool calls, finish and usage of a body. */
    public static ObjectNode of(String dialect, JsonNode body) {
        ObjectNode view = JSON.createObjectNode();
        switch (dialect) {
            case "openai" -> openai(body, view);
            case "claude" -> claude(body, view);
            case "openai-responses" -> responses(body, view);
            default -> gemini(body.has("response") ? body.path("response") : body, view);
        }
        return view;
    }

    private static void openai(JsonNode body, ObjectNode view) {
        JsonNode message = body.at("/choices/0/message");
        view.put("text", message.path("content").asText("")).put("reasoning",
                message.path("reasoning_content").asText(""));
        ArrayNode calls = view.putArray("tool_calls");
        for (JsonNode call : message.path("tool_calls")) {
            ObjectNode seen = calls.addObject().put("arguments",
                    call.at("/function/arguments").asText("") + call.at("/custom/input").asText(""));
            seen.set("id", call.path("id"));
            seen.set("name", call.has("custom") ? call.at("/custom/name") : call.at("/function/name"));
            if (call.has("extra_content")) {
                seen.set("extra_content", call.path("extra_content"));
            }
        }
        view.set("finish", body.at("/choices/0/finish_reason"));
        view.set("usage", body.path("usage"));
    }

    private static void claude(JsonNode body, ObjectNode view) {
        var text = new StringBuilder();
        var reasoning = new StringBuilder();
        ArrayNode calls = view.putArray("tool_calls");
        for (JsonNode block : body.path("content")) {
            text.append(block.path("text").asText(""));
            reasoning.append(block.path("thinking").asText(""));
            if (block.path("type").asText().equals("tool_use")) {
                calls.addObject().put("id", block.path("id").asText()).put("name", block.path("name").asText())
                        .set("arguments", block.path("input"));
            }
        }
        view.put("text", text.toString()).put("reasoning", reasoning.toString());
        view.set("finish", body.path("stop_reason"));
        view.set("usage", body.path("usage"));
    }

    private static void responses(JsonNode body, ObjectNode view) {
        var text = new StringBuilder();
        var reasoning = new StringBuilder();
        ArrayNode calls = view.putArray("tool_calls");
        for (JsonNode item : body.path("output")) {
            item.path("content").forEach(part -> text.append(part.path("text").asText("")));
            item.path("summary").forEach(part -> reasoning.append(part.path("text").asText("")));
            switch (item.path("type").asText()) {
                case "function_call" -> calls.addObject().put("id", item.path("call_id").asText())
                        .put("name", item.path("name").asText()).put("arguments", item.path("arguments").asText());
                case "custom_tool_call" -> calls.addObject().put("id", item.path("call_id").asText())
                        .put("name", item.path("name").asText()).put("arguments", item.path("input").asText());
                default -> {
                }
            }
        }
        view.put("text", text.toString()).put("reasoning", reasoning.toString());
        view.set("finish", body.path("status"));
        view.set("usage", body.path("usage"));
    }

    private static void gemini(JsonNode body, ObjectNode view) {
        var text = new StringBuilder();
        var reasoning = new StringBuilder();
        ArrayNode calls = view.putArray("tool_calls");
        for (JsonNode part : body.at("/candidates/0/content/parts")) {
            (part.path("thought").asBoolean() ? reasoning : text).append(part.path("text").asText(""));
            if (part.has("functionCall")) {
                calls.add(part.path("functionCall"));
            }
        }
        view.put("text", text.toString()).put("reasoning", reasoning.toString());
        view.set("finish", body.at("/candidates/0/finishReason"));
        view.set("usage", body.path("usageMetadata"));
    }

    /** What a stream and the complete answer of the same events must agree on; empty when they do. */
    public static String difference(JsonNode streamed, JsonNode whole, boolean usageStreamed) {
        for (String member : new String[]{"text", "reasoning", "finish"}) {
            if (!streamed.path(member).equals(whole.path(member))) {
                return member + ": streamed " + streamed.path(member) + ", whole " + whole.path(member);
            }
        }
        if (usageStreamed && !Case.equal(streamed.path("usage"), whole.path("usage"))) {
            return "usage: streamed " + streamed.path("usage") + ", whole " + whole.path("usage");
        }
        return calls(streamed.path("tool_calls"), whole.path("tool_calls"));
    }

    private static String calls(JsonNode streamed, JsonNode whole) {
        if (streamed.size() != whole.size()) {
            return "tool calls: streamed " + streamed + ", whole " + whole;
        }
        for (int i = 0; i < streamed.size(); i++) {
            if (!Case.equal(parsed(streamed.get(i)), parsed(whole.get(i)))) {
                return "tool call: streamed " + streamed.get(i) + ", whole " + whole.get(i);
            }
        }
        return "";
    }

    /** Arguments compared as JSON: a stream keeps the upstream's white space, an object does not. */
    private static JsonNode parsed(JsonNode call) {
        if (!call.path("arguments").isTextual()) {
            return call;
        }
        try {
            String text = call.path("arguments").asText();
            ObjectNode copy = call.deepCopy();
            copy.set("arguments", JSON.readTree(text.isEmpty() ? "{}" : text));
            return copy;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return call;
        }
    }
}
