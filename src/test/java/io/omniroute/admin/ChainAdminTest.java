package io.omniroute.admin;

import static io.omniroute.admin.Office.ADMIN;
import static io.omniroute.admin.Office.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.domain.route.FallbackChain;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChainAdminTest {
    private final Office office = new Office(Path.of("unused"));

    @BeforeEach
    void open() {
        office.loader.reload();
    }

    @Test
    void entriesAreReadInBothFormsAndOrderedByPriority() {
        FallbackChain chain = office.chainAdmin.put(form("model", "gpt-5", "name", "production-fallback", "chain",
                List.of(Map.of("provider", "groq", "priority", 2), "ds/deepseek-chat",
                        Map.of("provider", "openai", "model", "openai/gpt-4o", "enabled", false))),
                ADMIN);

        assertThat(chain.entries()).containsExactly(
                new FallbackChain.Entry("ds", Optional.of("deepseek-chat"), 0, true),
                new FallbackChain.Entry("openai", Optional.of("gpt-4o"), 0, false),
                new FallbackChain.Entry("groq", Optional.empty(), 2, true));
        assertThat(office.snapshots.get().routes().chains()).containsEntry("gpt-5", chain);
        assertThat(office.chainAdmin.all()).containsExactly(chain);
    }

    @Test
    void chainIsReplacedAndRemoved() {
        office.chainAdmin.put(form("model", "*", "chain", List.of("ds/deepseek-chat")), ADMIN);
        office.chainAdmin.put(form("model", "*", "chain", List.of("openai/gpt-5")), ADMIN);

        assertThat(office.chainAdmin.all()).hasSize(1);
        assertThat(office.chainAdmin.remove(Optional.of("*"), ADMIN)).isTrue();
        assertThat(office.chainAdmin.remove(Optional.of("*"), ADMIN)).isFalse();
        assertThatThrownBy(() -> office.chainAdmin.remove(Optional.empty(), ADMIN)).hasMessage("Model is required");
    }

    @Test
    void wrongEntriesAreNamed() {
        assertThatThrownBy(() -> office.chainAdmin.put(form("model", "gpt-5", "chain",
                List.of("nobody/x", "openai", Map.of("model", "x"), Map.of("provider", "openai", "priority", "high"),
                        Map.of("provider", "openai", "model", "a/../b"))),
                ADMIN))
                .isInstanceOfSatisfying(RefusedException.class,
                        e -> assertThat(e.refusal().details()).extracting(FieldError::field).containsExactly(
                                "chain[0].provider", "chain[1]", "chain[2].provider", "chain[3].priority",
                                "chain[4].model"));
    }

    @Test
    void emptyChainAndUnknownModelAreRefused() {
        assertThatThrownBy(() -> office.chainAdmin.put(form("model", "gpt-5", "chain", List.of()), ADMIN))
                .hasMessageContaining("1 to 100");
        assertThatThrownBy(
                () -> office.chainAdmin.put(form("model", "no-such", "chain", List.of("openai/gpt-5")), ADMIN))
                .hasMessageContaining("Model no-such not found. Closest names: ");
        assertThat(office.chains).isEmpty();
    }
}
