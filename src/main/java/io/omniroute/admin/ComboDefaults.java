package io.omniroute.admin;

import io.omniroute.domain.combo.ComboMembers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings every combo starts from, and those of single providers (20 section 4.7). */
public final class ComboDefaults {
    static final String DEFAULTS = "comboDefaults";
    static final String OVERRIDES = "providerOverrides";
    static final String EXPECTED = "must be an object of combo settings";
    private final SettingsAdmin settings;

    public ComboDefaults(SettingsAdmin settings) {
        this.settings = settings;
    }

    /**
     * What holds.
     *
     * @param comboDefaults built-in values where nothing is set; null where the value depends on the request
     * @param providerOverrides what is set, by provider
     */
    public record InForce(Map<String, @Nullable Object> comboDefaults,
            Map<String, @Nullable Object> providerOverrides) {}

    public InForce all() {
        return new InForce(ComboForms.inForce(ComboMembers.read(stored(DEFAULTS))), stored(OVERRIDES));
    }

    /**
     * Changes what is named: settings in {@code comboDefaults}, settings by provider in {@code providerOverrides}. A null
     * takes a setting, or all those of a provider, back.
     */
    public InForce change(Form form, Caller caller) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        form.object(DEFAULTS).ifPresent(members -> {
            ComboForms.config(form, DEFAULTS, members);
            changed.put(DEFAULTS, merged(stored(DEFAULTS), members));
        });
        form.object(OVERRIDES).ifPresent(byProvider -> changed.put(OVERRIDES, overrides(form, byProvider)));
        form.check();
        settings.change(Form.of(changed), caller);
        return all();
    }

    private Map<String, @Nullable Object> overrides(Form form, Map<String, @Nullable Object> byProvider) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(stored(OVERRIDES));
        byProvider.forEach((provider, value) -> {
            if (value instanceof Map<?, ?> map) {
                Map<String, @Nullable Object> members = Form.named(map);
                ComboForms.config(form, OVERRIDES + "." + provider, members);
                all.put(provider, merged(StoredValues.of(all.get(provider)).values(), members));
            } else if (value == null) {
                all.remove(provider);
            } else {
                form.wrong(OVERRIDES + "." + provider, "must be an object");
            }
        });
        return all;
    }

    /** Only what a combo knows, so that a name with a slip of the pen is not kept for ever. */
    private static Map<String, Object> merged(Map<?, ?> before, Map<String, @Nullable Object> change) {
        Map<String, @Nullable Object> merged = Form.named(before);
        merged.putAll(change);
        return ComboMembers.of(ComboMembers.read(merged));
    }

    private Map<String, @Nullable Object> stored(String key) {
        return settings.all().get(key) instanceof Map<?, ?> map ? Form.named(map) : Map.of();
    }

    static boolean defaults(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return false;
        }
        Form form = Form.of(Map.of());
        ComboForms.config(form, DEFAULTS, Form.named(map));
        return form.errors().isEmpty();
    }

    static boolean overrides(@Nullable Object value) {
        return value instanceof Map<?, ?> map && map.values().stream().allMatch(ComboDefaults::defaults);
    }
}
