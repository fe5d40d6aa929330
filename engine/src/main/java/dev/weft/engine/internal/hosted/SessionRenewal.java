package dev.weft.engine.internal.hosted;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What becomes of a session that was changed in ways nobody kept count of, before its next holder gets it.
 *
 * @param sql statements that bring it back to its start, in auto-commit mode
 * @param discards whether it is thrown away instead, for a new one
 */
record SessionRenewal(List<String> sql, boolean discards) {
    /** The connection is closed, and the next holder gets another. */
    static final SessionRenewal BY_ANOTHER = new SessionRenewal(List.of(), true);

    /** Nothing: the database would end with this connection. */
    static final SessionRenewal NONE = new SessionRenewal(List.of(), false);

    static SessionRenewal by(String... statements) {
        return new SessionRenewal(List.of(statements), false);
    }

    void run(Connection jdbc) throws SQLException {
        try (var statement = jdbc.createStatement()) {
            for (var each : sql) {
                statement.execute(each);
            }
        }
    }
}
