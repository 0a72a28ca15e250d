package io.omniroute.it;

import static io.omniroute.testkit.Json.arr;
import static io.omniroute.testkit.Json.obj;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.omniroute.testkit.AnthropicVendor;
import io.omniroute.testkit.Gateway;
import io.omniroute.testkit.GatewayUnderTest;
import io.omniroute.testkit.GeminiVendor;
import io.omniroute.testkit.Json;
import io.omniroute.testkit.OpenAiChatVendor;
import io.omniroute.testkit.RawClient;
import io.omniroute.testkit.RawClient.RawReply;
import io.omniroute.testkit.Vendor;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * P09: a conversation of thirty turns that changes Claude, Gemini and open weights at every turn, over vendors that
 * refuse what they did not sign. Every client hands back what it was given, as its dialect has it.
 */
@ExtendWith(GatewayUnderTest.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongConversationIT {
    private static final int TURNS = 30;
    private static final String QUESTION = "And now?";

    private final List<Vendor> vendors = List.of(new AnthropicVendor("sk-long-a"), new GeminiVendor("sk-long-g"),
            new OpenAiChatVendor("sk-long-o"));
    private List<String> prefixes = List.of();
    private URI url;

    @BeforeAll
    void route(Gateway gateway) {
        url = gateway.url();
        var admin = gateway.admin();
        prefixes = vendors.stream().map(admin::route).toList();
    }

    @BeforeEach
    void forget() {
        vendors.forEach(Vendor::forget);
    }

    @AfterAll
    void stop() {
        vendors.forEach(Vendor::close);
    }

    @Test
    void chatCompletions() {
        converse(new Chat());
    }

    @Test
    void messages() {
        converse(new Messages());
    }

    @Test
    void responses() {
        converse(new Responses());
    }

    @Test
    void generateContent() {
        converse(new GenerateContent());
    }

    private void converse(Client client) {
        client.ask();
        for (int turn = 0; turn < TURNS; turn++) {
            String model = prefixes.get(turn % prefixes.size()) + "/sim-agent";
            RawReply reply = RawClient.post(url, client.path(model), Json.line(client.body(model)));

            assertThat(reply.status()).as("turn " + turn + ": " + reply.text()).isEqualTo(200);
            client.heard(Json.tree(reply.body()));
        }
        vendors.forEach(it -> assertThat(it.violations()).isEmpty());
        vendors.forEach(it -> assertThat(it.received()).hasSize(TURNS / vendors.size()));
    }

    private static Map<String, Object> weather() {
        return obj("type", "object", "properties",
                obj("city", obj("type", "string"), "unit", obj("type", "string")), "required", arr("city"));
    }

    /** One dialect's way of keeping a conversation. */
    private abstract static class Client {
        final ArrayNode history = JsonNodeFactory.instance.arrayNode();

        abstract String path(String model);

        abstract Object body(String model);

        /** The next question. */
        abstract void ask();

        /** Keeps the answer and reacts: answers a call, or asks on. */
        abstract void heard(JsonNode answer);

        void say(Object message) {
            history.add(Json.tree(Json.line(message)));
        }
    }

    private static final class Chat extends Client {
        @Override
        String path(String model) {
            return "/v1/chat/completions";
        }

        @Override
        Object body(String model) {
            return obj("model", model, "messages", history, "tools", arr(obj("type", "function", "function",
                    obj("name", "get_weather", "description", "The weather", "parameters", weather()))));
        }

        @Override
        void ask() {
            say(obj("role", "user", "content", QUESTION));
        }

        @Override
        void heard(JsonNode answer) {
            var message = (ObjectNode) answer.at("/choices/0/message").deepCopy();
            message.remove("annotations"); // of answers only
            history.add(message);
            for (JsonNode call : message.path("tool_calls")) {
                say(obj("role", "tool", "tool_call_id", call.path("id").asText(), "content", "4 degrees"));
            }
            if (message.path("tool_calls").isEmpty()) {
                ask();
            }
        }
    }

    private static final class Messages extends Client {
        @Override
        String path(String model) {
            return "/v1/messages";
        }

        @Override
        Object body(String model) {
            return obj("model", model, "max_tokens", 4000, "messages", history, "thinking",
                    obj("type", "enabled", "budget_tokens", 2000), "tools",
                    arr(obj("name", "get_weather", "description", "The weather", "input_schema", weather())));
        }

        @Override
        void ask() {
            say(obj("role", "user", "content", QUESTION));
        }

        @Override
        void heard(JsonNode answer) {
            say(obj("role", "assistant", "content", answer.path("content")));
            var results = arr();
            for (JsonNode block : answer.path("content")) {
                if (block.path("type").asText().equals("tool_use")) {
                    results.add(obj("type", "tool_result", "tool_use_id", block.path("id").asText(), "content",
                            "4 degrees"));
                }
            }
            if (results.isEmpty()) {
                ask();
            } else {
                say(obj("role", "user", "content", results));
            }
        }
    }

    private static final class Responses extends Client {
        @Override
        String path(String model) {
            return "/v1/responses";
        }

        @Override
        Object body(String model) {
            return obj("model", model, "input", history, "store", false, "include",
                    arr("reasoning.encrypted_content"), "reasoning", obj("effort", "low"), "tools",
                    arr(obj("type", "function", "name", "get_weather", "description", "The weather", "parameters",
                            weather(), "strict", false)));
        }

        @Override
        void ask() {
            say(obj("role", "user", "content", QUESTION));
        }

        @Override
        void heard(JsonNode answer) {
            boolean called = false;
            for (JsonNode item : answer.path("output")) {
                history.add(item);
            }
            for (JsonNode item : answer.path("output")) {
                if (item.path("type").asText().equals("function_call")) {
                    called = true;
                    say(obj("type", "function_call_output", "call_id", item.path("call_id").asText(), "output",
                            "4 degrees"));
                }
            }
            if (!called) {
                ask();
            }
        }
    }

    private static final class GenerateContent extends Client {
        @Override
        String path(String model) {
            return "/v1beta/models/" + model + ":generateContent";
        }

        @Override
        Object body(String model) {
            return obj("contents", history, "generationConfig",
                    obj("thinkingConfig", obj("includeThoughts", true, "thinkingBudget", 1024)), "tools",
                    arr(obj("functionDeclarations", arr(obj("name", "get_weather", "description", "The weather",
                            "parametersJsonSchema", weather())))));
        }

        @Override
        void ask() {
            say(obj("role", "user", "parts", arr(obj("text", QUESTION))));
        }

        @Override
        void heard(JsonNode answer) {
            JsonNode content = answer.at("/candidates/0/content");
            history.add(content);
            var results = arr();
            for (JsonNode part : content.path("parts")) {
                JsonNode call = part.path("functionCall");
                if (!call.isMissingNode()) {
                    var response = obj("name", call.path("name").asText(), "response", obj("output", "4 degrees"));
                    if (call.has("id")) {
                        response.put("id", call.path("id").asText());
                    }
                    results.add(obj("functionResponse", response));
                }
            }
            if (results.isEmpty()) {
                ask();
            } else {
                say(obj("role", "user", "parts", results));
            }
        }
    }
}
