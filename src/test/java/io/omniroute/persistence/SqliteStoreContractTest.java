package io.omniroute.persistence;

import static io.omniroute.persistence.Samples.SECRETS;
import static io.omniroute.persistence.Samples.connection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class SqliteStoreContractTest extends StoreContract {
    @Override
    String folder() {
        return "sqlite";
    }

    @Override
    DatabaseSettings settings() {
        return DatabaseSettings.sqlite(dataDir);
    }

    @Override
    Connection rawConnection() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + dataDir.resolve("storage.sqlite"));
    }

    @Test
    void committedDataSurvivesAKill() throws IOException {
        database.connections().save(connection("c1", "openai", 1));
        Path copy = Files.createDirectory(dataDir.resolve("as-left-by-a-kill"));

        // what lies on the disk while the database is open is what a killed process leaves
        for (String name : List.of("storage.sqlite", "storage.sqlite-wal", "instance.id")) {
            Files.copy(dataDir.resolve(name), copy.resolve(name));
        }

        try (var survivor = Database.open(DatabaseSettings.sqlite(copy), SECRETS)) {
            assertThat(survivor.connections().find("c1")).contains(connection("c1", "openai", 1));
        }
    }

    @Test
    void connectionsUseTheSettingsOfTheDataModel() throws SQLException {
        try (var connection = database.writes().getConnection(); var statement = connection.createStatement()) {
            assertThat(pragma(statement, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(statement, "synchronous")).isEqualTo("1");
            assertThat(pragma(statement, "busy_timeout")).isEqualTo("5000");
            assertThat(pragma(statement, "foreign_keys")).isEqualTo("1");
        }
    }

    private static String pragma(java.sql.Statement statement, String name) throws SQLException {
        try (var rows = statement.executeQuery("pragma " + name)) {
            return rows.getString(1);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void filesBelongToTheirOwnerOnly() throws IOException {
        database.settings().put("s", "a", "1");
        try (var writer = new UsageWriter(database, dataDir)) {
            writer.pending("gpt-5", "openai", "first");
        }

        for (String name : List.of("storage.sqlite", "storage.sqlite-wal", "instance.id", "log.txt")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dataDir.resolve(name)))).as(name)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void databaseIsUnhealthyWhenItsFileIsGone() throws IOException {
        Files.move(dataDir.resolve("storage.sqlite"), dataDir.resolve("moved.sqlite"));

        assertThat(database.healthy()).isFalse();
    }
}
