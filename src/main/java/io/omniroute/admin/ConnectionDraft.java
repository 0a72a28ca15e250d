package io.omniroute.admin;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.omniroute.domain.connection.AuthType;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.connection.ConnectionHealth;
import io.omniroute.domain.connection.ProviderData;
import io.omniroute.domain.secret.SealedText;

/** A connection while it is edited; what is not set stays as it was. */
final class ConnectionDraft {
    private final Connection old;
    private String name;
    private @Nullable String email;
    private int priority;
    private @Nullable Integer globalPriority;
    private boolean active;
    private @Nullable String defaultModel;
    private @Nullable SealedText apiKey;
    private ProviderData data;
    private ConnectionHealth health;
    private boolean rateLimitProtection;

    ConnectionDraft(Connection old) {
        this.old = old;
        this.name = old.name();
        this.email = old.email();
        this.priority = old.priority();
        this.globalPriority = old.globalPriority();
        this.active = old.active();
        this.defaultModel = old.defaultModel();
        this.apiKey = old.apiKey();
        this.data = old.data();
        this.health = old.health();
        this.rateLimitProtection = old.rateLimitProtection();
    }

    static ConnectionDraft fresh(String id, String provider, AuthType authType, String name, Instant now) {
        return new ConnectionDraft(new Connection(id, provider, authType, name, null, 0, null, true, null, null,
                ProviderData.NONE, ConnectionHealth.unknown(), now, now));
    }

    ConnectionDraft name(String value) {
        name = value;
        return this;
    }

    ConnectionDraft email(String value) {
        email = value;
        return this;
    }

    ConnectionDraft priority(int value) {
        priority = value;
        return this;
    }

    ConnectionDraft globalPriority(@Nullable Integer value) {
        globalPriority = value;
        return this;
    }

    ConnectionDraft active(boolean value) {
        active = value;
        return this;
    }

    ConnectionDraft defaultModel(@Nullable String value) {
        defaultModel = value;
        return this;
    }

    /** What was known of the old credential says nothing of the new one. */
    ConnectionDraft apiKey(SealedText value) {
        apiKey = value;
        health = ConnectionHealth.unknown();
        return this;
    }

    ConnectionDraft data(ProviderData value) {
        data = value;
        return this;
    }

    ConnectionDraft health(ConnectionHealth value) {
        health = value;
        return this;
    }

    ConnectionDraft rateLimitProtection(boolean value) {
        rateLimitProtection = value;
        return this;
    }

    ConnectionHealth health() {
        return health;
    }

    ProviderData data() {
        return data;
    }

    Connection updated(Instant now) {
        return new Connection(old.id(), old.provider(), old.authType(), name, email, priority, globalPriority,
                active, defaultModel, apiKey, data, health, old.createdAt(), now, rateLimitProtection);
    }

    /** The same but for its place in the order, which is no edit of its own. */
    Connection moved() {
        return updated(old.updatedAt());
    }
}
