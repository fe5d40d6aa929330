package dev.weft.testing.server;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
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
    private static final String CLEAR_POSTGRES = """
            DO $$
            DECLARE
                schema text;
            BEGIN
                FOR schema IN SELECT nspname FROM pg_namespace
                        WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
                    EXECUTE format('DROP SCHEMA %I CASCADE', schema);
                END LOOP;
                PERFORM lo_unlink(oid) FROM pg_largeobject_metadata;
                ALTER DATABASE {name} RESET ALL;
                CREATE SCHEMA public AUTHORIZATION pg_database_owner;
            END $$
            """;
    private static final String POSTGRES_SESSIONS = """
            SELECT pid, application_name, coalesce(state, ''), xact_start IS NOT NULL, coalesce(left(query, 100), '')
            FROM pg_stat_activity
            WHERE datname = '{name}' AND backend_type = 'client backend'
            ORDER BY pid
            """;
    private static final String MARIADB_SESSIONS = """
            SELECT p.id, '', p.command, t.trx_id IS NOT NULL, coalesce(left(p.info, 100), '')
            FROM information_schema.processlist p
            LEFT JOIN information_schema.innodb_trx t ON t.trx_mysql_thread_id = p.id
            WHERE p.db = '{name}'
            ORDER BY p.id
            """;

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

    /**
     * Empties the database, so that it is as good as a new one and ready sooner.
     *
     * <p>On PostgreSQL the schemas with all they hold, the large objects and the settings of the database go; what
     * belongs to the whole server, such as roles, stays.
     *
     * @throws FreshDatabaseFailed if the server does not do it within 30 s, for instance because a session holds locks
     */
    public void clear() {
        switch (server) {
            case EmbeddedPostgres _ -> runIn(name, statement -> statement.execute(named(CLEAR_POSTGRES)));
            case EmbeddedMariaDb _ ->
                run(statement -> {
                    statement.execute("DROP DATABASE IF EXISTS " + name);
                    statement.execute("CREATE DATABASE " + name);
                });
        }
    }

    /**
     * The connections that the server has to this database now.
     *
     * @return a list, by the server's numbers
     * @throws FreshDatabaseFailed if the server does not answer within 30 s
     */
    public List<ServerSession> sessions() {
        var sessions = new ArrayList<ServerSession>();
        var query = switch (server) {
            case EmbeddedPostgres _ -> POSTGRES_SESSIONS;
            case EmbeddedMariaDb _ -> MARIADB_SESSIONS;
        };
        run(statement -> {
            try (var rows = statement.executeQuery(named(query))) {
                sessions.addAll(ServerSession.all(rows));
            }
        });
        return List.copyOf(sessions);
    }

    @Override
    public String toString() {
        return "FreshDatabase[" + name + " on " + server + "]";
    }

    /** Ends the sessions in the database, since one with an open transaction would keep it from being dropped. */
    private void endSessions(Statement statement) throws SQLException {
        var ids = new ArrayList<Long>();
        try (var rows =
                statement.executeQuery("SELECT id FROM information_schema.processlist WHERE db = '" + name + "'")) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        for (var id : ids) {
            statement.execute("KILL SOFT CONNECTION " + id);
        }
    }

    private String named(String sql) {
        return sql.replace("{name}", name);
    }

    private void run(Work work) {
        runIn(server.database(), work);
    }

    private void runIn(String database, Work work) {
        try (var connection = Login.of(server).connect(database);
                var statement = connection.createStatement()) {
            statement.setQueryTimeout(Login.SECONDS);
            work.on(statement);
        } catch (SQLException failed) {
            throw new FreshDatabaseFailed(
                    "The server did not do what was asked of " + this + ": " + failed.getMessage(), failed);
        }
    }

    private interface Work {
        void on(Statement statement) throws SQLException;
    }
}
