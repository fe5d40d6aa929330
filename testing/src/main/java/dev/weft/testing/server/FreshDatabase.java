package dev.weft.testing.server;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.UUID;

/**
 * A new, empty database on an {@link EmbeddedServer}, so that tests and demos do not disturb each other.
 *
 * <ul>
 *   <li>Its name is its own; no other fresh database has it.
 *   <li>Closing it drops it, also while connections to it are open; closing it twice does no harm.
 * </ul>
 *
 * <p>Safe for use by many threads at once.
 */
public final class FreshDatabase implements AutoCloseable {
    private final EmbeddedServer server;
    private final String name;

    private FreshDatabase(EmbeddedServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /**
     * Creates a database.
     *
     * @param server where it is created
     * @return the empty database
     * @throws FreshDatabaseFailed if the server does not create it within 30 s
     */
    public static FreshDatabase on(EmbeddedServer server) {
        var name = "fresh_" + UUID.randomUUID().toString().replace("-", "");
        var database = new FreshDatabase(server, name);
        database.run(statement -> statement.execute("CREATE DATABASE " + name));
        return database;
    }

    /**
     * The name of the database.
     *
     * @return a name that needs no quotes
     */
    public String name() {
        return name;
    }

    /**
     * The server on which the database is.
     *
     * @return the server
     */
    public EmbeddedServer server() {
        return server;
    }

    /**
     * Weft's URL of the database, with user and password.
     *
     * @return such as {@code mariadb://weft:weft@127.0.0.1:23306/fresh_0a1b}
     */
    public String url() {
        return server.url(name);
    }

    /**
     * The JDBC URL of the database, without user and password.
     *
     * @return such as {@code jdbc:postgresql://127.0.0.1:25432/fresh_0a1b}
     */
    public String jdbcUrl() {
        return server.jdbcUrl(name);
    }

    /**
     * Drops the database.
     *
     * @throws FreshDatabaseFailed if the server does not drop it within 30 s
     */
    @Override
    public void close() {
        switch (server) {
            case EmbeddedPostgres _ ->
                run(statement -> statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)"));
            case EmbeddedMariaDb _ ->
                run(statement -> {
                    endSessions(statement);
                    statement.execute("DROP DATABASE IF EXISTS " + name);
                });
        }
    }

    @Override
    public String toString() {
        return "FreshDatabase[" + name + " on " + server + "]";
    }

    /** Ends the sessions in the database, since one with an open transaction would keep it from being dropped. */
    private void endSessions(Statement statement) throws SQLException {
        var sessions = new ArrayList<Long>();
        try (var rows =
                statement.executeQuery("SELECT id FROM information_schema.processlist WHERE db = '" + name + "'")) {
            while (rows.next()) {
                sessions.add(rows.getLong(1));
            }
        }
        for (var session : sessions) {
            statement.execute("KILL SOFT CONNECTION " + session);
        }
    }

    private void run(Work work) {
        try (var connection = Login.of(server).connect(server.database());
                var statement = connection.createStatement()) {
            statement.setQueryTimeout(Login.SECONDS);
            work.on(statement);
        } catch (SQLException failed) {
            throw new FreshDatabaseFailed("Cannot create or drop " + this + ": " + failed.getMessage(), failed);
        }
    }

    private interface Work {
        void on(Statement statement) throws SQLException;
    }
}
