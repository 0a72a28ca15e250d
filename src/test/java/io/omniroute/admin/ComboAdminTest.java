package io.omniroute.admin;

import static io.omniroute.admin.Office.ADMIN;
import static io.omniroute.admin.Office.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.combo.ComboStrategy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComboAdminTest {
    private final Office office = new Office(Path.of("unused"));

    @Test
    void comboIsMadeFoundAndServedFromTheSnapshot() {
        Combo made = office.comboAdmin.create(form("name", "premium/coding", "models",
                List.of("cc/claude-opus-4-6", Map.of("model", "openai/gpt-5", "weight", 30)), "strategy", "weighted",
                "config", Map.of("timeoutMs", 9_000)), ADMIN);

        assertThat(made.entries()).containsExactly(new Combo.Entry("cc/claude-opus-4-6", 0),
                new Combo.Entry("openai/gpt-5", 30));
        assertThat(made.config().timeout()).isEqualTo(Duration.ofSeconds(9));
        assertThat(office.comboAdmin.find(made.id())).isEqualTo(made);
        assertThat(office.snapshots.get().combo("premium/coding")).contains(made);
        assertThat(office.actions()).contains("combo.create");
    }

    @Test
    void whatAnUpdateDoesNotNameStays() {
        Combo made = combo("spare", "openai/gpt-5");

        Combo changed = office.comboAdmin.update(made.id(), form("isActive", false), ADMIN);

        assertThat(changed.entries()).isEqualTo(made.entries());
        assertThat(office.snapshots.get().combo("spare")).isEmpty();
        assertThat(office.comboAdmin.update(made.id(), form("models", List.of()), ADMIN).entries()).isEmpty();
    }

    @Test
    void aComboThatIsGoneOrRenamedLeavesNothingBehind() {
        Combo made = combo("spare", "openai/gpt-5");
        use("spare");
        use("other");

        office.comboAdmin.update(made.id(), form("name", "spare"), ADMIN);
        assertThat(office.comboMetrics.of("spare")).isPresent();
        office.comboAdmin.update(made.id(), form("name", "renamed"), ADMIN);
        assertThat(office.comboMetrics.of("spare")).isEmpty();
        assertThat(office.routeState.counters().turn("spare")).isZero();

        use("renamed");
        office.comboAdmin.delete(made.id(), false, ADMIN);
        assertThat(office.comboMetrics.all()).containsOnlyKeys("other");
        assertThat(office.routeState.counters().turn("renamed")).isZero();
        assertThat(office.routeState.counters().turn("other")).isEqualTo(1);
    }

    private void use(String combo) {
        office.routeState.counters().nextTurn(combo);
        office.comboMetrics.tried(combo, "openai/gpt-5", true, 200, Duration.ofMillis(1));
    }

    @Test
    void strategyOfTheDefaultsIsThatOfANewCombo() {
        office.comboDefaults.change(form("comboDefaults", Map.of("strategy", "random")), ADMIN);

        assertThat(combo("spare", "openai/gpt-5").strategy()).isEqualTo(ComboStrategy.RANDOM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with blank", "ümlaut", "a/../b", "x[1m]"})
    void nameThatNobodyCouldAskForIsRefused(String name) {
        refused(Refusal.Kind.INVALID, () -> office.comboAdmin.create(form("name", name), ADMIN));
    }

    @Test
    void nameThatIsTakenOrHidesAModelIsAConflict() {
        combo("spare", "openai/gpt-5");
        office.modelAdmin.putAlias(form("alias", "fast", "model", "openai/gpt-5"), ADMIN);

        refused(Refusal.Kind.CONFLICT, () -> combo("spare", "openai/gpt-5"));
        refused(Refusal.Kind.CONFLICT, () -> combo("fast", "openai/gpt-5"));
        refused(Refusal.Kind.CONFLICT, () -> combo("openai/gpt-4o", "openai/gpt-5"));
        refused(Refusal.Kind.CONFLICT,
                () -> office.modelAdmin.putAlias(form("alias", "spare", "model", "openai/gpt-5"), ADMIN));
    }

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        assertThatThrownBy(() -> office.comboAdmin.create(form("name", "x", "models",
                List.of(Map.of("model", "a/b", "weight", 101), 7, "a/../b"), "strategy", "guess", "config",
                Map.of("maxRetries", 11, "timeoutMs", 999, "concurrencyPerModel", 0)), ADMIN))
                .isInstanceOfSatisfying(RefusedException.class,
                        e -> assertThat(e.refusal().details()).extracting(FieldError::field).containsExactlyInAnyOrder(
                                "models[0].weight", "models[1]", "models[2]", "strategy", "config.maxRetries",
                                "config.timeoutMs", "config.concurrencyPerModel"));
        assertThat(office.combos).isEmpty();
    }

    @Test
    void circlesAreRefusedByNameEvenThroughAnAlias() {
        Combo inner = combo("inner", "openai/gpt-5");
        combo("outer", "inner", "openai/gpt-4o");
        office.modelAdmin.putAlias(form("alias", "back", "model", "outer"), ADMIN);

        assertThatThrownBy(() -> office.comboAdmin.update(inner.id(), form("models", List.of("back")), ADMIN))
                .hasMessageContaining("inner").hasMessageContaining("circle");
        refused(Refusal.Kind.INVALID, () -> combo("self", "self"));
        assertThat(office.comboAdmin.find(inner.id())).isEqualTo(inner);
    }

    @Test
    void fourthLevelIsRefusedAndNamesTheComboThatGrewTooDeep() {
        Combo bottom = combo("bottom", "openai/gpt-5");
        combo("middle", "bottom");
        combo("top", "middle");
        combo("deeper", "openai/gpt-5");

        refused(Refusal.Kind.INVALID, () -> combo("roof", "top"));
        assertThatThrownBy(() -> office.comboAdmin.update(bottom.id(), form("models", List.of("deeper")), ADMIN))
                .hasMessageContaining("Combo top is nested 4 deep");
        assertThat(combo("beside", "middle").name()).isEqualTo("beside");
    }

    @Test
    void wideNestingIsCheckedInNoTime() {
        office.comboDefaults.change(form("comboDefaults", Map.of("maxComboDepth", 10)), ADMIN);
        combo("level0", "nobody/knows");
        for (int i = 1; i < 10; i++) {
            combo("level" + i, Collections.nCopies(100, "level" + (i - 1)).toArray(String[]::new));
        }

        refused(Refusal.Kind.INVALID, () -> combo("level10", "level9"));
    }

    @Test
    void comboInUseIsDeletedOnlyByForce() {
        Combo inner = combo("inner", "openai/gpt-5");
        combo("outer", "inner");

        refused(Refusal.Kind.CONFLICT, () -> office.comboAdmin.delete(inner.id(), false, ADMIN));
        refused(Refusal.Kind.CONFLICT, () -> office.comboAdmin.update(inner.id(), form("name", "new"), ADMIN));
        office.comboAdmin.delete(inner.id(), true, ADMIN);

        assertThat(office.combos.values()).extracting(Combo::name).containsExactly("outer");
        refused(Refusal.Kind.NOT_FOUND, () -> office.comboAdmin.delete(inner.id(), true, ADMIN));
    }

    @Test
    void moreThanAHundredEntriesAreTooMany() {
        List<String> models = new ArrayList<>(Collections.nCopies(101, "openai/gpt-5"));

        refused(Refusal.Kind.INVALID, () -> combo("many", models.toArray(String[]::new)));
    }

    @Test
    void defaultsAndOverridesAreMergedCheckedAndTakenBack() {
        office.comboDefaults.change(form("comboDefaults", Map.of("timeoutMs", 5_000, "maxRetries", 2),
                "providerOverrides", Map.of("groq", Map.of("timeoutMs", 2_000))), ADMIN);
        Map<String, Object> taken = new HashMap<>();
        taken.put("maxRetries", null);

        ComboDefaults.InForce now = office.comboDefaults.change(form("comboDefaults", taken), ADMIN);

        assertThat(now.comboDefaults()).containsEntry("timeoutMs", 5_000).containsEntry("maxRetries", null)
                .containsEntry("retryDelayMs", 2_000).containsEntry("strategy", "priority");
        assertThat(now.providerOverrides()).isEqualTo(Map.of("groq", Map.of("timeoutMs", 2_000)));
        assertThat(office.snapshots.get().settings().routing().comboOverrides().get("groq").timeout())
                .isEqualTo(Duration.ofSeconds(2));
        refused(Refusal.Kind.INVALID, () -> office.comboDefaults
                .change(form("providerOverrides", Map.of("groq", Map.of("queueTimeoutMs", 1))), ADMIN));
    }

    private Combo combo(String name, String... models) {
        return office.comboAdmin.create(form("name", name, "models", List.of(models)), ADMIN);
    }

    private static void refused(Refusal.Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RefusedException.class,
                e -> assertThat(e.refusal().kind()).isEqualTo(kind));
    }
}
