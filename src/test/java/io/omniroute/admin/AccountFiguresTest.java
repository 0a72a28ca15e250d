package io.omniroute.admin;

import static io.omniroute.admin.Office.ADMIN;
import static io.omniroute.admin.Office.START;
import static io.omniroute.admin.Office.form;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.connection.ConnectionHealth;
import io.omniroute.domain.failure.Failure;
import io.omniroute.resilience.Admission;
import io.omniroute.resilience.Journey;
import io.omniroute.resilience.Patience;
import io.omniroute.resilience.Rotation;
import io.omniroute.resilience.Target;
import io.omniroute.resilience.Upstreams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountFiguresTest {
    @TempDir
    Path data;
    private Office office;
    private Upstreams upstreams;
    private Connection main;

    @BeforeEach
    void open() {
        office = new Office(data);
        upstreams = office.routeState.upstreams();
        main = office.connection("openai", "main");
    }

    private AccountFigures.Figures figures() {
        return office.accountFigures.of(office.connections.get(main.id()));
    }

    @Test
    void whatNobodyUsedYetIsWell() {
        assertThat(figures())
                .isEqualTo(new AccountFigures.Figures(ConnectionHealth.unknown(), null, 0, null, null, 0, 100));
    }

    @Test
    void aRestIsShownWhileItLastsWithWhatCausedIt() {
        fail();

        var resting = figures();
        assertThat(resting.rateLimitedUntil()).isAfter(START);
        assertThat(resting.backoffLevel()).isPositive();
        assertThat(resting.healthScore()).isLessThan(70);
        assertThat(resting.health().testStatus()).isEqualTo("unavailable");
        assertThat(resting.health().lastError()).isNotBlank();
        assertThat(resting.health().lastErrorAt()).isEqualTo(START);
        assertThat(resting.health().lastErrorType()).isNotBlank();
        assertThat(resting.health().lastErrorSource()).isEqualTo("upstream");

        office.clock.now = START.plus(Duration.ofHours(1));
        assertThat(figures().rateLimitedUntil()).isNull();

        upstreams.renew(main.id());
        assertThat(figures().health()).isEqualTo(ConnectionHealth.unknown());
        assertThat(figures().healthScore()).isEqualTo(100);
    }

    @Test
    void aTestThatFailedLaterIsTheNews() {
        fail();
        office.clock.now = START.plusSeconds(2);
        office.finding = new Probe(false, "upstream_auth_error", "upstream", "no such key", "401", 401,
                Duration.ofMillis(4));
        office.connectionAdmin.test(main.id(), ADMIN);

        assertThat(figures().health().lastError()).isEqualTo("no such key");
        assertThat(figures().health().testStatus()).isEqualTo("error");
        assertThat(figures().rateLimitedUntil()).isNotNull();
    }

    @Test
    void aSignInThatEndedIsExpired() {
        upstreams.unusable(main.id(), "sign in again");

        assertThat(figures().health().testStatus()).isEqualTo("expired");
        assertThat(figures().health().lastError()).isEqualTo("sign in again");
    }

    @Test
    void theLastUseIsShown() {
        office.routeState.rotation().choosing("openai",
                uses -> Optional.of(new Rotation.Chosen<>(main.id(), 3, main)));

        assertThat(figures().lastUsedAt()).isEqualTo(START);
        assertThat(figures().consecutiveUses()).isEqualTo(3);
    }

    @Test
    void protectionIsKeptWithTheConnection() {
        office.connectionAdmin.update(main.id(), form("rateLimitProtection", true), ADMIN);

        assertThat(office.connections.get(main.id()).rateLimitProtection()).isTrue();
    }

    private void fail() {
        var target = new Target("openai", main.id(), "m");
        try (Journey journey = upstreams.journey()) {
            ((Admission.Admitted) journey.admit(target, Patience.NONE)).permit()
                    .failed(upstreams.judge(target, new Failure.Unreachable("refused")), Map.of());
        }
    }
}
