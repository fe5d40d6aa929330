package dev.weft.testing.server;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection to a database, as its server sees it.
 *
 * <p>Immutable, so safe for use by many threads.
 *
 * @param id the server's number for it: PostgreSQL's process id, MariaDB's connection id
 * @param client the name the client gave itself, which is the engine's name on PostgreSQL; empty on MariaDB, which has
 *     none
 * @param state what it does, in the server's words, such as {@code idle in transaction} or {@code Query}
 * @param inTransaction whether a transaction is open that has, on MariaDB, touched a table
 * @param statement the statement that runs or, on PostgreSQL, ran last; shortened to 100 characters
 */
public record ServerSession(long id, String client, String state, boolean inTransaction, String statement) {
    private static final String OF_CLIENT = """
            SELECT pid, application_name, coalesce(state, ''), xact_start IS NOT NULL, coalesce(left(query, 100), '')
            FROM pg_stat_activity
            WHERE application_name = ? AND backend_type = 'client backend'
            ORDER BY pid
            """;

    /**
     * The sessions of one client of a PostgreSQL.
     *
     * @param server a connection to it, which is not closed here
     * @param applicationName the name the client gave itself; for an engine, the engine's name
     * @return a list, by the server's process ids
     * @throws SQLException if the server does not tell
     */
    public static List<ServerSession> ofPostgres(Connection server, String applicationName) throws SQLException {
        try (var query = server.prepareStatement(OF_CLIENT)) {
            query.setString(1, applicationName);
            try (var rows = query.executeQuery()) {
                return all(rows);
            }
        }
    }

    /** The sessions in rows whose columns are those of this record, in its order. */
    static List<ServerSession> all(ResultSet rows) throws SQLException {
        var sessions = new ArrayList<ServerSession>();
        while (rows.next()) {
            sessions.add(new ServerSession(
                    rows.getLong(1), rows.getString(2), rows.getString(3), rows.getBoolean(4), rows.getString(5)));
        }
        return List.copyOf(sessions);
    }
}
