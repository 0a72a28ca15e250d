package io.omniroute.gateway;

import static io.omniroute.gateway.ScriptedExecutor.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.catalog.Given;
import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.combo.ComboConfig;
import io.omniroute.domain.combo.ComboStrategy;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.log.CallStep;
import io.omniroute.domain.route.FallbackChain;
import io.omniroute.domain.settings.CustomModel;
import io.omniroute.domain.snapshot.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where a request goes on, where it stops, and what is remembered of it. */
@Timeout(30)
class PursuitTest {
    private static final String BROKEN = "{\"error\":{\"message\":\"boom\",\"type\":\"server_error\"}}";
    private static final String TOO_LONG = "{\"error\":{\"message\":\"maximum context length is 8192 tokens\","
            + "\"type\":\"invalid_request_error\",\"code\":\"context_length_exceeded\"}}";

    private final List<String> asked = new ArrayList<>();
    private final Map<String, Supplier<ScriptedExecutor.Answer>> reactions = new ConcurrentHashMap<>();

    private Corridor corridor(Snapshot snapshot) {
        return new Corridor(Speech.CHAT, new ByAccount((account, request) -> {
            asked.add(account);
            return reactions.getOrDefault(account, () -> json(200, Speech.CHAT.goodReply())).get();
        }), snapshot, Corridor.settings());
    }

    private static ProviderNode node(String prefix) {
        return new ProviderNode(NodeType.OPENAI_CHAT.idPrefix() + prefix, NodeType.OPENAI_CHAT, prefix, prefix,
                "http://127.0.0.1:1/v1", Given.NOW, Given.NOW);
    }

    /** Nodes p, q and r with an account each, named like the node. */
    private static Given.SnapshotOf nodes() {
        return Given.nothing().nodes(node("p"), node("q"), node("r")).with(account("p"), account("q"), account("r"));
    }

    private static Connection account(String prefix) {
        return Given.account(prefix, node(prefix).id(), 1, Given.NOW);
    }

    private static Combo combo(ComboStrategy strategy, String... models) {
        return new Combo("c", "combo", List.of(models).stream().map(model -> new Combo.Entry(model, 1)).toList(),
                strategy, ComboConfig.NONE, true, Given.NOW, Given.NOW);
    }

    private static Inbound asks(String model) {
        return Corridor.inbound(io.omniroute.domain.Format.OPENAI,
                "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
                Optional.empty());
    }

    @Test
    void aComboGoesOnToItsNextEntryAndIsNamed() {
        reactions.put("p", () -> json(500, BROKEN));
        try (var corridor = corridor(nodes().combos(combo(ComboStrategy.PRIORITY, "p/m", "q/m")).snapshot())) {
            RecordingChannel client = corridor.serve(asks("combo"));

            assertThat(client.status).isEqualTo(200);
            assertThat(asked).containsExactly("p", "q");
            assertThat(client.headers).containsEntry("X-OmniRoute-Combo", "combo")
                    .containsEntry("X-OmniRoute-Attempts", "2");
            assertThat(corridor.booked.only().comboName()).isEqualTo("combo");
            var figures = corridor.side.metrics().of("combo").orElseThrow();
            assertThat(figures.fallbacks()).isEqualTo(1);
            assertThat(figures.requests().successes()).isEqualTo(1);
            assertThat(figures.models().keySet()).containsExactlyInAnyOrder(node("p").id() + "/m",
                    node("q").id() + "/m");
        }
    }

    @Test
    void aClientsMistakeEndsACombo() {
        reactions.put("p", () -> json(400, BROKEN));
        try (var corridor = corridor(nodes().combos(combo(ComboStrategy.PRIORITY, "p/m", "q/m")).snapshot())) {
            assertThat(corridor.serve(asks("combo")).status).isEqualTo(400);
            assertThat(asked).containsExactly("p");
            reactions.remove("p");
            assertThat(corridor.serve(asks("combo")).status).isEqualTo(200);
            assertThat(asked).containsExactly("p", "p");
        }
    }

    @Test
    void aChainServesWhereTheModelCannot() {
        reactions.put("p", () -> json(429, BROKEN, "retry-after", "60"));
        var chain = new FallbackChain(FallbackChain.GLOBAL, "production", List.of(
                new FallbackChain.Entry(node("q").id(), Optional.of("other"), 0, true)));
        try (var corridor = corridor(nodes().chains(chain).snapshot())) {
            assertThat(corridor.serve(asks("p/m")).status).isEqualTo(200);
            assertThat(corridor.serve(asks("p/m")).status).isEqualTo(200);

            assertThat(asked).containsExactly("p", "q", "q");
            assertThat(corridor.called.getLast().steps()).extracting(CallStep::outcome)
                    .containsExactly(CallStep.SKIPPED, CallStep.OK);
        }
    }

    @Test
    void aConversationThatIsTooLongGoesToALargerModelOnlyAndPunishesNobody() {
        reactions.put("p", () -> json(400, TOO_LONG));
        Snapshot snapshot = nodes().combos(combo(ComboStrategy.PRIORITY, "p/m", "q/m", "r/m")).snapshot();
        snapshot = snapshot.with(new Snapshot.Models(Map.of(), Map.of(node("p").id(), window(8_192), node("q").id(),
                window(4_096), node("r").id(), window(100_000)), Map.of()));
        try (var corridor = corridor(snapshot)) {
            assertThat(corridor.serve(asks("combo")).status).isEqualTo(200);
            assertThat(asked).containsExactly("p", "r");
            corridor.serve(asks("combo"));
            assertThat(asked).containsExactly("p", "r", "p", "r");
        }
    }

    @Test
    void whatIsTooLongForAllIsToldInTheClientsWords() {
        reactions.put("p", () -> json(413, "{\"error\":{\"message\":\"request too large\"}}"));
        try (var corridor = corridor(nodes().snapshot())) {
            String body = "{\"model\":\"p/m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
            RecordingChannel client = corridor
                    .serve(Corridor.inbound(io.omniroute.domain.Format.OPENAI_RESPONSES,
                            body.replace("\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]", "\"input\":\"hi\"")
                                    .replace("\"max_tokens\":9,", ""),
                            Optional.empty()));

            assertThat(client.status).isEqualTo(413);
            assertThat(client.text()).contains("context_length_exceeded").contains("request too large");
        }
    }

    private static List<CustomModel> window(int tokens) {
        return List.of(new CustomModel("m", "m", Map.of("contextWindow", tokens)));
    }

    @Test
    void attemptsEndWithTheBudget() {
        List<Connection> many = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            many.add(Given.account("a" + i, node("p").id(), i + 1, Given.NOW));
            reactions.put("a" + i, () -> json(500, BROKEN));
        }
        Snapshot snapshot = Given.nothing().nodes(node("p")).with(many.toArray(Connection[]::new)).snapshot();
        try (var corridor = corridor(snapshot)) {
            RecordingChannel client = corridor.serve(asks("p/m"));

            assertThat(client.status).isEqualTo(500);
            assertThat(asked).hasSize(20);
        }
    }

    @Test
    void aConversationKeepsItsAccountWhileThatServes() {
        Snapshot snapshot = Given.nothing().nodes(node("p"))
                .with(Given.account("a", node("p").id(), 1, Given.NOW),
                        Given.account("b", node("p").id(), 2, Given.NOW))
                .snapshot();
        try (var corridor = corridor(snapshot)) {
            reactions.put("a", () -> json(429, BROKEN, "retry-after", "1"));
            corridor.serve(named("conversation-1"));
            corridor.side.upstreams().renew("a");
            reactions.remove("a");
            corridor.serve(named("conversation-1"));
            corridor.serve(named("conversation-2"));

            assertThat(asked).containsExactly("a", "b", "b", "a");
        }
    }

    private static Inbound named(String conversation) {
        return Corridor.inbound(io.omniroute.domain.Format.OPENAI, "{\"model\":\"p/m\",\"prompt_cache_key\":\""
                + conversation + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}", Optional.empty());
    }

    @Test
    void nobodyLeftIsToldWithTheTimeOfTheFirstReturn() {
        reactions.put("p", () -> json(429, "{\"error\":{\"message\":\"slow down\"}}", "retry-after", "90"));
        try (var corridor = corridor(nodes().snapshot())) {
            RecordingChannel first = corridor.serve(asks("p/m"));
            RecordingChannel second = corridor.serve(asks("p/m"));

            assertThat(first.status).isEqualTo(429);
            assertThat(second.status).isEqualTo(429);
            assertThat(second.text()).contains("slow down (reset after 1m ");
            assertThat(Integer.parseInt(second.headers.get("Retry-After"))).isBetween(80, 90);
            assertThat(second.headers.get("X-OmniRoute-Trace")).contains("\"outcome\":\"skipped\"")
                    .contains("\"nextTry\"").doesNotContain("slow down");
            assertThat(asked).containsExactly("p");
            assertThat(new String(first.bytes(), UTF_8)).contains("slow down");
        }
    }

    @Test
    void aResponseWithoutAnEndIsNotMadeToLookWhole() {
        var node = Given.node(NodeType.OPENAI_RESPONSES, "p", "http://127.0.0.1:1/v1");
        reactions.put("p", () -> json(200, "{\"id\":\"resp_1\",\"object\":\"response\",\"created_at\":1,"
                + "\"model\":\"m\",\"status\":\"in_progress\",\"output\":[]}"));
        Snapshot snapshot = Given.nothing().nodes(node).with(Given.account("p", node.id(), 1, Given.NOW)).snapshot();
        try (var corridor = corridor(snapshot)) {
            RecordingChannel client = corridor.serve(asks("p/m"));

            assertThat(client.status).isEqualTo(502);
            assertThat(client.text()).contains("has no end").doesNotContain("finish_reason");
        }
    }

    @Test
    void whatIsBeyondTheLimitIsToldToComeAgain() {
        var defaults = GatewaySettings.Pursuit.DEFAULTS;
        var none = new GatewaySettings.Pursuit(defaults.sticky(), defaults.unknownModels(), defaults.maxAttempts(),
                defaults.maxTime(), defaults.limiterWait(), 0);
        var settings = new GatewaySettings(Corridor.LONG, Corridor.LONG, Corridor.LONG, Corridor.LONG, Corridor.LONG,
                Duration.ZERO, false, false, Map.of(), none);
        try (var corridor = new Corridor(Speech.CHAT, new ByAccount((account, request) -> {
            throw new AssertionError("nobody is asked");
        }), nodes().snapshot(), settings)) {
            RecordingChannel client = corridor.serve(asks("p/m"));

            assertThat(client.status).isEqualTo(503);
            assertThat(client.headers).containsEntry("Retry-After", "1");
        }
    }
}
