package io.omniroute.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.key.ApiKey;
import io.omniroute.domain.key.Caller;
import io.omniroute.domain.settings.Settings;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.security.ApiKeys;
import io.omniroute.security.Lockouts;
import io.omniroute.security.NewKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatekeeperTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final ApiKeys keys = new ApiKeys("checksum secret", "hash secret", "0123456789abcdef");
    private final NewKey valid = keys.create();
    private final NewKey expired = keys.create();
    private final NewKey inactive = keys.create();
    private final NewKey unknown = keys.create();

    /** {@code REQUIRE_API_KEY} unset: a key is due unless bind and reached address are both loopback. */
    @ParameterizedTest
    @CsvSource({
            // required, loopback bind, reached on loopback, key, outcome
            ",      true,  true,  none,     local", ",      true,  true,  unknown,  local",
            ",      true,  true,  valid,    ci", ",      true,  true,  expired,  401",
            ",      true,  true,  inactive, 401", ",      true,  false, none,     401",
            ",      true,  false, unknown,  401", ",      true,  false, valid,    ci",
            ",      false, true,  none,     401", ",      false, true,  valid,    ci",
            ",      false, false, none,     401", ",      false, false, expired,  401",
            "true,  true,  true,  none,     401", "true,  true,  true,  unknown,  401",
            "true,  true,  true,  valid,    ci", "true,  false, false, expired,  401",
            "false, false, false, none,     local", "false, false, false, unknown,  local",
            "false, false, false, valid,    ci", "false, true,  true,  expired,  401"})
    void theKeyAndTheAddressDecide(@Nullable Boolean required, boolean loopbackBind, boolean reached, String key,
            String outcome) {
        Gatekeeper gate = gate(new GateSettings(Optional.ofNullable(required), loopbackBind, false, List.of(),
                Set.of()), Settings.DEFAULTS);

        assertThat(outcome(() -> gate.admit(knock(text(key), reached, Optional.empty())))).isEqualTo(outcome);
    }

    @Test
    void anUnknownKeyIsRefusedWhereTheOperatorSaysSo() {
        Gatekeeper gate = gate(new GateSettings(Optional.of(false), true, true, List.of(), Set.of()),
                Settings.DEFAULTS);

        assertThat(outcome(() -> gate.admit(knock(Optional.of("sk-x"), true, Optional.empty())))).isEqualTo("401");
        assertThat(outcome(() -> gate.admit(knock(Optional.empty(), true, Optional.empty())))).isEqualTo("local");
    }

    @Test
    void aWebPageIsNoLocalClientButAKeyOpens() {
        Gatekeeper gate = gate(open(), Settings.DEFAULTS);
        Optional<String> page = Optional.of("https://evil.example");

        assertThat(outcome(() -> gate.admit(knock(Optional.empty(), true, page)))).isEqualTo("403");
        assertThat(outcome(() -> gate.admit(knock(Optional.of(unknown.text()), true, page)))).isEqualTo("403");
        assertThat(outcome(() -> gate.admit(knock(Optional.of(valid.text()), true, page)))).isEqualTo("ci");
    }

    @Test
    void fiftyWrongKeysLockTheirAddressButNoValidKey() {
        Gatekeeper gate = gate(new GateSettings(Optional.of(true), true, false, List.of(), Set.of()),
                Settings.DEFAULTS);
        for (int i = 0; i < 50; i++) {
            assertThat(outcome(() -> gate.admit(knock(Optional.of("sk-wrong"), true, Optional.empty()))))
                    .isEqualTo("401");
        }

        assertThatThrownBy(() -> gate.admit(knock(Optional.of("sk-wrong"), true, Optional.empty())))
                .isInstanceOfSatisfying(GatewayException.class, thrown -> {
                    assertThat(thrown.failure().status()).isEqualTo(429);
                    assertThat(thrown.failure().retryHint()).hasValueSatisfying(
                            wait -> assertThat(wait).isEqualTo(java.time.Duration.ofMinutes(15)));
                });
        assertThat(outcome(() -> gate.admit(knock(Optional.of(valid.text()), true, Optional.empty()))))
                .isEqualTo("ci");
        assertThat(outcome(() -> gate.admit(knock(Optional.empty(), true, Optional.empty())))).isEqualTo("401");
        assertThat(outcome(() -> gate.admit(new Knock("r", Optional.of("sk-wrong"), "10.0.0.9", true, Optional.empty(),
                Optional.of("localhost"))))).isEqualTo("401");
    }

    @ParameterizedTest
    @CsvSource({"false, false, none, local", "false, false, valid, ci", "true, false, none, 401",
            "true, false, unknown, 401", "true, false, valid, ci", "true, true, none, local"})
    void closedModelListsOpenToAKeyOrASession(boolean closed, boolean session, String key, String outcome) {
        Gatekeeper gate = gate(new GateSettings(Optional.of(true), false, false, List.of(), Set.of()),
                Settings.entrance(true, closed, List.of(), true));

        assertThat(outcome(() -> gate.admitToLists(knock(text(key), false, Optional.empty()), session)))
                .isEqualTo(outcome);
    }

    @Test
    void aKnockNamesNoKey() {
        assertThat(knock(Optional.of(valid.text()), true, Optional.empty()).toString()).doesNotContain("sk-");
    }

    private static GateSettings open() {
        return new GateSettings(Optional.empty(), true, false, List.of(), Set.of());
    }

    private Gatekeeper gate(GateSettings settings, Settings operator) {
        Map<String, ApiKey> known = Map.of(valid.hash(), key(valid, true, null), expired.hash(),
                key(expired, true, NOW), inactive.hash(), key(inactive, false, null));
        var snapshot = Snapshot.EMPTY.withKeys(known).with(operator);
        return new Gatekeeper(() -> snapshot, keys, settings,
                new Lockouts(new Lockouts.Time(CLOCK, () -> 0L), address -> false), CLOCK);
    }

    private static ApiKey key(NewKey made, boolean active, @Nullable Instant expires) {
        return new ApiKey("k", "ci", made.hash(), made.preview(), made.machineId(), active, false, false, List.of(),
                expires, null, NOW);
    }

    private Optional<String> text(String name) {
        return switch (name) {
            case "valid" -> Optional.of(valid.text());
            case "expired" -> Optional.of(expired.text());
            case "inactive" -> Optional.of(inactive.text());
            case "unknown" -> Optional.of(unknown.text());
            default -> Optional.empty();
        };
    }

    private static Knock knock(Optional<String> key, boolean reachedOnLoopback, Optional<String> origin) {
        return new Knock("r-1", key, "127.0.0.1", reachedOnLoopback, origin, Optional.of("localhost:20128"));
    }

    private static String outcome(java.util.function.Supplier<Caller> admission) {
        try {
            return admission.get().key().map(ApiKey::name).orElse("local");
        } catch (GatewayException e) {
            Failure failure = e.failure();
            return Integer.toString(failure.status());
        }
    }
}
