package dev.weft.benchmarks.compare;

import dev.weft.engine.EngineUrl;
import dev.weft.peers.workload.Schema;
import dev.weft.testing.server.PgCluster;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * The PostgreSQL under all contenders, with tables in a schema of their own that are dropped in the end.
 *
 * @param host where it is
 * @param port its TCP port
 * @param database the database
 * @param user who works there
 * @param password that of the user
 * @param end ends it, if it is an own one
 */
record Server(String host, int port, String database, String user, String password, Runnable end)
        implements AutoCloseable {
    private static final int POSTGRES = 5432;

    /** An own one, or somebody's. */
    static Server of(String url) {
        if (!url.isEmpty()) {
            return of(EngineUrl.parse(url), () -> {});
        }
        var cluster = PgCluster.create();
        return of(EngineUrl.parse(cluster.url()), cluster::close);
    }

    private static Server of(EngineUrl url, Runnable end) {
        var host = url.hosts().getFirst();
        return new Server(
                host.name(),
                host.port().orElse(POSTGRES),
                url.database().orElse("postgres"),
                url.user().orElse("postgres"),
                url.password().orElse(""),
                end);
    }

    /** Whether it is on this machine, so that a network can be put before it. */
    boolean isHere() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    Connection connect() throws SQLException {
        var login = new Properties();
        login.setProperty("user", user);
        login.setProperty("password", password);
        login.setProperty("ApplicationName", "weft-compare");
        login.setProperty("connectTimeout", "30");
        return DriverManager.getConnection("jdbc:postgresql://%s:%d/%s".formatted(host, port, database), login);
    }

    /** Makes the tables; answers the server's version. */
    String prepare() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            Schema.create(connection);
            try (var version = statement.executeQuery("show server_version")) {
                version.next();
                return version.getString(1);
            }
        }
    }

    /** Before a scenario: what the last left behind is gone. */
    void tidy() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("truncate weft_compare.note");
            statement.execute("vacuum analyze weft_compare.author");
        }
    }

    /** Has everybody wait who reads. */
    Connection block() throws SQLException {
        var connection = connect();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("lock table weft_compare.item, weft_compare.author in access exclusive mode");
        }
        return connection;
    }

    void drop() throws SQLException {
        try (var connection = connect()) {
            Schema.drop(connection);
        }
    }

    @Override
    public void close() {
        end.run();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + database;
    }
}
