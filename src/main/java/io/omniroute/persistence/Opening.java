package io.omniroute.persistence;

import io.omniroute.domain.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;

/** The steps before the pools: admit, migrate, mark, seal what lies in the clear. Each refusal changes nothing. */
final class Opening {
    private static final System.Logger LOG = System.getLogger(Opening.class.getName());
    /** Any number will do, as long as every node of one installation locks the same. */
    private static final long MIGRATION_LOCK = 0x6F6D6E69L;

    private final Secrets secrets;

    Opening(Secrets secrets) {
        this.secrets = secrets;
    }

    Path sqlite(DataDirectory directory, Migrations migrations) {
        var file = new SqliteFile(directory);
        file.admit();
        DataSource source = Pools.sqliteSource(directory.database(), SQLiteConfig.TransactionMode.IMMEDIATE);
        try (Connection connection = source.getConnection()) {
            proveWritable(connection);
            refuseForeign(connection, file);
            migrations.run(connection, () -> backup(connection, directory));
            mark(directory, Meta.instanceId(connection));
            sealLegacy(connection);
            return directory.database();
        } catch (SQLException e) {
            throw file.refusal(e);
        }
    }

    void postgres(DataSource source, Migrations migrations) {
        try (Connection connection = source.getConnection()) {
            lock(connection, "pg_advisory_lock");
            try {
                migrations.run(connection, () -> LOG.log(System.Logger.Level.INFO,
                        "the PostgreSQL database is migrated; its backup is the operator's"));
                Meta.instanceId(connection);
                sealLegacy(connection);
            } finally {
                lock(connection, "pg_advisory_unlock");
            }
        } catch (SQLException e) {
            throw new DatabaseUnusableException("The PostgreSQL database cannot be used: " + e.getMessage(), e);
        }
    }

    private static void proveWritable(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("select 1");
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static void refuseForeign(Connection connection, SqliteFile file) throws SQLException {
        if (Migrations.version(connection) > 0) {
            return;
        }
        if (Migrations.hasTable(connection, "%")) {
            throw new DatabaseUnusableException("The database " + file.path()
                    + " has tables but no schema number of this program; it was left as it is: move it away to start"
                    + " with an empty database.");
        }
        file.refuseEmptyWhenMarked();
    }

    private static void backup(Connection connection, DataDirectory directory) throws SQLException {
        try {
            Path copy = new Backups(directory.backups()).take(connection, Instant.now(), "pre-migration");
            LOG.log(System.Logger.Level.INFO, "database copied to " + copy + " before its migration");
        } catch (IOException e) {
            throw new DatabaseUnusableException("The backup before the migration cannot be written to "
                    + directory.backups() + " (" + e.getMessage() + "); the database was left as it is.", e);
        }
    }

    private static void mark(DataDirectory directory, String instanceId) {
        try {
            if (Files.notExists(directory.marker())
                    || !Files.readString(directory.marker()).strip().equals(instanceId)) {
                PrivateFiles.replace(directory.marker(), instanceId + "\n");
            }
        } catch (IOException e) {
            throw new DatabaseUnusableException("The file " + directory.marker() + " cannot be written.", e);
        }
    }

    private void sealLegacy(Connection connection) throws SQLException {
        int sealed = new LegacySecrets(new RowSecrets(secrets)).seal(connection);
        if (sealed > 0) {
            LOG.log(System.Logger.Level.INFO, sealed + " secrets that lay in the clear were sealed");
        }
    }

    private static void lock(Connection connection, String function) throws SQLException {
        try (var call = connection.prepareStatement("select " + function + "(?)")) {
            call.setLong(1, MIGRATION_LOCK);
            call.execute();
        }
    }
}
