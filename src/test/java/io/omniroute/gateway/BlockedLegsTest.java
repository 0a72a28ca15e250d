package io.omniroute.gateway;

import static io.omniroute.gateway.ScriptedExecutor.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.catalog.Given;
import io.omniroute.domain.Format;
import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.combo.ComboConfig;
import io.omniroute.domain.combo.ComboStrategy;
import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.key.Caller;
import io.omniroute.domain.policy.Policy;
import io.omniroute.domain.route.FallbackChain;
import io.omniroute.domain.snapshot.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What operators forbid is forbidden on every way there is to it, and is not told of. */
@Timeout(20)
class BlockedLegsTest {
    private static final ProviderNode ONE = node("one", "p");
    private static final ProviderNode OTHER = node("two", "q");
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private Given.SnapshotOf given = Given.nothing().nodes(ONE, OTHER)
            .with(Given.account("a-one", ONE.id(), 1, Given.NOW), Given.account("a-two", OTHER.id(), 1, Given.NOW))
            .aliases(Map.of("quick-alias", "q/m"))
            .combos(combo("both", "p/m", "q/m"), combo("outer", "inner", "q/m"), combo("inner", "p/m"));
    private List<Policy> policies = List.of();
    private boolean firstFails;

    private static ProviderNode node(String id, String prefix) {
        return new ProviderNode(NodeType.OPENAI_CHAT.idPrefix() + id, NodeType.OPENAI_CHAT, "My " + id, prefix,
                "http://127.0.0.1:1/v1", Given.NOW, Given.NOW);
    }

    private static Combo combo(String name, String... models) {
        return new Combo(name, name, Stream.of(models).map(model -> new Combo.Entry(model, 0)).toList(),
                ComboStrategy.PRIORITY, ComboConfig.NONE, true, Given.NOW, Given.NOW);
    }

    private static Policy block(String condition, String... models) {
        return new Policy("id", "no entry", Policy.Type.ACCESS, true, 0, condition, List.of(), List.of(models),
                OptionalInt.empty());
    }

    private RecordingChannel ask(String model, Caller caller) {
        Snapshot plain = given.snapshot();
        var snapshot = new Snapshot(plain.accounts(), plain.keysByHash(), plain.models(), plain.routes(),
                Snapshot.Rules.of(List.of(), policies), plain.settings());
        var upstreams = new ByAccount((account, request) -> {
            asked.add(account);
            return firstFails && account.equals("a-one")
                    ? json(500, "{\"error\":{\"message\":\"theirs\"}}")
                    : json(200, Speech.CHAT.goodReply());
        });
        try (var corridor = new Corridor(Speech.CHAT, upstreams, snapshot, Corridor.settings())) {
            return corridor.serve(inbound(model, caller));
        }
    }

    private static Inbound inbound(String model, Caller caller) {
        String body = "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        return new Inbound("r-1", Format.OPENAI, caller, Map.of(), Optional.empty(), Optional.empty(),
                Inbound.Wishes.NONE, new RequestBody(body.getBytes(UTF_8), () -> {}), Instant.now(),
                new Inbound.Times(System.nanoTime(), System.nanoTime()));
    }

    @Test
    void aBlockedModelOfAComboIsLeftOut() {
        assertThat(ask("both", Caller.LOCAL).status).isEqualTo(200);
        policies = List.of(block("", "P/M"));
        assertThat(ask("both", Caller.LOCAL).status).isEqualTo(200);

        assertThat(asked).containsExactly("a-one", "a-two");
    }

    @Test
    void aPolicyForACombosNameHoldsForWhatItLeadsTo() {
        policies = List.of(block("both", "p/*"));

        ask("both", Caller.LOCAL);
        ask("p/m", Caller.LOCAL);

        assertThat(asked).containsExactly("a-two", "a-one");
    }

    @Test
    void aBlockedComboIsBlockedInsideAnotherOneToo() {
        policies = List.of(block("", "inner"));

        assertThat(ask("outer", Caller.LOCAL).status).isEqualTo(200);
        assertThat(asked).containsExactly("a-two");
    }

    @Test
    void aComboOfBlockedModelsIsRefusedAsTheyAre() {
        policies = List.of(block("", "*/m"));

        RecordingChannel client = ask("both", Caller.LOCAL);

        assertThat(client.status).isEqualTo(403);
        assertThat(client.text()).contains("model_blocked", "no entry");
        assertThat(asked).isEmpty();
    }

    @Test
    void aBlockedModelIsNoFallback() {
        given = given.chains(new FallbackChain("*", "",
                List.of(new FallbackChain.Entry("q", Optional.of("m"), 0, true))));
        firstFails = true;
        assertThat(ask("p/m", Caller.LOCAL).status).isEqualTo(200);
        policies = List.of(block("", "q/m"));
        assertThat(ask("p/m", Caller.LOCAL).status).isEqualTo(500);

        assertThat(asked).containsExactly("a-one", "a-two", "a-one");
    }

    @Test
    void aBlockedProviderServesNoComboAndIsNoFallback() {
        given = given.chains(new FallbackChain("*", "",
                List.of(new FallbackChain.Entry("q", Optional.of("m"), 0, true)))).blocked(OTHER.id());
        firstFails = true;

        assertThat(ask("both", Caller.LOCAL).status).isEqualTo(500);
        assertThat(ask("p/m", Caller.LOCAL).status).isEqualTo(500);
        assertThat(asked).containsOnly("a-one");
    }

    @Test
    void a404TellsOfNothingTheKeyMayNotUse() {
        String all = ask("quick-alia", Caller.LOCAL).text();
        assertThat(all).contains("quick-alias");

        var restricted = Caller.of(Given.keyFor("both"));
        RecordingChannel client = ask("quick-alia", restricted);

        assertThat(client.status).isEqualTo(404);
        assertThat(client.text()).contains("Closest names: both").doesNotContain("quick-alias", "inner", "outer", "q/");
        assertThat(ask("quick-alia", Caller.of(Given.keyFor("q/*"))).text()).contains("Closest names: quick-alias")
                .doesNotContain("both");
    }

    @Test
    void a404TellsOfNothingThatIsBlocked() {
        policies = List.of(block("", "q/m", "bo*"));

        assertThat(ask("quick-alia", Caller.LOCAL).text()).contains("inner").doesNotContain("quick-alias", "both");
    }
}
