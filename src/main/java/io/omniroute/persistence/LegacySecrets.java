package io.omniroute.persistence;

import io.omniroute.domain.secret.SecretPlace;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Seals what an older program left in the clear; run once at every start, before anything reads. */
final class LegacySecrets {
    private static final List<String> COLUMNS = List.of("access_token", "refresh_token", "id_token", "api_key",
            "provider_specific_data");

    private record Clear(String id, String text) {}

    private final RowSecrets secrets;

    LegacySecrets(RowSecrets secrets) {
        this.secrets = secrets;
    }

    /** @return how many values were sealed */
    int seal(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try {
            int sealed = 0;
            for (String column : COLUMNS) {
                sealed += seal(connection, column);
            }
            connection.commit();
            return sealed;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private int seal(Connection connection, String column) throws SQLException {
        List<Clear> found = clear(connection, column);
        try (var update = connection.prepareStatement(
                "update " + ConnectionRow.TABLE + " set " + column + " = ? where id = ? and " + column + " = ?")) {
            for (Clear value : found) {
                update.setString(1,
                        secrets.seal(value.text(), new SecretPlace(ConnectionRow.TABLE, column, value.id())).value());
                update.setString(2, value.id());
                update.setString(3, value.text());
                update.executeUpdate();
            }
        }
        return found.size();
    }

    private static List<Clear> clear(Connection connection, String column) throws SQLException {
        var found = new ArrayList<Clear>();
        try (var query = connection.prepareStatement("select id, " + column + " from " + ConnectionRow.TABLE
                + " where " + column + " <> '' and " + column + " not like 'enc:v1:%'");
                var rows = query.executeQuery()) {
            while (rows.next()) {
                found.add(new Clear(rows.getString(1), rows.getString(2)));
            }
        }
        return found;
    }
}
