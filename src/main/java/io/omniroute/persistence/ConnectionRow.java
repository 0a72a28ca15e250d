package io.omniroute.persistence;

import io.omniroute.domain.connection.ConnectionHealth;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/**
 * The columns of {@code provider_connections} an operator's edits and health checks write. Those of tokens are not
 * mapped, so that no save can touch them; an update names only the columns that changed.
 */
@Entity
@DynamicUpdate
@Table(name = "provider_connections")
@NamedQuery(name = "ConnectionRow.all", query = "select c from ConnectionRow c")
@NamedQuery(name = "ConnectionRow.delete", query = "delete from ConnectionRow c where c.id = :id")
@NamedQuery(name = "ConnectionRow.deleteByProvider", query = "delete from ConnectionRow c where c.provider = :provider")
class ConnectionRow {
    static final String TABLE = "provider_connections";

    @Id
    String id = "";
    String provider = "";
    @Nullable
    @Column(name = "auth_type")
    String authType;
    @Nullable
    String name;
    @Nullable
    @Column(name = "display_name", updatable = false, insertable = false)
    String displayName;
    @Nullable
    String email;
    int priority;
    @Nullable
    @Column(name = "global_priority")
    Integer globalPriority;
    @Column(name = "is_active")
    boolean active;
    @Column(name = "rate_limit_protection")
    boolean rateLimitProtection;
    @Nullable
    @Column(name = "default_model")
    String defaultModel;
    @Nullable
    @Column(name = "api_key")
    String apiKey;
    @Nullable
    @Column(name = "provider_specific_data")
    String providerData;
    @Nullable
    @Column(name = "test_status")
    String testStatus;
    @Nullable
    @Column(name = "error_code")
    String errorCode;
    @Nullable
    @Column(name = "last_error")
    String lastError;
    @Nullable
    @Column(name = "last_error_at")
    @Convert(converter = IsoTime.class)
    Instant lastErrorAt;
    @Nullable
    @Column(name = "last_error_type")
    String lastErrorType;
    @Nullable
    @Column(name = "last_error_source")
    String lastErrorSource;
    @Nullable
    @Column(name = "last_tested")
    @Convert(converter = IsoTime.class)
    Instant lastTested;
    @Column(name = "created_at")
    @Convert(converter = IsoTime.class)
    Instant createdAt = Instant.EPOCH;
    @Column(name = "updated_at")
    @Convert(converter = IsoTime.class)
    Instant updatedAt = Instant.EPOCH;

    ConnectionHealth health() {
        return new ConnectionHealth(testStatus == null ? ConnectionHealth.UNKNOWN : testStatus, lastTested, lastError,
                lastErrorAt, lastErrorType, lastErrorSource, errorCode);
    }

    void health(ConnectionHealth health) {
        testStatus = health.testStatus();
        lastTested = health.lastTested();
        lastError = health.lastError();
        lastErrorAt = health.lastErrorAt();
        lastErrorType = health.lastErrorType();
        lastErrorSource = health.lastErrorSource();
        errorCode = health.errorCode();
    }
}
