package dev.weft.benchmarks.paired;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.EngineUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** A way to run blocking-style tasks on pgjdbc, and to give each its connections. */
interface JdbcWay extends AutoCloseable {
    String name();

    /** Starts a task. */
    CompletableFuture<Void> start(Callable<Void> task);

    /** A connection, to be given back by whoever takes it. */
    Connection take() throws SQLException;

    /** Gives a connection back. */
    default void giveBack(Connection connection) throws SQLException {
        connection.close();
    }

    /** Whether a task keeps one connection for all that it asks. */
    default boolean keeps() {
        return false;
    }

    @Override
    void close();

    /** Weft's pool, in awaitlets. */
    static JdbcWay weft(String url, int connections) {
        var engine = AsyncEngine.create(url, EngineOptions.defaults().withPoolSize(connections));
        var source = engine.dataSource();
        return new JdbcWay() {
            @Override
            public String name() {
                return "Weft";
            }

            @Override
            public CompletableFuture<Void> start(Callable<Void> task) {
                return Awaitlets.async(task);
            }

            @Override
            public Connection take() throws SQLException {
                return source.getConnection();
            }

            @Override
            public void close() {
                engine.close();
            }
        };
    }

    /** HikariCP, on virtual threads. */
    static JdbcWay hikari(String url, int connections) {
        var config = new HikariConfig();
        config.setJdbcUrl(jdbc(url));
        config.setDataSourceProperties(login(url));
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(connections);
        var source = new HikariDataSource(config);
        return new JdbcWay() {
            @Override
            public String name() {
                return "HikariCP on virtual threads";
            }

            @Override
            public CompletableFuture<Void> start(Callable<Void> task) {
                return onVirtualThread(task);
            }

            @Override
            public Connection take() throws SQLException {
                return source.getConnection();
            }

            @Override
            public void close() {
                source.close();
            }
        };
    }

    /** The least that hands connections on in turn: a queue of the JDK's, without deadlines, checks or wrappers. */
    static JdbcWay queue(String url, int connections) throws SQLException {
        var free = new ArrayBlockingQueue<Connection>(connections, true);
        for (var i = 0; i < connections; i++) {
            free.add(DriverManager.getConnection(jdbc(url), login(url)));
        }
        return new JdbcWay() {
            @Override
            public String name() {
                return "a fair queue of connections";
            }

            @Override
            public CompletableFuture<Void> start(Callable<Void> task) {
                return Awaitlets.async(task);
            }

            @Override
            public Connection take() throws SQLException {
                try {
                    return free.take();
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                    throw new SQLException("Interrupted while waiting for a connection", stop);
                }
            }

            @Override
            public void giveBack(Connection connection) {
                free.add(connection);
            }

            @Override
            public void close() {
                for (var connection : free) {
                    try {
                        connection.close();
                    } catch (SQLException failed) {
                        throw new IllegalStateException(failed);
                    }
                }
            }
        };
    }

    /** No pool: every awaitlet keeps a connection of its own. */
    static JdbcWay ofTheirOwn(String url) {
        return new JdbcWay() {
            @Override
            public String name() {
                return "a connection for each awaitlet";
            }

            @Override
            public CompletableFuture<Void> start(Callable<Void> task) {
                return Awaitlets.async(task);
            }

            @Override
            public Connection take() throws SQLException {
                return DriverManager.getConnection(jdbc(url), login(url));
            }

            @Override
            public boolean keeps() {
                return true;
            }

            @Override
            public void close() {}
        };
    }

    private static CompletableFuture<Void> onVirtualThread(Callable<Void> task) {
        var ended = new CompletableFuture<Void>();
        Thread.startVirtualThread(() -> {
            try {
                ended.complete(task.call());
            } catch (Throwable failure) {
                ended.completeExceptionally(failure);
            }
        });
        return ended;
    }

    private static String jdbc(String url) {
        var parsed = EngineUrl.parse(url);
        var host = parsed.hosts().getFirst();
        return "jdbc:postgresql://" + host.name() + ":" + host.port().orElse(5432) + "/"
                + parsed.database().orElseThrow();
    }

    private static Properties login(String url) {
        var parsed = EngineUrl.parse(url);
        var login = new Properties();
        login.setProperty("user", parsed.user().orElseThrow());
        login.setProperty("password", parsed.password().orElse(""));
        return login;
    }
}
