package io.omniroute.testkit;

import static io.omniroute.testkit.Json.arr;
import static io.omniroute.testkit.Json.obj;

import com.fasterxml.jackson.databind.JsonNode;
import io.omniroute.testkit.Scenario.Block;
import io.omniroute.testkit.Scenario.Finish;
import io.omniroute.testkit.Scenario.Play;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** OpenAI's responses; order of events as SR-1 to SR-10 of the stream rules. */
public final class OpenAiResponsesVendor extends Vendor {
    private static final long CREATED = 1_790_000_000L;

    public OpenAiResponsesVendor(String key) {
        super(key);
    }

    @Override
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + port() + "/v1");
    }

    @Override
    public String nodeType() {
        return "openai-compatible";
    }

    @Override
    public Optional<String> apiType() {
        return Optional.of("responses");
    }

    @Override
    protected Optional<Refused> refusal(Received received) {
        return bearerRefusal(received, "/v1/responses");
    }

    @Override
    protected Optional<Answer> aside(Received received) {
        return received.path().equals("/v1/models")
                ? Optional.of(models(obj("id", "sim-text", "object", "model", "created", CREATED, "owned_by", "sim")))
                : Optional.empty();
    }

    @Override
    protected Asked asked(Received received) {
        var body = Json.tree(received.body());
        return new Asked(body.path("model").asText(), body.path("stream").asBoolean(), body, received);
    }

    @Override
    protected String oracle() {
        return "openai/responses-request";
    }

    @Override
    protected String error(int status, String message) {
        return OpenAiChatVendor.openAiError(status, message);
    }

    @Override
    protected boolean answersTools(JsonNode body) {
        return body.path("input").findValuesAsText("type").contains("function_call_output");
    }

    @Override
    protected boolean endsInToolResult(JsonNode body) {
        var input = body.path("input");
        return input.path(input.size() - 1).path("type").asText().equals("function_call_output");
    }

    @Override
    protected String requestIdHeader() {
        return "x-request-id";
    }

    @Override
    protected String streamType(Asked asked) {
        return "text/event-stream; charset=utf-8";
    }

    @Override
    protected int intro() {
        return 5;
    }

    @Override
    protected Object reply(Asked asked, Play play) {
        var output = arr();
        for (int i = 0; i < play.blocks().size(); i++) {
            output.add(item(play.blocks().get(i), i, "completed"));
        }
        return response(asked, output, status(play.finish()), play.finish());
    }

    @Override
    protected List<String> events(Asked asked, Play play) {
        var events = new ArrayList<Map<String, Object>>();
        var begun = response(asked, arr(), "in_progress", Finish.STOP);
        events.add(obj("type", "response.created", "response", begun));
        events.add(obj("type", "response.in_progress", "response", begun));
        for (int i = 0; i < play.blocks().size(); i++) {
            events.addAll(itemEvents(play.blocks().get(i), i));
        }
        var last = status(play.finish()).equals("completed") ? "response.completed" : "response.incomplete";
        events.add(obj("type", last, "response", reply(asked, play)));
        return numbered(events);
    }

    @Override
    protected List<String> broken(Asked asked, Play play) {
        var events = new ArrayList<>(events(asked, play).subList(0, intro()));
        var failed = response(asked, arr(), "failed", Finish.STOP);
        failed.put("error", obj("code", "server_error", "message", Scenario.ERROR_MESSAGE));
        failed.put("usage", null);
        events.add(sse(Optional.of("response.failed"),
                obj("type", "response.failed", "sequence_number", intro(), "response", failed)));
        return events;
    }

    private static List<String> numbered(List<Map<String, Object>> events) {
        var framed = new ArrayList<String>();
        for (int i = 0; i < events.size(); i++) {
            var event = events.get(i);
            event.put("sequence_number", i);
            framed.add(sse(Optional.of((String) event.get("type")), event));
        }
        return framed;
    }

    private static List<Map<String, Object>> itemEvents(Block block, int index) {
        var events = new ArrayList<Map<String, Object>>();
        events.add(obj("type", "response.output_item.added", "output_index", index, "item", opened(block, index)));
        switch (block) {
            case Block.Text it -> part(events, "output_text", "text", it.pieces(), index);
            case Block.Refusal it -> part(events, "refusal", "refusal", it.pieces(), index);
            case Block.Thinking it -> summary(events, it, index);
            case Block.Call it -> arguments(events, it, index);
        }
        events.add(obj("type", "response.output_item.done", "output_index", index, "item",
                item(block, index, "completed")));
        return events;
    }

    private static void part(List<Map<String, Object>> events, String type, String field, List<String> pieces,
            int index) {
        boolean text = type.equals("output_text");
        var whole = String.join("", pieces);
        events.add(at(index, "content_index", "response.content_part.added", "part", content(type, field, "")));
        for (var piece : pieces) {
            var event = at(index, "content_index", "response." + type + ".delta", "delta", piece);
            if (text) {
                event.put("logprobs", arr());
            }
            events.add(event);
        }
        var done = at(index, "content_index", "response." + type + ".done", field, whole);
        if (text) {
            done.put("logprobs", arr());
        }
        events.add(done);
        events.add(at(index, "content_index", "response.content_part.done", "part", content(type, field, whole)));
    }

    private static void summary(List<Map<String, Object>> events, Block.Thinking it, int index) {
        var prefix = "response.reasoning_summary_";
        events.add(at(index, "summary_index", prefix + "part.added", "part", obj("type", "summary_text", "text", "")));
        it.pieces().forEach(
                piece -> events.add(at(index, "summary_index", prefix + "text.delta", "delta", piece)));
        events.add(at(index, "summary_index", prefix + "text.done", "text", it.whole()));
        events.add(at(index, "summary_index", prefix + "part.done", "part",
                obj("type", "summary_text", "text", it.whole())));
    }

    private static void arguments(List<Map<String, Object>> events, Block.Call it, int index) {
        var prefix = "response.function_call_arguments.";
        it.pieces().forEach(piece -> events.add(obj("type", prefix + "delta", "item_id", id(it, index),
                "output_index", index, "delta", piece)));
        events.add(obj("type", prefix + "done", "item_id", id(it, index), "output_index", index, "name", it.name(),
                "arguments", it.whole()));
    }

    private static Map<String, Object> at(int index, String which, String type, String field, Object value) {
        var prefix = which.equals("summary_index") ? "rs_sim_" : "msg_sim_";
        return obj("type", type, "item_id", prefix + index, "output_index", index, which, 0, field, value);
    }

    private static Map<String, Object> content(String type, String field, String value) {
        return type.equals("output_text")
                ? obj("type", type, field, value, "annotations", arr(), "logprobs", arr())
                : obj("type", type, field, value);
    }

    private static String id(Block block, int index) {
        return switch (block) {
            case Block.Thinking it -> "rs_sim_" + index;
            case Block.Call it -> "fc_sim_" + index;
            case Block.Text it -> "msg_sim_" + index;
            case Block.Refusal it -> "msg_sim_" + index;
        };
    }

    private static Map<String, Object> opened(Block block, int index) {
        var item = item(block, index, "in_progress");
        switch (block) {
            case Block.Thinking it -> {
                item.put("summary", arr());
                item.remove("encrypted_content");
            }
            case Block.Call it -> item.put("arguments", "");
            case Block.Text it -> item.put("content", arr());
            case Block.Refusal it -> item.put("content", arr());
        }
        return item;
    }

    private static Map<String, Object> item(Block block, int index, String status) {
        var id = id(block, index);
        return switch (block) {
            case Block.Thinking it -> obj("id", id, "type", "reasoning", "summary",
                    arr(obj("type", "summary_text", "text", it.whole())), "encrypted_content", it.signature());
            case Block.Call it -> obj("id", id, "type", "function_call", "status", status, "call_id", it.id(), "name",
                    it.name(), "arguments", it.whole());
            case Block.Text it -> message(id, status, content("output_text", "text", it.whole()));
            case Block.Refusal it -> message(id, status, content("refusal", "refusal", it.whole()));
        };
    }

    private static Map<String, Object> message(String id, String status, Object part) {
        return obj("id", id, "type", "message", "status", status, "role", "assistant", "content", arr(part));
    }

    private static String status(Finish finish) {
        return finish == Finish.LENGTH ? "incomplete" : "completed";
    }

    private static Map<String, Object> response(Asked asked, Object output, String status, Finish finish) {
        boolean over = !status.equals("in_progress");
        return obj("id", "resp_sim", "object", "response", "created_at", CREATED, "status", status, "background",
                false, "error", null, "incomplete_details",
                finish == Finish.LENGTH ? obj("reason", "max_output_tokens") : null, "instructions", null,
                "max_output_tokens", null, "model", asked.model(), "output", output, "parallel_tool_calls", true,
                "previous_response_id", null, "reasoning", obj("effort", null, "summary", null), "store", false,
                "temperature", 1.0, "text", obj("format", obj("type", "text")), "tool_choice", "auto", "tools", arr(),
                "top_p", 1.0, "truncation", "disabled", "usage", over ? usage() : null, "metadata", obj());
    }

    private static Object usage() {
        return obj("input_tokens", Scenario.INPUT, "input_tokens_details",
                obj("cached_tokens", Scenario.CACHED, "cache_write_tokens", 0), "output_tokens", Scenario.OUTPUT,
                "output_tokens_details", obj("reasoning_tokens", Scenario.REASONING), "total_tokens",
                Scenario.INPUT + Scenario.OUTPUT);
    }
}
