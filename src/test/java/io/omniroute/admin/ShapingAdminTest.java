package io.omniroute.admin;

import static io.omniroute.admin.Office.ADMIN;
import static io.omniroute.admin.Office.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.domain.settings.SystemPrompt;
import io.omniroute.domain.settings.ThinkingBudget;
import io.omniroute.domain.settings.ThinkingBudget.Effort;
import io.omniroute.domain.settings.ThinkingBudget.Mode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShapingAdminTest {
    @TempDir
    private Path data;
    private Office office;
    private ShapingAdmin admin;

    @BeforeEach
    void open() {
        office = new Office(data);
        office.loader.reload();
        admin = new ShapingAdmin(office.stores.settings(), office.snapshots, office.json, office.desk);
    }

    @Test
    void defaultsChangeNothing() {
        assertThat(admin.thinking()).isEqualTo(new ThinkingBudget(Mode.PASSTHROUGH, 10_240, Effort.MEDIUM));
        assertThat(admin.systemPrompt().inForce()).isFalse();
    }

    @Test
    void changeIsInForceAtOnceAndSaidInTheAudit() {
        admin.changeThinking(form("mode", "custom", "customBudget", 2048), ADMIN);

        assertThat(office.snapshots.get().settings().thinking())
                .isEqualTo(new ThinkingBudget(Mode.CUSTOM, 2_048, Effort.MEDIUM));
        assertThat(office.events.getLast().details()).isEqualTo(Map.of("mode",
                Map.of("old", "passthrough", "new", "custom"), "customBudget", Map.of("old", 10_240, "new", 2_048)));
    }

    @Test
    void wrongThinkingIsRefusedWithTheValuesThatAreAllowed() {
        assertThatThrownBy(() -> admin.changeThinking(
                form("mode", "always", "customBudget", 131_073, "effortLevel", "xhigh"), ADMIN))
                .isInstanceOfSatisfying(RefusedException.class,
                        e -> assertThat(e.refusal().details()).containsExactly(
                                new FieldError("mode",
                                        "must be one of [passthrough, auto, custom, adaptive]"),
                                new FieldError("customBudget", "must be a whole number from 0 to 131072"),
                                new FieldError("effortLevel", "must be one of [none, low, medium, high]")));
        assertThat(admin.thinking()).isEqualTo(ThinkingBudget.DEFAULTS);
    }

    @Test
    void promptKeepsItsBlanksAndCanBeEmptied() {
        admin.changeSystemPrompt(form("enabled", true, "prompt", "  Be brief.\n", "position", "append"), ADMIN);
        assertThat(admin.systemPrompt()).isEqualTo(new SystemPrompt(true, "  Be brief.\n", true));

        admin.changeSystemPrompt(form("prompt", ""), ADMIN);

        assertThat(admin.systemPrompt()).isEqualTo(new SystemPrompt(true, "", true));
        assertThat(admin.systemPrompt().inForce()).isFalse();
    }

    @Test
    void promptOfMoreThan32000CharactersIsRefused() {
        assertThatThrownBy(() -> admin.changeSystemPrompt(form("prompt", "x".repeat(32_001)), ADMIN))
                .isInstanceOf(RefusedException.class);
        assertThat(admin.changeSystemPrompt(form("prompt", "x".repeat(32_000)), ADMIN).text()).hasSize(32_000);
    }
}
