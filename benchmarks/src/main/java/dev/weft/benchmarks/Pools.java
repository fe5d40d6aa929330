package dev.weft.benchmarks;

import static dev.weft.awaitlet.Awaitlets.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.weft.awaitlet.TaskGroup;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Connections that are taken and given back, of pools that have one each, to H2 in memory; nothing is asked of them.
 */
public final class Pools {
    private static final String URL = "h2:mem:pools";
    private static final int ROUNDS = 1_000;
    private static final int TASKS = 4;

    private static final Logger OF_HIKARI = Logger.getLogger("com.zaxxer.hikari"); // else it may be collected

    private Pools() {}

    /** Weft's pool and HikariCP's. */
    public abstract static class Both extends InAwaitlet {
        private final AsyncEngine engine =
                AsyncEngine.create(URL, EngineOptions.defaults().withPoolSize(1));
        private final HikariDataSource hikari = new HikariDataSource(hikari());

        private static HikariConfig hikari() {
            OF_HIKARI.setLevel(Level.WARNING); // no lines of its own between those of the benchmarks
            var config = new HikariConfig();
            config.setJdbcUrl("jdbc:" + URL);
            config.setMaximumPoolSize(1);
            return config;
        }

        @TearDown
        public void end() {
            hikari.close();
            engine.close();
        }

        AsyncEngine engine() {
            return engine;
        }

        DataSource hikariPool() {
            return hikari;
        }
    }

    /** A connection nobody else wants, through JDBC. */
    public static class FreeConnection extends Both {
        @Benchmark
        public Connection weft() throws SQLException {
            return taken(engine().dataSource());
        }

        @Benchmark
        public Connection hikari() throws SQLException {
            return taken(hikariPool());
        }

        private static Connection taken(DataSource pool) throws SQLException {
            try (var connection = pool.getConnection()) {
                return connection;
            }
        }
    }

    /** The same through the asynchronous face, beside what others use for it: JDBC. */
    public static class FreeAsyncConnection extends Both {
        @Benchmark
        public Object weft() {
            var connection = await(engine().connect().start());
            await(connection.aclose());
            return connection;
        }

        @Benchmark
        public Object hikari() throws SQLException {
            try (var connection = hikariPool().getConnection()) {
                return connection;
            }
        }
    }

    /** One connection for four tasks: each turn has to be waited for, as its holder lets the others ask for it. */
    @SuppressWarnings("ThreadPriorityCheck")
    public static class ConnectionInTurns extends Both {
        private final BlockingQueue<Connection> queue = new ArrayBlockingQueue<>(1, true);

        @Setup
        public void fill() throws SQLException {
            queue.add(DriverManager.getConnection("jdbc:" + URL));
        }

        @TearDown
        public void empty() throws SQLException {
            queue.remove().close();
        }

        @Benchmark
        @OperationsPerInvocation(ROUNDS)
        public void weft() {
            inTurns(engine().dataSource());
        }

        @Benchmark
        @OperationsPerInvocation(ROUNDS)
        public void hikari() {
            inTurns(hikariPool());
        }

        @Benchmark
        @OperationsPerInvocation(ROUNDS)
        public void fairQueue() {
            inTurns(() -> {
                var connection = queue.take();
                Thread.yield();
                queue.add(connection);
            });
        }

        private static void inTurns(DataSource pool) {
            inTurns(() -> {
                try (var _ = pool.getConnection()) {
                    Thread.yield();
                }
            });
        }

        private static void inTurns(Turn turn) {
            TaskGroup.run(group -> {
                for (var task = 0; task < TASKS; task++) {
                    group.fork(() -> {
                        for (var round = 0; round < ROUNDS / TASKS; round++) {
                            turn.take();
                        }
                    });
                }
            });
        }
    }

    /** A connection that is taken, held for a moment, and given back. */
    @FunctionalInterface
    private interface Turn {
        void take() throws InterruptedException, SQLException;
    }
}
