package io.omniroute.persistence;

import io.omniroute.domain.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Plain reading past Hibernate, for sums and long lists; errors bear the name of the store. */
record Queries(String store, DataSource source) {
    /** Makes a value of the row the cursor stands on. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> list(String sql, List<?> values, Reader<T> reader) {
        List<T> rows = new ArrayList<>();
        each(sql, values, reader, rows::add);
        return rows;
    }

    <T> void each(String sql, List<?> values, Reader<T> reader, Consumer<? super T> take) {
        try (Connection connection = source.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setFetchSize(1_000);
            fill(query, values);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    take.accept(reader.read(rows));
                }
            }
        } catch (SQLException e) {
            throw new StoreException(store + ": " + e.getMessage(), e);
        }
    }

    /** @return how many rows it changed */
    int change(String sql, List<?> values) {
        try (Connection connection = source.getConnection();
                PreparedStatement change = connection.prepareStatement(sql)) {
            fill(change, values);
            return change.executeUpdate();
        } catch (SQLException e) {
            throw new StoreException(store + ": " + e.getMessage(), e);
        }
    }

    private static void fill(PreparedStatement statement, List<?> values) throws SQLException {
        int position = 0;
        for (Object value : values) {
            statement.setObject(++position, value);
        }
    }
}
