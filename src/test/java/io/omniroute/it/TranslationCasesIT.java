package io.omniroute.it;

import static io.omniroute.testkit.Json.obj;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.omniroute.testkit.Admin;
import io.omniroute.testkit.CaseUpstream;
import io.omniroute.testkit.Gateway;
import io.omniroute.testkit.GatewayUnderTest;
import io.omniroute.testkit.Json;
import io.omniroute.testkit.RawClient;
import io.omniroute.testkit.RawClient.RawReply;
import io.omniroute.testkit.Received;
import io.omniroute.testkit.cases.Case;
import io.omniroute.testkit.cases.Checks;
import io.omniroute.testkit.cases.Invariants;
import io.omniroute.testkit.cases.StreamView;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The cases of the specification over HTTP: a real client, the real server, a played upstream. */
@ExtendWith(GatewayUnderTest.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TranslationCasesIT {
    private static final int[] CHUNKS = {1, 2, 3, 7, 64, Integer.MAX_VALUE};
    /** Wires whose executors do not exist yet, and cases that set a flag no operator can set. */
    private static final Set<String> NOT_CALLABLE = Set.of("kiro", "cursor", "antigravity");

    private final CaseUpstream upstream = new CaseUpstream();
    private final Map<String, String> providers = new HashMap<>();
    private Admin admin;
    private URI url;

    @BeforeAll
    void connect(Gateway gateway) {
        url = gateway.url();
        admin = gateway.admin();
    }

    @AfterAll
    void stop() {
        upstream.close();
    }

    @Test
    void theSpecificationIsAtHand() {
        assumeFalse(Case.all().isEmpty(), () -> "no specification at " + Case.folder().toAbsolutePath());

        assertThat(callable()).hasSizeGreaterThanOrEqualTo(165);
    }

    @TestFactory
    Stream<DynamicTest> casesHold() {
        return callable().stream().map(it -> DynamicTest.dynamicTest(it.toString(), () -> holds(it)));
    }

    private static List<Case> callable() {
        return Case.all().stream()
                .filter(it -> !NOT_CALLABLE.contains(it.upstreamFormat()) && it.capabilities().isEmpty()).toList();
    }

    private void holds(Case test) {
        var checks = new Checks();
        String model = routed(test);
        for (int size : test.upstreamStreams() ? CHUNKS : new int[]{Integer.MAX_VALUE}) {
            upstream.play(test, size);
            admin.post("api/resilience/reset", obj()).ok(); // the case before may have been an error
            RawReply reply = ask(test, model);
            // a provider that is away for a moment is asked once more
            assertThat(upstream.received()).as(test + ": " + reply.text()).hasSizeBetween(test.callsUpstream() ? 1 : 0,
                    test.callsUpstream() ? 2 : 0);
            upstream.received().forEach(it -> request(test, it, checks));
            answer(test, reply, checks);
        }
        assertThat(checks.violations()).as(test.toString()).isEmpty();
    }

    /** The model name of the case leads to its provider, at the played upstream. */
    private String routed(Case test) {
        String provider = providers.computeIfAbsent(test.upstreamFormat() + "/" + test.provider(), it -> made(test));
        String target = provider + "/" + test.upstreamModel();
        if (test.requestedModel().contains("/")) {
            return target;
        }
        admin.put("api/models/alias", obj("model", target, "alias", test.requestedModel())).ok();
        return test.requestedModel();
    }

    private String made(Case test) {
        boolean registered = Set.of("openai", "gemini", "deepseek", "mistral", "nvidia", "groq", "siliconflow")
                .contains(test.provider());
        if (registered) {
            admin.post("api/providers", obj("provider", test.provider(), "apiKey", "sk-case", "name", "case",
                    "providerSpecificData", obj("baseUrl", upstream.url() + "/v1"))).ok();
            return test.provider();
        }
        String prefix = "case-" + test.upstreamFormat() + "-" + test.provider();
        JsonNode node = switch (test.upstreamFormat()) {
            case "claude" -> admin.node("anthropic-compatible", prefix, upstream.url(), Optional.empty());
            case "openai-responses" ->
                admin.node("openai-compatible", prefix, URI.create(upstream.url() + "/v1"), Optional.of("responses"));
            default -> admin.node("openai-compatible", prefix, URI.create(upstream.url() + "/v1"), Optional.of("chat"));
        };
        admin.connection(node.path("id").asText(), "sk-case", prefix);
        return prefix;
    }

    private RawReply ask(Case test, String model) {
        var headers = new ArrayList<String>();
        test.clientHeaders().forEach((name, value) -> headers.add(name + ": " + value));
        String path = switch (test.clientFormat()) {
            case "claude" -> "/v1/messages";
            case "openai-responses" -> "/v1/responses";
            case "gemini" -> "/v1beta/models/" + model + ":" + test.clientMethod() + query(test);
            case "antigravity" -> "/v1internal:" + test.clientMethod() + query(test);
            default -> "/v1/chat/completions";
        };
        return RawClient.post(url, path, test.clientBody(), headers.toArray(String[]::new));
    }

    private static String query(Case test) {
        return test.clientQuery().isEmpty() ? "" : "?" + test.clientQuery().replaceFirst("^\\?", "");
    }

    private static void request(Case test, Received received, Checks checks) {
        test.expected("upstream_request").ifPresent(expected -> {
            JsonNode body = Json.tree(received.body());
            checks.oracle(expected.path("oracle"), body);
            var headers = new HashMap<String, String>();
            received.headers().forEach((name, values) -> headers.put(name, values.getFirst()));
            checks.assertions(expected.path("assert"), body, headers, received.path() + "?" + received.query());
        });
        test.expected("upstream_request_text")
                .ifPresent(
                        text -> checks.that(text.asText().equals(received.text()), "other bytes: " + received.text()));
    }

    private static void answer(Case test, RawReply reply, Checks checks) {
        JsonNode expected = test.expected("client_error").or(() -> test.expected("client_response")).orElse(null);
        if (expected == null) {
            stream(test, reply, checks);
            return;
        }
        checks.that(reply.status() == expected.path("status").asInt(), "status " + reply.status() + " " + reply.text());
        JsonNode body = Json.tree(reply.body());
        checks.oracle(expected.path("oracle"), body);
        checks.assertions(expected.path("assert"), body, reply.headers(), "");
    }

    private static void stream(Case test, RawReply reply, Checks checks) {
        JsonNode expected = test.expected("client_stream").orElseThrow();
        boolean array = reply.header("content-type").startsWith("application/json");
        StreamView view = array ? StreamView.ofArray(reply.text()) : StreamView.ofSse(reply.text());
        view.events().forEach(event -> {
            if (event.path("data").isObject() && !event.path("data").has("error")) {
                checks.oracle(expected.path("oracle"), event.path("data"));
            }
        });
        boolean usage = Json.tree(test.clientBody()).at("/stream_options/include_usage").asBoolean();
        Invariants.check(expected.path("invariants").asText(), view, usage, checks);
        for (JsonNode check : expected.path("assert")) {
            if (check.path("op").asText().equals("same_as_upstream")) {
                checks.that(view.events().equals(StreamView
                        .ofSse(new String(io.omniroute.testkit.cases.UpstreamBytes.of(test.upstreamStream()),
                                java.nio.charset.StandardCharsets.UTF_8))
                        .events()), "not the upstream's events");
            } else {
                checks.assertions(Json.tree("[" + check + "]"), view.view(test.clientFormat()), reply.headers(), "");
            }
        }
    }
}
