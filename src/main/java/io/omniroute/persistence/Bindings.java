package io.omniroute.persistence;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Fills the placeholders of a statement from left to right. */
final class Bindings {
    private final PreparedStatement statement;
    private int last;

    Bindings(PreparedStatement statement) {
        this.statement = statement;
    }

    /** PostgreSQL refuses a text with a NUL, and a model name comes from a client. */
    Bindings texts(@Nullable String... values) throws SQLException {
        for (String value : values) {
            statement.setString(++last, value == null ? null : value.replace("\0", ""));
        }
        return this;
    }

    Bindings numbers(@Nullable Long... values) throws SQLException {
        for (Long value : values) {
            if (value == null) {
                statement.setNull(++last, Types.BIGINT);
            } else {
                statement.setLong(++last, value);
            }
        }
        return this;
    }

    Bindings amount(double value) throws SQLException {
        statement.setDouble(++last, value);
        return this;
    }

    Bindings flag(boolean value) throws SQLException {
        statement.setBoolean(++last, value);
        return this;
    }
}
