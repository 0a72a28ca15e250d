package io.omniroute.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.omniroute.admin.ChangeDesk.Done;
import io.omniroute.domain.settings.SettingsStore;

/** The settings of the installation. */
public final class SettingsAdmin {
    private static final String NEW_PASSWORD = "newPassword";
    private static final String CLIENT_PROFILES = "clientProfileProviders";
    private final SettingsStore store;
    private final LoginAdmin logins;
    private final JsonText json;
    private final AdminSettings start;
    private final ChangeDesk desk;

    public SettingsAdmin(SettingsStore store, LoginAdmin logins, JsonText json, AdminSettings start, ChangeDesk desk) {
        this.store = store;
        this.logins = logins;
        this.json = json;
        this.start = start;
        this.desk = desk;
    }

    /** Every setting with its value or default; never the password or its hash. */
    public Map<String, @Nullable Object> all() {
        Map<String, @Nullable Object> stored = SnapshotLoader.readable(store, json, SettingsStore.SETTINGS);
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("cloudEnabled", false);
        SettingRules.all().forEach((key, rule) -> {
            Object value = stored.get(key);
            all.put(key, rule.permitted().given(value) ? value : rule.otherwise());
        });
        all.put("hasPassword", logins.hasPassword());
        all.put("enableRequestLogs", start.requestLogs());
        return all;
    }

    public boolean setupComplete() {
        return Boolean.TRUE.equals(all().get("setupComplete"));
    }

    /**
     * Changes the settings that are named, and the password with {@code newPassword} and {@code currentPassword}.
     * A null puts a setting back to its default; a name that is no setting is passed over.
     *
     * @return a new session when the password changed, which ended all others
     */
    public Optional<Session> change(Form form, Caller caller) {
        check(form);
        Optional<Session> session = form.has(NEW_PASSWORD)
                ? Optional.of(logins.changePassword(form, caller))
                : Optional.empty();
        List<String> named = form.names().stream().filter(SettingRules.all()::containsKey).toList();
        if (!named.isEmpty()) {
            desk.carryOut(caller, () -> {
                Map<String, Object> before = known(named);
                named.forEach(key -> put(key, form.raw(key)));
                return new Done<>(true, "settings.update", "settings", Changes.between(before, known(named)));
            });
        }
        return session;
    }

    /** The values of some settings, none of which is a secret. */
    private Map<String, Object> known(List<String> names) {
        Map<String, @Nullable Object> all = all();
        Map<String, Object> known = new LinkedHashMap<>();
        names.forEach(name -> Optional.ofNullable(all.get(name)).ifPresent(value -> known.put(name, value)));
        return known;
    }

    private void put(String key, @Nullable Object value) {
        if (value == null) {
            store.remove(SettingsStore.SETTINGS, key);
        } else {
            store.put(SettingsStore.SETTINGS, key, json.write(value));
        }
    }

    private void check(Form form) {
        SettingRules.all().forEach((key, rule) -> {
            Object value = form.raw(key);
            if (value != null && !rule.permitted().given(value)) {
                form.wrong(key, rule.expected());
            }
        });
        if (form.has("cloudEnabled")) {
            form.wrong("cloudEnabled", "Cloud sync is switched on and off by its own route");
        }
        if (Boolean.FALSE.equals(form.raw("bruteForceProtection")) && !start.boundToLoopback()) {
            form.wrong("bruteForceProtection", "cannot be switched off while the server listens on the network");
        }
        if (form.has(NEW_PASSWORD)) {
            LoginAdmin.checkNewPassword(form);
        }
        form.check();
        refuseUnacceptedProfiles(form);
    }

    private void refuseUnacceptedProfiles(Form form) {
        boolean adds = form.raw(CLIENT_PROFILES) instanceof List<?> wanted
                && !(all().get(CLIENT_PROFILES) instanceof List<?> known && known.containsAll(wanted));
        if (adds && !form.flag("acceptTerms").orElse(false)) {
            throw new RefusedException(Refusal
                    .of(Refusal.Kind.CONFLICT, "terms_not_accepted",
                            "Sending a client profile has to be agreed to with acceptTerms")
                    .with("notice", Map.of("text", "Requests will carry the headers of the provider's own client; "
                            + "the provider's terms may not permit that.")));
        }
    }
}
