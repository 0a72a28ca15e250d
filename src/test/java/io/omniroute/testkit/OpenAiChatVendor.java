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

/** OpenAI's chat completions; order of events as SO-1 to SO-7 of the stream rules. */
public final class OpenAiChatVendor extends Vendor {
    private static final long CREATED = 1_790_000_000L;

    public OpenAiChatVendor(String key) {
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
        return Optional.of("chat");
    }

    @Override
    protected Optional<Refused> refusal(Received received) {
        return bearerRefusal(received, "/v1/chat/completions");
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
        return "openai/chat-request";
    }

    @Override
    protected String error(int status, String message) {
        return openAiError(status, message);
    }

    static String openAiError(int status, String message) {
        var type = switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> status < 500 ? "invalid_request_error" : "server_error";
        };
        return Json.pretty(obj("error", obj("message", message, "type", type, "param", null, "code",
                status == 429 ? "rate_limit_exceeded" : null)));
    }

    @Override
    protected boolean answersTools(JsonNode body) {
        return body.path("messages").findValuesAsText("role").contains("tool");
    }

    @Override
    protected boolean endsInToolResult(JsonNode body) {
        var messages = body.path("messages");
        return messages.path(messages.size() - 1).path("role").asText().equals("tool");
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
        return 4;
    }

    @Override
    protected Object reply(Asked asked, Play play) {
        var message = obj("role", "assistant", "content", null, "refusal", null, "annotations", arr());
        var calls = arr();
        for (var block : play.blocks()) {
            switch (block) {
                case Block.Text text -> message.put("content", text.whole());
                case Block.Thinking thinking -> message.put("reasoning_content", thinking.whole());
                case Block.Refusal refusal -> message.put("refusal", refusal.whole());
                case Block.Call call -> calls.add(obj("id", call.id(), "type", "function", "function",
                        obj("name", call.name(), "arguments", call.whole())));
            }
        }
        if (!calls.isEmpty()) {
            message.put("tool_calls", calls);
        }
        return obj("id", "chatcmpl-sim", "object", "chat.completion", "created", CREATED, "model", asked.model(),
                "choices",
                arr(obj("index", 0, "message", message, "logprobs", null, "finish_reason", finish(play.finish()))),
                "usage", usage(), "service_tier", "default", "system_fingerprint", "fp_sim");
    }

    @Override
    protected List<String> events(Asked asked, Play play) {
        boolean usage = asked.body().path("stream_options").path("include_usage").asBoolean();
        var events = new ArrayList<String>();
        events.add(": SIMULATOR PROCESSING\n\n");
        opening(asked, play, usage).forEach(delta -> events.add(chunk(asked, delta, null, usage)));
        events.add(chunk(asked, obj(), finish(play.finish()), usage));
        if (usage) {
            var last = head(asked);
            last.put("choices", arr());
            last.put("usage", usage());
            events.add(sse(Optional.empty(), last));
        }
        events.add(sse(Optional.empty(), "[DONE]"));
        return events;
    }

    @Override
    protected List<String> broken(Asked asked, Play play) {
        var events = new ArrayList<>(events(asked, play).subList(0, intro()));
        events.add(sse(Optional.empty(), Json.line(Json.tree(openAiError(500, Scenario.ERROR_MESSAGE)))));
        return events;
    }

    private static List<Map<String, Object>> opening(Asked asked, Play play, boolean usage) {
        var deltas = new ArrayList<Map<String, Object>>();
        deltas.add(obj("role", "assistant", "content", ""));
        int index = 0;
        for (var block : play.blocks()) {
            switch (block) {
                case Block.Text text -> text.pieces().forEach(piece -> deltas.add(obj("content", piece)));
                case Block.Thinking it -> it.pieces().forEach(piece -> deltas.add(obj("reasoning_content", piece)));
                case Block.Refusal it -> it.pieces().forEach(piece -> deltas.add(obj("refusal", piece)));
                case Block.Call call -> deltas.addAll(calls(call, index++));
            }
        }
        return deltas;
    }

    private static List<Map<String, Object>> calls(Block.Call call, int index) {
        var deltas = new ArrayList<Map<String, Object>>();
        deltas.add(obj("tool_calls", arr(obj("index", index, "id", call.id(), "type", "function", "function",
                obj("name", call.name(), "arguments", "")))));
        call.pieces().forEach(piece -> deltas
                .add(obj("tool_calls", arr(obj("index", index, "function", obj("arguments", piece))))));
        return deltas;
    }

    private static String chunk(Asked asked, Object delta, String finish, boolean usage) {
        var chunk = head(asked);
        chunk.put("choices", arr(obj("index", 0, "delta", delta, "logprobs", null, "finish_reason", finish)));
        if (usage) {
            chunk.put("usage", null);
        }
        return sse(Optional.empty(), chunk);
    }

    private static Map<String, Object> head(Asked asked) {
        return obj("id", "chatcmpl-sim", "object", "chat.completion.chunk", "created", CREATED, "model",
                asked.model(), "service_tier", "default", "system_fingerprint", "fp_sim");
    }

    private static String finish(Finish finish) {
        return switch (finish) {
            case STOP -> "stop";
            case LENGTH -> "length";
            case TOOLS -> "tool_calls";
            case REFUSED -> "content_filter";
        };
    }

    private static Object usage() {
        return obj("prompt_tokens", Scenario.INPUT, "completion_tokens", Scenario.OUTPUT, "total_tokens",
                Scenario.INPUT + Scenario.OUTPUT, "prompt_tokens_details",
                obj("cached_tokens", Scenario.CACHED, "audio_tokens", 0), "completion_tokens_details",
                obj("reasoning_tokens", Scenario.REASONING, "audio_tokens", 0, "accepted_prediction_tokens", 0,
                        "rejected_prediction_tokens", 0));
    }
}
