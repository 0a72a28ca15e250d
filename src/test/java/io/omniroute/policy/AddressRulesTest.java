package io.omniroute.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.policy.IpFilter;
import io.omniroute.domain.policy.IpFilter.TempBan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    /** Black: 10.0.0.0/8; white: 10.0.0.7 and 192.0.2.*; banned for an hour: 192.0.2.9 and 198.51.100.4. */
    @ParameterizedTest
    @CsvSource({"false, false, 10.0.0.1, allowed", "false, true, 10.0.0.1, allowed", "true, false, 10.0.0.1, denied",
            "true, false, ::ffff:10.0.0.1, denied", "true, false, 10.0.0.7, allowed", "true, false, 8.8.8.8, allowed",
            "true, false, 198.51.100.4, denied", "true, false, 192.0.2.9, allowed", "true, false, 2001:db8::1, allowed",
            "true, true, 10.0.0.1, denied", "true, true, 10.0.0.7, allowed", "true, true, 192.0.2.9, allowed",
            "true, true, 8.8.8.8, denied", "true, true, 2001:db8::1, denied", "true, true, not an address, denied",
            "true, false, not an address, allowed"})
    void listsAndBansDecide(boolean enabled, boolean whitelistOnly, String address, String outcome) {
        var rules = AddressRules.of(new IpFilter(enabled, whitelistOnly, List.of("10.0.0.0/8", "rubbish"),
                List.of("10.0.0.7", "192.0.2.*"), List.of(ban("192.0.2.9"), ban("198.51.100.4"))));

        assertThat(rules.refusal(address, NOW).isPresent()).isEqualTo(outcome.equals("denied"));
    }

    @Test
    void banEndsByItself() {
        var rules = AddressRules.of(new IpFilter(true, false, List.of(), List.of(), List.of(ban("198.51.100.4"))));

        assertThat(rules.refusal("198.51.100.4", NOW.plus(Duration.ofMinutes(59)))).isPresent();
        assertThat(rules.refusal("198.51.100.4", NOW.plus(Duration.ofHours(1)))).isEmpty();
    }

    @Test
    void refusalSaysWhatTheContractSays() {
        var rules = AddressRules.of(new IpFilter(true, true, List.of(), List.of(), List.of()));

        assertThat(rules.refusal("8.8.8.8", NOW)).hasValueSatisfying(refusal -> {
            assertThat(refusal.status()).isEqualTo(403);
            assertThat(refusal.code()).isEqualTo("ip_blocked");
            assertThat(refusal.message()).isEqualTo("IP blocked");
        });
    }

    private static TempBan ban(String ip) {
        return new TempBan(ip, NOW.plus(Duration.ofHours(1)), "tried too much");
    }
}
