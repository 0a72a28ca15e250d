package io.omniroute.admin;

import static io.omniroute.admin.Office.ADMIN;
import static io.omniroute.admin.Office.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.omniroute.domain.key.ApiKey;

class KeyAdminTest {
    private final Office office = new Office(Path.of("unused"));

    @Test
    void newKeyIsFoundByItsHashAndKeptWithoutItsText() {
        KeyAdmin.Created made = office.keyAdmin.create(form("label", "laptop", "allowedModels", List.of("gpt-*")),
                ADMIN);

        assertThat(office.snapshots.get().keysByHash()).containsValue(made.key());
        assertThat(made.key().name()).isEqualTo("laptop");
        assertThat(made.key().allowedModels()).containsExactly("gpt-*");
        assertThat(made.toString() + office.keys + office.events).doesNotContain(made.fullKey());
    }

    @Test
    void nameIsNeededAndLimited() {
        assertThatThrownBy(() -> office.keyAdmin.create(form(), ADMIN)).hasMessage("Name is required");
        assertThatThrownBy(() -> office.keyAdmin.create(form("name", "n".repeat(201)), ADMIN))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void changeTouchesOnlyWhatWasSent() {
        ApiKey key = office.keyAdmin
                .create(form("name", "a", "noLog", true, "expiresAt", "2027-01-01T00:00:00Z"), ADMIN)
                .key();

        ApiKey changed = office.keyAdmin.update(key.id(), form("isActive", false), ADMIN);

        assertThat(changed.active()).isFalse();
        assertThat(changed.noLog()).isTrue();
        assertThat(changed.expiresAt()).isEqualTo("2027-01-01T00:00:00Z");
        assertThat(office.keyAdmin.update(key.id(), form("expiresAt", null), ADMIN).expiresAt()).isNull();
    }

    @Test
    void deletedKeyManagesNothing() {
        KeyAdmin.Created made = office.keyAdmin.create(form("name", "a", "manage", true), ADMIN);
        assertThat(office.keyAdmin.managing(made.fullKey())).isPresent();

        office.keyAdmin.delete(made.key().id(), ADMIN);

        assertThat(office.keyAdmin.managing(made.fullKey())).isEmpty();
        assertThatThrownBy(() -> office.keyAdmin.delete(made.key().id(), ADMIN)).hasMessage("Key not found");
    }

    @Test
    void managingEndsWithTheKey() {
        String end = Office.START.plus(Duration.ofMinutes(1)).toString();
        KeyAdmin.Created made = office.keyAdmin.create(form("name", "a", "manage", true, "expiresAt", end), ADMIN);

        office.clock.forward(Duration.ofMinutes(2));

        assertThat(office.keyAdmin.managing(made.fullKey())).isEmpty();
    }
}
