package io.omniroute.admin;

import static io.omniroute.admin.Office.ADMIN;
import static io.omniroute.admin.Office.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.domain.policy.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyAdminTest {
    @TempDir
    private Path data;
    private Office office;
    private PolicyAdmin admin;

    @BeforeEach
    void open() {
        office = new Office(data);
        office.loader.reload();
        admin = new PolicyAdmin(office.stores, office.directory, office.json, office.desk);
    }

    @Test
    void savedPolicyIsInForceAndReadBackAsItWas() {
        Policy saved = admin.save(form("name", "no opus", "type", "access", "priority", 5, "conditions",
                Map.of("model_pattern", "claude-*"), "actions", Map.of("block_model", List.of("*opus*"))), ADMIN);

        assertThat(admin.all()).containsExactly(saved);
        assertThat(office.snapshots.get().rules().policies()).containsExactly(saved);
        assertThat(saved.blockModels()).containsExactly("*opus*");
        assertThat(saved.modelPattern()).isEqualTo("claude-*");
    }

    @Test
    void preferredProvidersAreKeptByTheirIds() {
        String node = office.node("mock").id();

        Policy saved = admin.save(form("name", "mine first", "type", "routing", "actions",
                Map.of("prefer_provider", List.of("gq", "mock", "groq"))), ADMIN);

        assertThat(saved.preferProviders()).containsExactly("groq", node);
    }

    @Test
    void disabledPolicyIsListedAndNotInForce() {
        Policy saved = admin.save(form("name", "cap", "type", "budget", "enabled", false, "actions",
                Map.of("max_tokens", 1024)), ADMIN);
        assertThat(office.snapshots.get().rules().policies()).isEmpty();

        admin.save(form("id", saved.id(), "name", "cap", "type", "budget", "actions", Map.of("max_tokens", 512)),
                ADMIN);

        assertThat(admin.all()).singleElement().extracting(policy -> policy.maxTokens().orElseThrow()).isEqualTo(512);
        assertThat(office.events.getLast().details()).isEqualTo(Map.of("enabled", Map.of("old", false, "new", true),
                "actions", Map.of("old", Map.of("max_tokens", 1024), "new", Map.of("max_tokens", 512))));
    }

    @Test
    void deletedPolicyIsGone() {
        Policy saved = admin.save(form("name", "cap", "type", "budget", "actions", Map.of("max_tokens", 1)), ADMIN);

        admin.delete(saved.id(), ADMIN);

        assertThat(office.snapshots.get().rules().policies()).isEmpty();
        assertThatThrownBy(() -> admin.delete(saved.id(), ADMIN)).isInstanceOf(RefusedException.class);
    }

    @Test
    void everyWrongFieldIsNamed() {
        assertThatThrownBy(() -> admin.save(form("type", "magic", "priority", -1), ADMIN))
                .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.refusal().details())
                        .extracting(FieldError::field).containsExactly("name", "type", "priority"));
        assertThatThrownBy(() -> admin.save(
                form("name", "n", "type", "routing", "actions", Map.of("prefer_provider", List.of("nowhere"))),
                ADMIN)).isInstanceOfSatisfying(RefusedException.class,
                        e -> assertThat(e.refusal().details()).containsExactly(
                                new FieldError("actions.prefer_provider", "Unknown provider: nowhere")));
        assertThatThrownBy(
                () -> admin.save(form("name", "n", "type", "budget", "actions", Map.of("max_tokens", 0)), ADMIN))
                .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.refusal().details())
                        .extracting(FieldError::field).containsExactly("actions.max_tokens"));
        assertThat(admin.all()).isEmpty();
    }

    @Test
    void storedValueThatIsNoPolicyIsLeftOut() {
        office.stores.settings().put("policies", "odd", "{\"name\":\"x\",\"type\":\"sorcery\"}");
        office.stores.settings().put("policies", "old",
                "{\"name\":\"old\",\"type\":\"access\",\"actions\":{\"block_model\":[\"a\"]}}");

        office.loader.reload();

        assertThat(office.snapshots.get().rules().policies()).extracting(Policy::id).containsExactly("old");
    }
}
