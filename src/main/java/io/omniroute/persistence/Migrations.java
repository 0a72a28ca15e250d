package io.omniroute.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Brings a database to the newest schema: numbered scripts, one transaction each, forward only. */
final class Migrations {
    /** Done once before the first script of a run that changes an existing schema. */
    @FunctionalInterface
    interface Precaution {
        void take() throws SQLException;
    }

    private static final String SCHEMA = "omniroute_schema";
    /** Version of the reference product's schema, whose table names these are. */
    private static final String REFERENCE_SCHEMA = "1";
    private static final List<String> NAMES = List.of("V001__first_tables.sql", "V002__model_locks.sql",
            "V003__money.sql");

    private final List<SqlScript> scripts;

    Migrations(List<SqlScript> scripts) {
        this.scripts = List.copyOf(scripts);
    }

    static Migrations of(String folder) {
        return new Migrations(NAMES.stream().map(name -> SqlScript.read(folder, name)).toList());
    }

    /** @return number of the last script that ran, 0 when none did */
    static int version(Connection connection) throws SQLException {
        if (!hasTable(connection, "db_meta")) {
            return 0;
        }
        Optional<String> row = Meta.find(connection, SCHEMA);
        return row.isPresent() ? Integer.parseInt(row.get()) : 0;
    }

    static boolean hasTable(Connection connection, String pattern) throws SQLException {
        var about = connection.getMetaData();
        try (var tables = about.getTables(connection.getCatalog(), connection.getSchema(), pattern,
                new String[]{"TABLE"})) {
            return tables.next();
        }
    }

    void run(Connection connection, Precaution precaution) throws SQLException {
        int version = version(connection);
        refuseNewer(version);
        List<SqlScript> due = scripts.stream().filter(script -> script.number() > version).toList();
        if (version > 0 && !due.isEmpty()) {
            precaution.take();
        }
        for (SqlScript script : due) {
            apply(connection, script);
        }
    }

    private void refuseNewer(int version) {
        int newest = scripts.getLast().number();
        if (version > newest) {
            throw new DatabaseUnusableException("The database has schema " + version
                    + ", this program knows schemas up to " + newest
                    + ": start the newer program that wrote it, or restore the backup made before that upgrade.");
        }
    }

    private static void apply(Connection connection, SqlScript script) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            for (String sql : script.statements()) {
                statement.execute(sql);
            }
            Meta.put(connection, SCHEMA, Integer.toString(script.number()));
            Meta.put(connection, "schema_version", REFERENCE_SCHEMA);
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw new DatabaseUnusableException("Migration " + script.name() + " failed and was undone ("
                    + e.getMessage() + "): start the program version that was in use before.", e);
        } finally {
            connection.setAutoCommit(true);
        }
    }
}
