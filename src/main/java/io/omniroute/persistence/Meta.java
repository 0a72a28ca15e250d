package io.omniroute.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Rows of {@code db_meta}. */
final class Meta {
    private Meta() {}

    static Optional<String> find(Connection connection, String key) throws SQLException {
        try (var query = connection.prepareStatement("select value from db_meta where key = ?")) {
            query.setString(1, key);
            try (var rows = query.executeQuery()) {
                return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
            }
        }
    }

    static void put(Connection connection, String key, String value) throws SQLException {
        try (var upsert = connection.prepareStatement("insert into db_meta (key, value) values (?, ?)"
                + " on conflict (key) do update set value = excluded.value")) {
            upsert.setString(1, key);
            upsert.setString(2, value);
            upsert.executeUpdate();
        }
    }

    /** The id this installation got when its database was made. */
    static String instanceId(Connection connection) throws SQLException {
        Optional<String> known = find(connection, "instance_id");
        if (known.isPresent()) {
            return known.get();
        }
        String made = UUID.randomUUID().toString();
        put(connection, "instance_id", made);
        return made;
    }
}
