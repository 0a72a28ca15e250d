package io.omniroute.persistence;

import static io.omniroute.persistence.Samples.SECRETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {
    private static final SqlScript FIRST = SqlScript.read("sqlite", "V001__first_tables.sql");

    @TempDir
    Path dataDir;

    @Test
    void everyTableOfTheDataModelIsMade() throws SQLException {
        migrate(FIRST);

        for (String table : List.of("provider_connections", "provider_nodes", "combos", "api_keys", "key_value",
                "usage_history", "call_logs", "proxy_logs", "audit_log", "semantic_cache", "db_meta",
                "domain_fallback_chains", "domain_budgets", "domain_cost_history", "domain_lockout_state",
                "domain_circuit_breakers")) {
            try (var connection = raw(storage())) {
                assertThat(Migrations.hasTable(connection, table)).as(table).isTrue();
            }
        }
    }

    @Test
    void newDatabaseNeedsNoBackup() {
        migrate(FIRST);

        assertThat(dataDir.resolve("db_backups")).doesNotExist();
    }

    @Test
    void existingDatabaseIsCopiedBeforeItsMigration() throws SQLException, IOException {
        migrate(FIRST);

        migrate(FIRST, SqlScript.of("V002__notes.sql", "create table notes (text text);\n"));

        try (var files = Files.list(dataDir.resolve("db_backups"))) {
            Path copy = files.reduce((one, other) -> {
                throw new AssertionError("one backup was expected, there are " + one + " and " + other);
            }).orElseThrow();
            assertThat(copy.getFileName().toString())
                    .matches("db_\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d-\\d{3}Z_pre-migration\\.sqlite");
            assertThat(version(copy)).isEqualTo(1);
        }
        assertThat(version(storage())).isEqualTo(2);
    }

    @Test
    void failedScriptIsUndoneAsAWhole() throws SQLException {
        migrate(FIRST);
        var broken = SqlScript.of("V002__notes.sql", "create table notes (text text);\nnonsense;\n");

        assertThatThrownBy(() -> migrate(FIRST, broken)).isInstanceOf(DatabaseUnusableException.class)
                .hasMessageContaining("V002__notes.sql");

        try (var connection = raw(storage())) {
            assertThat(Migrations.version(connection)).isEqualTo(1);
            assertThat(Migrations.hasTable(connection, "notes")).isFalse();
        }
    }

    @Test
    void statementsEndWithASemicolonAtALinesEnd() {
        var script = SqlScript.of("V007__x.sql", "-- why; so\ninsert into a values ('x;y');\n\nselect 1\n  from a;\n");

        assertThat(script.number()).isEqualTo(7);
        assertThat(script.statements()).containsExactly("insert into a values ('x;y')", "select 1\n  from a");
    }

    private void migrate(SqlScript... scripts) {
        new Opening(SECRETS).sqlite(DataDirectory.prepare(dataDir), new Migrations(List.of(scripts)));
    }

    private Path storage() {
        return dataDir.resolve("storage.sqlite");
    }

    private static int version(Path file) throws SQLException {
        try (var connection = raw(file)) {
            return Migrations.version(connection);
        }
    }

    private static Connection raw(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }
}
