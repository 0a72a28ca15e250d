package io.omniroute.persistence;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the database is.
 *
 * @param jdbcUrl {@code jdbc:postgresql:…}; empty = SQLite in {@code storage.sqlite} below the data directory
 * @param user for PostgreSQL, when the URL does not name one
 * @param password for PostgreSQL, when the URL does not hold one
 */
public record DatabaseSettings(Path dataDir, Optional<String> jdbcUrl, Optional<String> user,
        Optional<String> password) {
    /** SQLite below this data directory. */
    public static DatabaseSettings sqlite(Path dataDir) {
        return new DatabaseSettings(dataDir, Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Override
    public String toString() {
        return "DatabaseSettings[" + dataDir + (jdbcUrl.isPresent() ? ", JDBC URL set]" : ", SQLite]");
    }
}
