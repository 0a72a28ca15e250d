package io.omniroute.persistence;

import io.omniroute.domain.key.ApiKey;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A client's key as its keyed hash; the columns of cloud sync are not mapped and stay as they are. */
@Entity
@DynamicUpdate
@Table(name = "api_keys")
@NamedQuery(name = "ApiKeyRow.all", query = "select k from ApiKeyRow k order by k.createdAt, k.id")
@NamedQuery(name = "ApiKeyRow.delete", query = "delete from ApiKeyRow k where k.id = :id")
@NamedQuery(name = "ApiKeyRow.touch", query = "update ApiKeyRow k set k.lastUsedAt = :time"
        + " where k.id = :id and (k.lastUsedAt is null or k.lastUsedAt < :time)")
class ApiKeyRow {
    @Id
    String id = "";
    String name = "";
    @Column(name = "key")
    String hash = "";
    @Nullable
    @Column(name = "key_preview")
    String preview;
    @Nullable
    @Column(name = "machine_id")
    String machineId;
    @Column(name = "is_active")
    boolean active;
    @Column(name = "no_log")
    boolean noLog;
    boolean manage;
    @Nullable
    @Column(name = "allowed_models")
    String allowedModels;
    @Nullable
    @Column(name = "expires_at")
    @Convert(converter = IsoTime.class)
    Instant expiresAt;
    @Nullable
    @Column(name = "last_used_at")
    @Convert(converter = IsoTime.class)
    Instant lastUsedAt;
    @Column(name = "created_at")
    @Convert(converter = IsoTime.class)
    Instant createdAt = Instant.EPOCH;

    void fill(ApiKey key) {
        id = key.id();
        name = key.name();
        hash = key.hash();
        preview = key.preview();
        machineId = key.machineId();
        active = key.active();
        noLog = key.noLog();
        manage = key.manage();
        allowedModels = JsonText.of(key.allowedModels());
        expiresAt = key.expiresAt();
        lastUsedAt = later(lastUsedAt, key.lastUsedAt());
        createdAt = key.createdAt();
    }

    ApiKey toDomain() {
        return new ApiKey(id, name, hash, preview == null ? "" : preview, machineId == null ? "" : machineId, active,
                noLog, manage, JsonText.strings(allowedModels), expiresAt, lastUsedAt, createdAt);
    }

    /** An edit carries the time of an older snapshot; requests since then have moved it on. */
    private static @Nullable Instant later(@Nullable Instant known, @Nullable Instant given) {
        if (known == null || given == null) {
            return known == null ? given : known;
        }
        return known.isAfter(given) ? known : given;
    }
}
