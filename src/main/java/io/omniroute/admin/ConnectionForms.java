package io.omniroute.admin;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.omniroute.domain.connection.ConnectionHealth;
import io.omniroute.domain.connection.ProviderData;

/** Reads the optional fields of a connection's form. */
final class ConnectionForms {
    private static final Set<String> STATUSES = Set.of("active", "unknown", "error", "unavailable", "expired");
    private static final String BASE_URL = "baseUrl";
    private static final String TERMS = "termsAcceptedAt";
    private final UrlRule urls;
    private final ChangeDesk desk;

    ConnectionForms(UrlRule urls, ChangeDesk desk) {
        this.urls = urls;
        this.desk = desk;
    }

    /** The provider's own settings as sent, over those to start from; checks what else the form holds on the way. */
    ProviderData data(Form form, ProviderData start, Caller caller) {
        form.number("globalPriority", 1, 10_000);
        form.text("defaultModel", 200);
        form.flag("isActive");
        form.flag("rateLimitProtection");
        form.text("lastError", 500);
        form.time("lastErrorAt");
        form.text("testStatus", 20).filter(status -> !STATUSES.contains(status))
                .ifPresent(status -> form.wrong("testStatus", "must be one of " + STATUSES.stream().sorted().toList()));
        return checkedData(form, form.object("providerSpecificData").orElse(Map.of()), start, caller);
    }

    /** As {@link #data} where the base URL stands beside the settings. */
    ProviderData candidateData(Form form, ProviderData start, Caller caller) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(
                form.object("providerSpecificData").orElse(Map.of()));
        form.text(BASE_URL, 2_000).ifPresent(url -> values.put(BASE_URL, url));
        return checkedData(form, values, start, caller);
    }

    private ProviderData checkedData(Form form, Map<String, @Nullable Object> sent, ProviderData start, Caller caller) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(start.values());
        values.putAll(sent);
        // only the gateway says when terms were accepted
        values.remove(TERMS);
        Object url = sent.get(BASE_URL);
        if (url instanceof String text && !text.isBlank()) {
            form.check();
            String tidy = NodeAdmin.withoutSlash(text.strip());
            desk.allowUrl(caller, urls, tidy);
            values.put(BASE_URL, tidy);
        } else if (url != null && !(url instanceof String)) {
            form.wrong("providerSpecificData.baseUrl", "must be a string");
        }
        return new ProviderData(values);
    }

    ProviderData accepted(ProviderData data, Instant when) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(data.values());
        values.put(TERMS, when.toString());
        return new ProviderData(values);
    }

    /** Members not sent stay, so that an edit does not lose a secret member that was never shown; null removes one. */
    ProviderData merged(ProviderData kept, ProviderData sent) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(kept.values());
        sent.values().forEach((name, value) -> {
            if (value == null) {
                values.remove(name);
            } else {
                values.put(name, value);
            }
        });
        return new ProviderData(values);
    }

    void applyTo(ConnectionDraft draft, Form form) {
        if (form.has("globalPriority")) {
            draft.globalPriority(form.number("globalPriority", 1, 10_000).orElse(null));
        }
        if (form.has("defaultModel")) {
            draft.defaultModel(form.text("defaultModel", 200).orElse(null));
        }
        form.flag("isActive").ifPresent(draft::active);
        form.flag("rateLimitProtection").ifPresent(draft::rateLimitProtection);
        draft.health(health(draft.health(), form));
    }

    private static ConnectionHealth health(ConnectionHealth old, Form form) {
        ConnectionHealth base = form.text("testStatus", 20).filter(ConnectionHealth.ACTIVE::equals).isPresent()
                ? new ConnectionHealth(ConnectionHealth.ACTIVE, old.lastTested(), null, null, null, null, null)
                : old;
        String error = form.has("lastError") ? form.text("lastError", 500).orElse(null) : base.lastError();
        Instant errorAt = form.has("lastErrorAt") ? form.time("lastErrorAt").orElse(null) : base.lastErrorAt();
        Optional<String> status = form.text("testStatus", 20);
        return new ConnectionHealth(status.orElse(base.testStatus()), base.lastTested(), error, errorAt,
                base.lastErrorType(), base.lastErrorSource(), base.errorCode());
    }
}
