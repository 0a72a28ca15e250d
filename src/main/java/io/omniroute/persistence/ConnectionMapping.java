package io.omniroute.persistence;

import io.omniroute.domain.StoreException;
import io.omniroute.domain.connection.AuthType;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.connection.ConnectionHealth;
import io.omniroute.domain.connection.ProviderData;
import io.omniroute.domain.secret.SealedText;
import io.omniroute.domain.secret.SecretLostException;
import io.omniroute.domain.secret.SecretPlace;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of connections to domain values and back. A row that cannot be opened shows as inactive and stays as it is. */
record ConnectionMapping(RowSecrets secrets) {
    static final String DECRYPT_FAILED = "decrypt_failed";

    static SecretPlace dataPlace(String connectionId) {
        return new SecretPlace(ConnectionRow.TABLE, "provider_specific_data", connectionId);
    }

    Connection toDomain(ConnectionRow row) {
        Optional<ProviderData> data = opened(row);
        boolean lost = data.isEmpty();
        return new Connection(row.id, row.provider, authType(row), label(row), row.email, row.priority,
                row.globalPriority, row.active && !lost, row.defaultModel, apiKey(row), data.orElse(ProviderData.NONE),
                lost ? lostHealth(row.health()) : row.health(), row.createdAt, row.updatedAt, row.rateLimitProtection);
    }

    void fill(ConnectionRow row, Connection connection) {
        boolean echo = isEchoOfLost(row, connection);
        row.provider = connection.provider();
        row.authType = connection.authType().id();
        row.name = connection.name();
        row.email = connection.email();
        row.priority = connection.priority();
        row.globalPriority = connection.globalPriority();
        row.defaultModel = connection.defaultModel();
        SealedText apiKey = connection.apiKey();
        row.apiKey = apiKey == null
                ? null
                : secrets.asSealed(apiKey.value(), Connection.apiKeyPlace(connection.id())).value();
        row.createdAt = connection.createdAt();
        row.updatedAt = connection.updatedAt();
        if (!echo) {
            row.active = connection.active();
            row.rateLimitProtection = connection.rateLimitProtection();
            row.health(connection.health());
            row.providerData = secrets.seal(JsonText.of(connection.data().values()), dataPlace(connection.id()))
                    .value();
        }
    }

    /**
     * What was shown in place of a lost row must not overwrite it: the right master key may come back. A new API key or
     * new data is an operator's answer to the loss, and counts.
     */
    private boolean isEchoOfLost(ConnectionRow row, Connection connection) {
        SealedText given = connection.apiKey();
        return DECRYPT_FAILED.equals(connection.health().lastErrorType()) && connection.data().values().isEmpty()
                && Objects.equals(row.apiKey, given == null ? null : given.value()) && row.providerData != null
                && opened(row).isEmpty();
    }

    /** The provider data when it and the key can be opened. */
    private Optional<ProviderData> opened(ConnectionRow row) {
        try {
            if (row.apiKey != null) {
                secrets.open(row.apiKey, Connection.apiKeyPlace(row.id));
            }
            String data = row.providerData == null ? "{}" : secrets.open(row.providerData, dataPlace(row.id));
            return Optional.of(new ProviderData(JsonText.map(data)));
        } catch (SecretLostException | StoreException e) {
            System.getLogger(ConnectionMapping.class.getName()).log(System.Logger.Level.WARNING,
                    "connection=" + row.id + " is inactive because its secrets cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    private @Nullable SealedText apiKey(ConnectionRow row) {
        return row.apiKey == null ? null : secrets.asSealed(row.apiKey, Connection.apiKeyPlace(row.id));
    }

    private static ConnectionHealth lostHealth(ConnectionHealth known) {
        return new ConnectionHealth(ConnectionHealth.ERROR, known.lastTested(),
                "the stored secrets cannot be opened with the present master key", known.lastErrorAt(), DECRYPT_FAILED,
                "storage", known.errorCode());
    }

    /** Data of the reference product leaves the type out for sign-ins. */
    private static AuthType authType(ConnectionRow row) {
        return row.authType == null ? AuthType.OAUTH : AuthType.of(row.authType);
    }

    private static String label(ConnectionRow row) {
        return Optional.ofNullable(row.name).or(() -> Optional.ofNullable(row.displayName))
                .or(() -> Optional.ofNullable(row.email)).orElse("");
    }
}
