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
import java.util.Set;

/** Anthropic's messages and their token counter; order of events as SC-1 to SC-8 of the stream rules. */
public final class AnthropicVendor extends Vendor {
    /** What {@link #aside} answers to a count. */
    public static final int COUNTED = 4711;
    private static final int CACHE_WRITE = 24;
    private static final Set<String> VERSIONS = Set.of("2023-06-01", "2026-10-21");
    private static final List<String> SAMPLING = List.of("temperature", "top_p", "top_k");
    private static final Set<String> ROUTES = Set.of("/v1/messages", "/v1/messages/count_tokens", "/v1/models");

    /** What this vendor's agent signs with, and the only thing it takes back. */
    private static final String SEAL = "YW50aHJvcGljIHNlYWw=";

    public AnthropicVendor(String key) {
        super(key);
    }

    @Override
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + port() + "/v1");
    }

    @Override
    public String nodeType() {
        return "anthropic-compatible";
    }

    @Override
    protected Optional<Refused> refusal(Received received) {
        if (!ROUTES.contains(received.path())) {
            return Optional.of(new Refused(404, "Not found: " + received.path()));
        }
        if (!received.method().equals(received.path().equals("/v1/models") ? "GET" : "POST")) {
            return Optional.of(new Refused(405, "Method Not Allowed"));
        }
        boolean bearer = received.header("authorization").isPresent();
        var credential = received.header("authorization").map(value -> value.replaceFirst("^Bearer ", ""))
                .or(() -> received.header("x-api-key"));
        if (!credential.equals(Optional.of(key()))) {
            return Optional.of(new Refused(401, "invalid x-api-key"));
        }
        if (!VERSIONS.contains(received.header("anthropic-version").orElse(""))) {
            return Optional.of(new Refused(400, "anthropic-version: header is required"));
        }
        if (!received.query().isEmpty() && !received.query().equals("beta=true")) {
            return Optional.of(new Refused(400, "Unknown query " + received.query()));
        }
        return foreignCredential(received, bearer ? Set.of("x-api-key", "x-goog-api-key") : Set.of("x-goog-api-key"));
    }

    @Override
    protected Optional<Answer> aside(Received received) {
        return switch (received.path()) {
            case "/v1/models" -> Optional.of(Answer.json(200,
                    Json.line(obj("data",
                            arr(obj("type", "model", "id", "sim-text", "display_name", "Simulated", "created_at",
                                    "2026-11-01T00:00:00Z")),
                            "has_more", false, "first_id", "sim-text", "last_id", "sim-text"))));
            case "/v1/messages/count_tokens" -> Optional.of(count(received));
            default -> Optional.empty();
        };
    }

    private Answer count(Received received) {
        var objections = Oracle.of("anthropic/count-tokens-request").objections(received.text());
        objections.forEach(violations()::add);
        return objections.isEmpty()
                ? Answer.json(200, Json.line(obj("input_tokens", COUNTED)))
                : Answer.json(400, error(400, String.join("; ", objections)));
    }

    @Override
    protected Asked asked(Received received) {
        var body = Json.tree(received.body());
        return new Asked(body.path("model").asText(), body.path("stream").asBoolean(), body, received);
    }

    /** The newest version of the API has no sampling parameters any more. */
    @Override
    protected List<String> objections(Asked asked) {
        var objections = new ArrayList<String>();
        if (Scenario.agent(asked.model())) {
            asked.body().path("messages").findParents("signature").stream()
                    .map(block -> block.path("signature").asText()).filter(it -> !it.equals(SEAL))
                    .forEach(it -> objections.add("Invalid `signature` in `thinking` block: " + it));
        }
        objections.addAll(samplingObjections(asked));
        return objections;
    }

    private static List<String> samplingObjections(Asked asked) {
        if (!asked.received().header("anthropic-version").equals(Optional.of("2026-10-21"))) {
            return List.of();
        }
        return SAMPLING.stream().filter(asked.body()::has).map(name -> name + ": not allowed in this version")
                .toList();
    }

    @Override
    protected String oracle() {
        return "anthropic/messages-request";
    }

    @Override
    protected String error(int status, String message) {
        return Json.line(obj("type", "error", "error", obj("type", type(status), "message", message), "request_id",
                "req_sim"));
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 429 -> "rate_limit_error";
            case 529 -> "overloaded_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }

    @Override
    protected boolean answersTools(JsonNode body) {
        return body.path("messages").findValuesAsText("type").contains("tool_result");
    }

    @Override
    protected boolean endsInToolResult(JsonNode body) {
        var messages = body.path("messages");
        return messages.path(messages.size() - 1).findValuesAsText("type").contains("tool_result");
    }

    @Override
    protected String requestIdHeader() {
        return "request-id";
    }

    @Override
    protected String streamType(Asked asked) {
        return "text/event-stream; charset=utf-8";
    }

    @Override
    protected int intro() {
        return 3;
    }

    @Override
    protected Object reply(Asked asked, Play play) {
        var content = arr();
        for (var block : play.blocks()) {
            content.add(switch (block) {
                case Block.Text text -> obj("type", "text", "text", text.whole(), "citations", null);
                case Block.Refusal refusal -> obj("type", "text", "text", refusal.whole(), "citations", null);
                case Block.Thinking it ->
                    obj("type", "thinking", "thinking", it.whole(), "signature", signature(asked, it));
                case Block.Call call -> obj("type", "tool_use", "id", call.id(), "name", call.name(), "input",
                        Json.tree(call.whole()));
            });
        }
        return message(asked, content, finish(play.finish()), Scenario.OUTPUT);
    }

    private static Map<String, Object> message(Asked asked, Object content, String stop, int output) {
        return obj("id", "msg_sim", "type", "message", "role", "assistant", "model", asked.model(), "content",
                content, "stop_reason", stop, "stop_sequence", null, "usage", usage(output));
    }

    @Override
    protected List<String> events(Asked asked, Play play) {
        var events = new ArrayList<String>();
        events.add(event(obj("type", "message_start", "message", message(asked, arr(), null, 1))));
        int index = 0;
        for (var block : play.blocks()) {
            blockEvents(asked, block, index++).forEach(event -> events.add(event(event)));
            if (index == 1) {
                events.add(3, event(obj("type", "ping")));
            }
        }
        events.add(event(obj("type", "message_delta", "delta",
                obj("stop_reason", finish(play.finish()), "stop_sequence", null), "usage", usage(Scenario.OUTPUT))));
        events.add(event(obj("type", "message_stop")));
        return events;
    }

    @Override
    protected List<String> broken(Asked asked, Play play) {
        var events = new ArrayList<>(events(asked, play).subList(0, intro()));
        events.add(event(
                obj("type", "error", "error", obj("type", "overloaded_error", "message", Scenario.ERROR_MESSAGE))));
        return events;
    }

    private static List<Map<String, Object>> blockEvents(Asked asked, Block block, int index) {
        var events = new ArrayList<Map<String, Object>>();
        events.add(obj("type", "content_block_start", "index", index, "content_block", start(block)));
        switch (block) {
            case Block.Text it -> it.pieces()
                    .forEach(piece -> events.add(delta(index, obj("type", "text_delta", "text", piece))));
            case Block.Refusal it -> it.pieces()
                    .forEach(piece -> events.add(delta(index, obj("type", "text_delta", "text", piece))));
            case Block.Thinking it -> {
                it.pieces()
                        .forEach(piece -> events.add(delta(index, obj("type", "thinking_delta", "thinking", piece))));
                events.add(delta(index, obj("type", "signature_delta", "signature", signature(asked, it))));
            }
            case Block.Call it -> {
                events.add(delta(index, obj("type", "input_json_delta", "partial_json", "")));
                it.pieces().forEach(
                        piece -> events.add(delta(index, obj("type", "input_json_delta", "partial_json", piece))));
            }
        }
        events.add(obj("type", "content_block_stop", "index", index));
        return events;
    }

    private static String signature(Asked asked, Block.Thinking thinking) {
        return Scenario.agent(asked.model()) ? SEAL : thinking.signature();
    }

    private static Map<String, Object> start(Block block) {
        return switch (block) {
            case Block.Thinking it -> obj("type", "thinking", "thinking", "", "signature", "");
            case Block.Call it -> obj("type", "tool_use", "id", it.id(), "name", it.name(), "input", obj());
            case Block.Text it -> obj("type", "text", "text", "");
            case Block.Refusal it -> obj("type", "text", "text", "");
        };
    }

    private static Map<String, Object> delta(int index, Object delta) {
        return obj("type", "content_block_delta", "index", index, "delta", delta);
    }

    private static String event(Map<String, Object> data) {
        return sse(Optional.of((String) data.get("type")), data);
    }

    private static String finish(Finish finish) {
        return switch (finish) {
            case STOP -> "end_turn";
            case LENGTH -> "max_tokens";
            case TOOLS -> "tool_use";
            case REFUSED -> "refusal";
        };
    }

    private static Object usage(int output) {
        return obj("input_tokens", Scenario.INPUT - Scenario.CACHED - CACHE_WRITE, "cache_creation_input_tokens",
                CACHE_WRITE, "cache_read_input_tokens", Scenario.CACHED, "output_tokens", output);
    }
}
