package io.omniroute.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The pooled ways into the database.
 *
 * @param writes one connection on SQLite, so that writers queue here and not at the file's lock
 * @param reads the same pool on PostgreSQL
 * @param dialect empty when Hibernate knows it by itself
 */
record Pools(HikariDataSource writes, HikariDataSource reads, Optional<String> dialect) implements AutoCloseable {
    static final int BUSY_TIMEOUT_MS = 5_000;
    private static final int READERS = 4;
    private static final int POSTGRES_CONNECTIONS = 10;
    private static final int CONNECTION_TIMEOUT_MS = 3_000;
    /** Longer than one writer may wait for the file's lock. */
    private static final int WRITER_TIMEOUT_MS = 2 * BUSY_TIMEOUT_MS;
    static Pools sqlite(Path file) {
        HikariConfig writes = pool("omniroute-writes", sqliteSource(file, SQLiteConfig.TransactionMode.IMMEDIATE), 1);
        writes.setConnectionTimeout(WRITER_TIMEOUT_MS);
        HikariConfig reads = pool("omniroute-reads", sqliteSource(file, SQLiteConfig.TransactionMode.DEFERRED),
                READERS);
        reads.setConnectionInitSql("pragma query_only = 1");
        reads.setMinimumIdle(1);
        return new Pools(new HikariDataSource(writes), new HikariDataSource(reads),
                Optional.of("org.hibernate.community.dialect.SQLiteDialect"));
    }

    static Pools postgres(DataSource source) {
        var pool = new HikariDataSource(pool("omniroute", source, POSTGRES_CONNECTIONS));
        return new Pools(pool, pool, Optional.empty());
    }

    static SQLiteDataSource sqliteSource(Path file, SQLiteConfig.TransactionMode mode) {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.enforceForeignKeys(true);
        config.setTransactionMode(mode);
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    static DataSource postgresSource(DatabaseSettings settings, String url) {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        settings.user().ifPresent(source::setUser);
        settings.password().ifPresent(source::setPassword);
        source.setReWriteBatchedInserts(true);
        // the server's details quote values of rows, and exceptions end up in logs
        source.setLogServerErrorDetail(false);
        return source;
    }

    private static HikariConfig pool(String name, DataSource source, int size) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(source);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
        return config;
    }

    @Override
    public void close() {
        reads.close();
        writes.close();
    }
}
