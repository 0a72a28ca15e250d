package io.omniroute.routing;

import static io.omniroute.catalog.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.catalog.Given;
import io.omniroute.catalog.Given.SnapshotOf;
import io.omniroute.domain.Format;
import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.route.Leg;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final Map<String, String> NO_OVERRIDES = Map.of();

    @Test
    void accountsAreTriedByPriorityThenMostRecentlyChanged() {
        var snapshot = Given.nothing().with(Given.account("third", "openai", 2, NOW),
                Given.account("second", "openai", 1, NOW.minusSeconds(60)), Given.account("first", "openai", 1, NOW),
                Given.inactive("openai"), Given.account("groq"));

        List<Leg> legs = plan("openai/gpt-4o", Format.OPENAI, snapshot, NO_OVERRIDES);

        assertThat(legs).extracting(leg -> leg.connection().id()).containsExactly("first", "second", "third");
        assertThat(legs).extracting(Leg::model).containsOnly("gpt-4o");
    }

    @Test
    void withoutAnActiveAccountThereAreNoCredentials() {
        var snapshot = Given.nothing().with(Given.inactive("openai"));

        var failure = ((Planning.NotPlanned) planning("gpt-4o", Format.OPENAI, snapshot, NO_OVERRIDES)).failure();

        assertThat(failure.status()).isEqualTo(400);
        assertThat(failure.code()).isEqualTo("no_credentials");
        assertThat(failure.message()).isEqualTo("No credentials for provider: openai");
    }

    @Test
    void baseUrlOfTheConnectionWinsOverTheOneSetForTheProvider() {
        var own = Given.nothing().with(Given.at("http://mine/v1/", Given.account("openai")));
        Map<String, String> overrides = Map.of("openai", "http://all");

        assertThat(urls("gpt-4o", Format.OPENAI, own, overrides))
                .containsExactly("http://mine/v1/ /v1/chat/completions");
        assertThat(urls("gpt-4o", Format.OPENAI, Given.connected("openai"), overrides))
                .containsExactly("http://all /v1/chat/completions");
        assertThat(urls("gpt-4o", Format.OPENAI, Given.connected("openai"), NO_OVERRIDES))
                .containsExactly("https://api.openai.com /v1/chat/completions");
    }

    @Test
    void onlyTheProvidersOwnDialectIsExpectedAtASetBaseUrl() {
        assertThat(urls("gpt-4o", Format.OPENAI_RESPONSES, Given.connected("openai"), Map.of("openai", "http://h/v1")))
                .containsExactly("http://h/v1 /v1/chat/completions");
        assertThat(urls("gpt-4o", Format.OPENAI_RESPONSES, Given.connected("openai"), NO_OVERRIDES))
                .containsExactly("https://api.openai.com /v1/responses");
    }

    @Test
    void secondDialectAtAnotherAddressIsGivenUpForASetBaseUrl() {
        List<Leg> legs = plan("kimi/kimi-latest", Format.CLAUDE, Given.connected("kimi"), Map.of("kimi", "http://h"));

        assertThat(legs.getFirst().endpoint().format()).isEqualTo(Format.OPENAI);
        assertThat(legs.getFirst().endpoint().path()).isEqualTo("/v1/chat/completions");
    }

    @Test
    void accountOfANodeMayLiveAtItsOwnAddress() {
        ProviderNode node = Given.node(NodeType.ANTHROPIC, "mo", "http://h/v1");
        var snapshot = Given.nothing().nodes(node).with(Given.at("http://other", Given.account(node.id())));

        assertThat(urls("mo/m", Format.CLAUDE, snapshot, NO_OVERRIDES)).containsExactly("http://other /v1/messages");
    }

    @Test
    void legCarriesTheNameTheUpstreamKnows() {
        assertThat(plan("xai/grok-code-mini", Format.OPENAI, Given.connected("xai"), NO_OVERRIDES).getFirst().model())
                .isEqualTo("grok-code-fast-1");
    }

    private static List<String> urls(String model, Format door, SnapshotOf snapshot, Map<String, String> overrides) {
        return plan(model, door, snapshot, overrides).stream()
                .map(leg -> leg.endpoint().baseUrl() + " " + leg.endpoint().path()).toList();
    }

    private static List<Leg> plan(String model, Format door, SnapshotOf snapshot, Map<String, String> overrides) {
        return ((Plan) planning(model, door, snapshot, overrides)).legs();
    }

    private static Planning planning(String model, Format door, SnapshotOf snapshot, Map<String, String> overrides) {
        var found = (Resolution.Found) Resolver.resolve(model, snapshot.snapshot(), Given.SHIPPED, Optional.of(door));
        return Planner.plan(found, snapshot.snapshot(), overrides);
    }
}
