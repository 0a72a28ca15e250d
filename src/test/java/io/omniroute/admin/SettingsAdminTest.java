package io.omniroute.admin;

import static io.omniroute.admin.Office.ADMIN;
import static io.omniroute.admin.Office.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsAdminTest {
    private final Office office = new Office(Path.of("unused"));

    static Stream<Arguments> defaultsAndChanges() {
        return Stream.of(Arguments.of("requireLogin", true, false, "yes"),
                Arguments.of("stickyRoundRobinLimit", 3, 100, 101),
                Arguments.of("fallbackStrategy", "fill-first", "p2c", "best"),
                Arguments.of("wildcardAliases", List.of(), List.of(Map.of("pattern", "a*", "target", "b")),
                        List.of("a*")),
                Arguments.of("rateLimitDefaults",
                        Map.of("requestsPerMinute", 0, "minTimeBetweenRequests", 0, "concurrentRequests", 0),
                        Map.of("requestsPerMinute", 60), Map.of("requestsPerMinute", -1)),
                Arguments.of("requireAuthForModels", false, true, 1),
                Arguments.of("blockedProviders", List.of(), List.of("groq"), List.of("")),
                Arguments.of("bruteForceProtection", true, false, "off"),
                Arguments.of("theme", "system", "dark", "pink"), Arguments.of("language", "en", "pt-BR", "elevenchars"),
                Arguments.of("semanticCacheEnabled", true, false, 0),
                Arguments.of("semanticCacheTtlMs", 3_600_000, 1, -1), Arguments.of("logRetentionDays", 90, 3_650, 0),
                Arguments.of("callLogPayloads", "truncated", "none", "some"),
                Arguments.of("setupComplete", false, true, "true"), Arguments.of("showDebugPages", false, true, 2));
    }

    @ParameterizedTest
    @MethodSource("defaultsAndChanges")
    void settingHasADefaultAndABound(String key, Object otherwise, Object changed, Object wrong) {
        assertThat(office.settingsAdmin.all()).containsEntry(key, otherwise);

        office.settingsAdmin.change(form(key, changed), ADMIN);
        assertThat(office.settingsAdmin.all()).containsEntry(key, changed);

        assertThatThrownBy(() -> office.settingsAdmin.change(form(key, wrong), ADMIN)).isInstanceOfSatisfying(
                RefusedException.class,
                e -> assertThat(e.refusal().details()).extracting(FieldError::field).containsExactly(key));
        assertThat(office.settingsAdmin.all()).containsEntry(key, changed);

        office.settingsAdmin.change(form(key, null), ADMIN);
        assertThat(office.settingsAdmin.all()).containsEntry(key, otherwise);
    }

    @Test
    void changeReachesTheSnapshotAndTheAuditLog() {
        office.settingsAdmin.change(form("blockedProviders", List.of("groq"), "requireAuthForModels", true), ADMIN);

        assertThat(office.snapshots.get().settings().blockedProviders()).containsExactly("groq");
        assertThat(office.snapshots.get().settings().requireAuthForModels()).isTrue();
        assertThat(office.events.getLast().details()).containsEntry("requireAuthForModels",
                java.util.Map.of("old", false, "new", true));
    }

    @Test
    void unknownNamesArePassedOverAndThePasswordIsNoSetting() {
        office.settingsAdmin.change(form("colour", "red", "password", "hash:0", "sessionsValidFrom", "x"), ADMIN);

        assertThat(office.values).isEmpty();
        assertThat(office.settingsAdmin.all()).doesNotContainKeys("colour", "password", "sessionsValidFrom");
        assertThat(office.loginAdmin.hasPassword()).isFalse();
    }

    @Test
    void cloudIsSwitchedElsewhere() {
        assertThatThrownBy(() -> office.settingsAdmin.change(form("cloudEnabled", true), ADMIN))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void throttlingStaysOnWhileTheNetworkListensIn() {
        var open = new Office(new AdminSettings(Path.of("unused"), false, false, false));

        assertThatThrownBy(() -> open.settingsAdmin.change(form("bruteForceProtection", false), ADMIN))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void clientProfilesNeedAcceptedTerms() {
        Map<String, Object> wanted = new HashMap<>(Map.of("clientProfileProviders", List.of("claude")));
        assertThatThrownBy(() -> office.settingsAdmin.change(Form.of(wanted), ADMIN)).isInstanceOfSatisfying(
                RefusedException.class, e -> assertThat(e.refusal().code()).isEqualTo("terms_not_accepted"));

        wanted.put("acceptTerms", true);
        office.settingsAdmin.change(Form.of(wanted), ADMIN);

        assertThat(office.settingsAdmin.all()).containsEntry("clientProfileProviders", List.of("claude"));
        office.settingsAdmin.change(form("clientProfileProviders", List.of()), ADMIN);
    }

    @Test
    void whetherRequestsAreLoggedIsTheConfigurationsToSay() {
        var logging = new Office(new AdminSettings(Path.of("unused"), false, true, true));

        assertThat(office.settingsAdmin.all()).containsEntry("enableRequestLogs", false);
        assertThat(logging.settingsAdmin.all()).containsEntry("enableRequestLogs", true);
    }
}
