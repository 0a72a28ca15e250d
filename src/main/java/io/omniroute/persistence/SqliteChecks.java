package io.omniroute.persistence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Looks at SQLite files without changing them. */
final class SqliteChecks {
    /** Source: SQLite database file format, section 1.3, the first 16 bytes. */
    private static final byte[] HEADER = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private SqliteChecks() {}

    static boolean hasHeader(Path file) throws IOException {
        try (var bytes = Files.newInputStream(file)) {
            return Arrays.equals(bytes.readNBytes(HEADER.length), HEADER);
        }
    }

    /** Checks a file nobody writes to, every page and index. */
    static void verifyCopy(Path file) throws SQLException, IOException {
        if (!hasHeader(file)) {
            throw new SQLException("it is no SQLite database");
        }
        // immutable: no lock and no side files, a copy stays exactly as it is
        try (Connection connection = open("file:" + file.toUri().getRawPath() + "?immutable=1")) {
            verify(connection, "pragma integrity_check(1)");
        }
    }

    /** Checks the structure of a database others may have open; reads every page. */
    static void verifyPages(Path file) throws SQLException {
        try (Connection connection = open(file.toString())) {
            verify(connection, "pragma quick_check(1)");
        }
    }

    /** Reads the list of tables, which fails when the first page or the lock is bad. */
    static void verifySchema(Path file) throws SQLException {
        try (Connection connection = open(file.toString()); var statement = connection.createStatement()) {
            statement.execute("select count(*) from sqlite_schema");
        }
    }

    private static Connection open(String location) throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(Pools.BUSY_TIMEOUT_MS);
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + location);
        return source.getConnection();
    }

    private static void verify(Connection connection, String check) throws SQLException {
        try (var statement = connection.createStatement(); var result = statement.executeQuery(check)) {
            String finding = result.next() ? result.getString(1) : "no result";
            if (!"ok".equals(finding)) {
                throw new SQLException(finding.lines().findFirst().orElse("") + " (integrity check)");
            }
        }
    }
}
