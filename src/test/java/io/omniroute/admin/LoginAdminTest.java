package io.omniroute.admin;

import static io.omniroute.admin.Office.ADMIN;
import static io.omniroute.admin.Office.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginAdminTest {
    private static final String FIRST = "first-password";
    @TempDir
    Path data;
    private Office office;

    @BeforeEach
    void open() {
        office = new Office(data);
    }

    @Test
    void generatedPasswordLiesInAFileForItsOwner() throws IOException {
        office.loginAdmin.ensureFirstPassword(Optional.empty());

        Path file = data.resolve(FirstPassword.FILE);
        String password = Files.readString(file).strip();
        assertThat(password).hasSize(20);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(office.loginAdmin.login(form("password", password), ADMIN).token()).isNotEmpty();
        assertThat(office.events.toString()).doesNotContain(password);
    }

    @Test
    void configuredPasswordNeedsNoFileAndIsNotSetTwice() {
        office.loginAdmin.ensureFirstPassword(Optional.of(FIRST));
        office.loginAdmin.ensureFirstPassword(Optional.of("another"));

        assertThat(data).isEmptyDirectory();
        assertThat(office.loginAdmin.login(form("password", FIRST), ADMIN).token()).isNotEmpty();
    }

    @Test
    void withoutPasswordThereIsNoLogin() {
        assertThatThrownBy(() -> office.loginAdmin.login(form("password", FIRST), ADMIN))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(e.refusal().kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
                    assertThat(e.refusal().extra()).containsEntry("needsSetup", true);
                });
    }

    @Test
    void fifthFailureLocksEvenTheRightPasswordOut() {
        office.loginAdmin.ensureFirstPassword(Optional.of(FIRST));
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> office.loginAdmin.login(form("password", "wrong"), ADMIN))
                    .hasMessage("Invalid password");
        }

        assertThatThrownBy(() -> office.loginAdmin.login(form("password", FIRST), ADMIN))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(e.refusal().kind()).isEqualTo(Refusal.Kind.TOO_MANY);
                    assertThat(e.refusal().retryAfter()).isEqualTo(Duration.ofMinutes(15));
                });
        assertThat(office.actions()).endsWith("auth.login.locked");
    }

    @Test
    void passwordChangeEndsOtherSessionsAndDeletesTheFile() {
        office.loginAdmin.ensureFirstPassword(Optional.empty());
        String first = first();
        Session other = office.loginAdmin.login(form("password", first), ADMIN);

        Session own = office.settingsAdmin
                .change(form("currentPassword", first, "newPassword", "a longer one"), ADMIN).orElseThrow();

        assertThat(office.loginAdmin.session(other.token())).isEmpty();
        assertThat(office.loginAdmin.session(own.token())).contains(own);
        assertThat(data.resolve(FirstPassword.FILE)).doesNotExist();
        assertThatThrownBy(() -> office.loginAdmin.login(form("password", first), ADMIN))
                .hasMessage("Invalid password");
    }

    private String first() {
        try {
            return Files.readString(data.resolve(FirstPassword.FILE)).strip();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void sessionMadeRightAfterALogoutCounts() {
        office.loginAdmin.ensureFirstPassword(Optional.of(FIRST));
        Session before = office.loginAdmin.login(form("password", FIRST), ADMIN);
        office.loginAdmin.logout(ADMIN);

        Session after = office.loginAdmin.login(form("password", FIRST), ADMIN);

        assertThat(office.loginAdmin.session(before.token())).isEmpty();
        assertThat(office.loginAdmin.session(after.token())).contains(after);
    }

    @Test
    void newPasswordHasALengthAndTheOldOneIsAskedFor() {
        office.loginAdmin.ensureFirstPassword(Optional.of(FIRST));

        assertRefused(form("currentPassword", FIRST, "newPassword", "short"), Refusal.Kind.INVALID);
        assertRefused(form("newPassword", "long enough"), Refusal.Kind.INVALID);
        assertRefused(form("currentPassword", "wrong", "newPassword", "long enough"), Refusal.Kind.UNAUTHENTICATED);
    }

    private void assertRefused(Form form, Refusal.Kind kind) {
        assertThatThrownBy(() -> office.settingsAdmin.change(form, ADMIN)).isInstanceOfSatisfying(
                RefusedException.class, e -> assertThat(e.refusal().kind()).isEqualTo(kind));
    }
}
