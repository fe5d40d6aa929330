package dev.weft.testing.server;

/**
 * A database server of this JVM's own, started from Maven artifacts on a free port of 127.0.0.1.
 *
 * <ul>
 *   <li>It keeps everything in a temporary folder, and sacrifices durability for speed: for tests and demos only.
 *   <li>It accepts 200 connections, and only with the password.
 *   <li>It is stopped and its folder deleted when the JVM exits, also by {@link System#exit} or a signal that lets
 *       shutdown hooks run.
 *   <li>It works as root and as an ordinary user, without Docker.
 * </ul>
 *
 * <p>Safe for use by many threads at once.
 */
public sealed interface EmbeddedServer permits EmbeddedPostgres, EmbeddedMariaDb {
    /**
     * The dialect, as Weft's URLs begin.
     *
     * @return {@code postgresql} or {@code mariadb}
     */
    String dialect();

    /**
     * The port on which the server listens.
     *
     * @return a TCP port of {@link #host()}
     */
    int port();

    /**
     * The address on which the server listens.
     *
     * @return {@code 127.0.0.1}
     */
    default String host() {
        return "127.0.0.1";
    }

    /**
     * The user who owns the databases and may create more.
     *
     * @return {@code weft}
     */
    default String user() {
        return "weft";
    }

    /**
     * The user's password.
     *
     * @return {@code weft}
     */
    default String password() {
        return "weft";
    }

    /**
     * The database that is there from the start; {@link FreshDatabase} makes more.
     *
     * @return {@code weft}
     */
    default String database() {
        return "weft";
    }

    /**
     * Weft's URL of {@link #database()}, with user and password.
     *
     * @return such as {@code postgresql://weft:weft@127.0.0.1:25432/weft}
     */
    default String url() {
        return url(database());
    }

    /**
     * Weft's URL of a database, with user and password.
     *
     * @param database the name of the database
     * @return such as {@code mariadb://weft:weft@127.0.0.1:23306/fresh_1}
     */
    default String url(String database) {
        return "%s://%s:%s@%s:%d/%s".formatted(dialect(), user(), password(), host(), port(), database);
    }

    /**
     * The JDBC URL of a database, without user and password.
     *
     * @param database the name of the database
     * @return such as {@code jdbc:postgresql://127.0.0.1:25432/weft}
     */
    default String jdbcUrl(String database) {
        return "jdbc:%s://%s:%d/%s".formatted(dialect(), host(), port(), database);
    }

    /**
     * A new, empty database on this server.
     *
     * @return the database, which the caller drops by closing it
     * @throws FreshDatabaseFailed if the server does not create it
     */
    default FreshDatabase freshDatabase() {
        return FreshDatabase.on(this);
    }
}
