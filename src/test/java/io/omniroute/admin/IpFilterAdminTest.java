package io.omniroute.admin;

import static io.omniroute.admin.Office.ADMIN;
import static io.omniroute.admin.Office.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.domain.policy.IpFilter;
import io.omniroute.domain.policy.IpFilter.TempBan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpFilterAdminTest {
    @TempDir
    private Path data;
    private Office office;
    private IpFilterAdmin admin;

    @BeforeEach
    void open() {
        office = new Office(data);
        office.loader.reload();
        admin = new IpFilterAdmin(office.stores.settings(), office.snapshots, office.json, office.desk);
    }

    @Test
    void whatIsNotNamedStaysAsItIs() {
        admin.change(form("enabled", true, "blacklist", List.of("10.0.0.0/8"), "whitelist", List.of("10.0.0.7")),
                ADMIN);

        IpFilter filter = admin.change(form("addBlacklist", "192.0.2.*", "removeWhitelist", List.of("10.0.0.7")),
                ADMIN);

        assertThat(filter).isEqualTo(
                new IpFilter(true, false, List.of("10.0.0.0/8", "192.0.2.*"), List.of(), List.of()));
        assertThat(office.snapshots.get().settings().ipFilter()).isEqualTo(filter);
    }

    @Test
    void otherProductsWordsAreUnderstood() {
        IpFilter filter = admin.change(form("blocklist", List.of("10.0.0.1"), "addAllowlist", "127.0.0.1"), ADMIN);

        assertThat(filter.blacklist()).containsExactly("10.0.0.1");
        assertThat(filter.whitelist()).containsExactly("127.0.0.1");
    }

    @Test
    void banLastsAnHourUnlessSaidAndCanBeLifted() {
        IpFilter filter = admin.change(form("tempBan", Map.of("ip", "198.51.100.4")), ADMIN);
        assertThat(filter.tempBans()).containsExactly(
                new TempBan("198.51.100.4", office.clock.now.plus(Duration.ofHours(1)), "Manual ban"));

        admin.change(form("tempBan", Map.of("ip", "198.51.100.4", "durationMs", 1000, "reason", "noisy")), ADMIN);
        assertThat(admin.filter().tempBans()).singleElement().extracting(TempBan::reason).isEqualTo("noisy");

        assertThat(admin.change(form("removeBan", "198.51.100.4"), ADMIN).tempBans()).isEmpty();
    }

    @Test
    void endedBansAreNotShown() {
        admin.change(form("tempBan", Map.of("ip", "198.51.100.4", "durationMs", 1000)), ADMIN);

        office.clock.now = office.clock.now.plusSeconds(1);

        assertThat(admin.filter().tempBans()).isEmpty();
    }

    @Test
    void nobodyLocksHimselfOutByMistake() {
        assertThatThrownBy(() -> admin.change(form("enabled", true, "mode", "whitelist"), ADMIN))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(e.refusal().kind()).isEqualTo(Refusal.Kind.CONFLICT);
                    assertThat(e.refusal().code()).isEqualTo("would_lock_out");
                });
        assertThat(admin.filter()).isEqualTo(IpFilter.OFF);

        admin.change(form("enabled", true, "mode", "whitelist", "force", true), ADMIN);

        assertThat(admin.filter().whitelistOnly()).isTrue();
        assertThat(admin.change(form("addWhitelist", "127.0.0.0/8"), ADMIN).whitelist()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"blacklist", "whitelist", "addBlacklist", "addWhitelist"})
    void entryThatIsNoAddressIsRefused(String field) {
        assertThatThrownBy(() -> admin.change(form(field, List.of("10.0.0.1", "10.0.0.300")), ADMIN))
                .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.refusal().details())
                        .extracting(FieldError::field).containsExactly(field));
    }

    @Test
    void wrongBanAndModeAreNamed() {
        assertThatThrownBy(() -> admin.change(
                form("mode", "grey", "tempBan", Map.of("ip", "everybody", "durationMs", -1)), ADMIN))
                .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.refusal().details())
                        .extracting(FieldError::field)
                        .containsExactly("mode", "tempBan.ip", "tempBan.durationMs"));
    }

    @Test
    void auditSaysWhatItWasAndWhatItIs() {
        admin.change(form("enabled", true, "blacklist", List.of("10.0.0.1")), ADMIN);

        assertThat(office.events.getLast().action()).isEqualTo("ipFilter.update");
        assertThat(office.events.getLast().details()).isEqualTo(Map.of("enabled", Map.of("old", false, "new", true),
                "blacklist", Map.of("old", List.of(), "new", List.of("10.0.0.1"))));
    }
}
