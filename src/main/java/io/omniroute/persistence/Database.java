package io.omniroute.persistence;

import io.omniroute.domain.Transactions;
import io.omniroute.domain.audit.AuditStore;
import io.omniroute.domain.connection.ConnectionStore;
import io.omniroute.domain.connection.NodeStore;
import io.omniroute.domain.key.ApiKeyStore;
import io.omniroute.domain.policy.LockoutStore;
import io.omniroute.domain.secret.Secrets;
import io.omniroute.domain.settings.SettingsStore;
import io.omniroute.domain.usage.UsageStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** The open database with its stores; {@code boot} opens one and hands the stores out. */
public final class Database implements Transactions, AutoCloseable {
    private static final String POSTGRES = "jdbc:postgresql:";
    private static final int PROBE_SECONDS = 1;

    private final Pools pools;
    private final Sessions sessions;
    private final Optional<Path> file;
    private final ConnectionMapping connections;

    private Database(Pools pools, Optional<Path> file, Secrets secrets) {
        this.pools = pools;
        this.file = file;
        this.sessions = new Sessions(pools);
        this.connections = new ConnectionMapping(new RowSecrets(secrets));
    }

    /**
     * Opens the database and brings it to the newest schema.
     *
     * @throws DatabaseUnusableException when it must not or cannot be used; the message is for the operator
     */
    public static Database open(DatabaseSettings settings, Secrets secrets) {
        DataDirectory directory = DataDirectory.prepare(settings.dataDir());
        var opening = new Opening(secrets);
        if (settings.jdbcUrl().isEmpty()) {
            Path file = opening.sqlite(directory, Migrations.of("sqlite"));
            return started(Pools.sqlite(file), Optional.of(file), secrets);
        }
        DataSource source = Pools.postgresSource(settings, postgresUrl(settings.jdbcUrl().get()));
        opening.postgres(source, Migrations.of("postgresql"));
        return started(Pools.postgres(source), Optional.empty(), secrets);
    }

    private static Database started(Pools pools, Optional<Path> file, Secrets secrets) {
        try {
            return new Database(pools, file, secrets);
        } catch (RuntimeException e) {
            pools.close();
            throw e;
        }
    }

    private static String postgresUrl(String url) {
        if (!url.startsWith(POSTGRES)) {
            throw new DatabaseUnusableException("The configured database URL does not begin with " + POSTGRES
                    + ": leave it out for SQLite in the data directory.");
        }
        return url;
    }

    @Override
    public <T> T call(Supplier<T> work) {
        return sessions.call(work);
    }

    public ConnectionStore connections() {
        return new JpaConnectionStore(sessions, connections);
    }

    public NodeStore nodes() {
        return new JpaNodeStore(sessions);
    }

    public ApiKeyStore keys() {
        return new JpaApiKeyStore(sessions);
    }

    public SettingsStore settings() {
        return new JpaSettingsStore(sessions);
    }

    public UsageStore usage() {
        return new JpaUsageStore(sessions);
    }

    public LockoutStore lockouts() {
        return new JpaLockoutStore(sessions);
    }

    public AuditStore audit() {
        return new JpaAuditStore(sessions);
    }

    /** Whether the database answers now; on SQLite also whether its file is still in its place. */
    public boolean healthy() {
        if (file.isPresent() && Files.notExists(file.get())) {
            return false;
        }
        try (Connection connection = pools.reads().getConnection()) {
            return connection.isValid(PROBE_SECONDS);
        } catch (SQLException e) {
            System.getLogger(Database.class.getName()).log(System.Logger.Level.DEBUG,
                    "the database does not answer: " + e.getMessage());
            return false;
        }
    }

    /** Where the usage writer gets its connection. */
    DataSource writes() {
        return pools.writes();
    }

    @Override
    public void close() {
        sessions.close();
        pools.close();
    }
}
