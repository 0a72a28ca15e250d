package io.omniroute.admin;

import static io.omniroute.admin.Office.ADMIN;
import static io.omniroute.admin.Office.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.admin.RouteForecast.Leg;
import io.omniroute.domain.failure.Failure;
import io.omniroute.resilience.Admission;
import io.omniroute.resilience.Patience;
import io.omniroute.resilience.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouteAdminTest {
    private final Office office = new Office(Path.of("unused"));

    @BeforeEach
    void open() {
        office.loader.reload();
    }

    @Test
    void winningRuleAndEveryHopAreShown() {
        office.settingsAdmin.change(form("wildcardAliases",
                List.of(Map.of("pattern", "claude-*", "target", "openai/gpt-4o"))), ADMIN);

        RouteAdmin.Resolved resolved = office.routeAdmin.resolve(Optional.of("claude-x[1m]"));

        assertThat(resolved.rule()).isEqualTo("wildcard-alias");
        assertThat(resolved.alias()).contains("claude-*");
        assertThat(resolved.extendedContext()).isTrue();
        assertThat(resolved.provider() + "/" + resolved.modelId()).isEqualTo("openai/gpt-4o");
        assertThat(resolved.targetFormat()).isEqualTo("openai");
        assertThat(resolved.hops()).containsExactly(new RouteAdmin.Hop("wildcard-alias", "claude-*", "openai/gpt-4o"));
    }

    @Test
    void comboIsShownByItsName() {
        combo("team", "openai/gpt-4o");

        RouteAdmin.Resolved resolved = office.routeAdmin.resolve(Optional.of("team"));

        assertThat(resolved.rule()).isEqualTo("combo");
        assertThat(resolved.combo()).contains("team");
    }

    @Test
    void unknownNameIsA404WithSuggestions() {
        assertThatThrownBy(() -> office.routeAdmin.resolve(Optional.of("nobody/gpt-4oo")))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(e.refusal().kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
                    assertThat(e.refusal().extra().get("suggestions").toString()).contains("gpt-4o");
                });
        assertThatThrownBy(() -> office.routeAdmin.resolve(Optional.empty())).hasMessage("Model is required");
    }

    @Test
    void forecastFollowsWhatIsRememberedOfTheAccounts() {
        office.connection("openai", "one");
        office.connection("openai", "two");
        combo("team", "openai/gpt-4o", "groq/x");
        assertThat(office.routeAdmin.forecast(form("comboName", "team")).legs()).extracting(Leg::account)
                .containsExactly("one", "two", "");

        fail("one");

        RouteForecast forecast = office.routeAdmin.forecast(form("comboName", "team", "messages", List.of("Hi")));
        assertThat(forecast.strategy()).contains("priority");
        assertThat(forecast.legs()).extracting(Leg::account).containsExactly("two", "one", "");
        assertThat(forecast.legs()).extracting(Leg::status).containsExactly("ready", "skipped", "skipped");
        assertThat(forecast.legs().get(1).reason()).startsWith("cooling down");
        assertThat(forecast.legs().getLast().reason()).isEqualTo("No credentials for provider: groq");
    }

    @Test
    void forecastOfNothingIsRefused() {
        assertThatThrownBy(() -> office.routeAdmin.forecast(form())).hasMessage("model or comboName is required");
        assertThatThrownBy(() -> office.routeAdmin.forecast(form("comboName", "gpt-4o")))
                .hasMessage("Combo not found");
        assertThatThrownBy(() -> office.routeAdmin.forecast(form("model", "nobody/x")))
                .hasMessageContaining("not found");
    }

    @Test
    void forecastCountsNothing() {
        office.connection("openai", "one");
        office.comboAdmin.create(form("name", "turns", "strategy", "round-robin", "models",
                List.of("openai/gpt-4o", "openai/gpt-5")), ADMIN);

        RouteForecast first = office.routeAdmin.forecast(form("comboName", "turns"));

        assertThat(office.routeAdmin.forecast(form("comboName", "turns"))).isEqualTo(first);
        office.routeState.counters().nextTurn("turns");
        assertThat(office.routeAdmin.forecast(form("comboName", "turns")).legs().getFirst().model()).isEqualTo("gpt-5");
    }

    @Test
    void everyModelOfAComboIsAskedOnceThoseOfNestedOnesToo() {
        combo("inner", "groq/a", "openai/gpt-4o");
        combo("outer", "openai/gpt-4o", "inner", "nobody/x");

        ComboTrial.Report report = office.comboTrial.run(form("comboName", "outer"), ADMIN);

        assertThat(report.results()).extracting(ComboTrial.Result::model).containsExactly("openai/gpt-4o", "groq/a",
                "nobody/x");
        assertThat(report.results()).extracting(it -> it.finding().status()).containsExactly(503, 200, 404);
        assertThat(report.resolvedBy()).contains("groq/a");
        assertThat(office.asked).containsExactlyInAnyOrder("openai/gpt-4o", "groq/a");
        assertThatThrownBy(() -> office.comboTrial.run(form("comboName", "none"), ADMIN)).hasMessage("Combo not found");
    }

    private void combo(String name, String... models) {
        office.comboAdmin.create(form("name", name, "models", List.of(models)), ADMIN);
    }

    /** A server error on the account of this name. */
    private void fail(String name) {
        String id = office.connections.values().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow()
                .id();
        var target = new Target("openai", id, "gpt-4o");
        try (var journey = office.routeState.upstreams().journey()) {
            var admitted = (Admission.Admitted) journey.admit(target, Patience.NONE);
            admitted.permit().failed(office.routeState.upstreams().judge(target, new Failure.Unreachable("gone")),
                    Map.of());
        }
    }
}
