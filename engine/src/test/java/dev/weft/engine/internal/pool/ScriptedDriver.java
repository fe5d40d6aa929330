package dev.weft.engine.internal.pool;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.IsolationLevel;
import dev.weft.engine.Result;
import dev.weft.engine.SyncWork;
import dev.weft.engine.TransactionOptions;
import dev.weft.engine.spi.Driver;
import dev.weft.engine.spi.DriverConnection;
import dev.weft.engine.spi.DriverCursor;
import dev.weft.engine.spi.JdbcHolder;
import dev.weft.engine.spi.StatementCall;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A driver without a database: every operation waits until the test ends it, or ends at once if the test said so
 * before.
 */
final class ScriptedDriver implements Driver {
    final List<WorkFuture<DriverConnection>> connects = new CopyOnWriteArrayList<>();
    final List<ScriptedConnection> made = new CopyOnWriteArrayList<>();
    private final int poolSize;
    private final boolean answersAtOnce;

    private ScriptedDriver(int poolSize, boolean answersAtOnce) {
        this.poolSize = poolSize;
        this.answersAtOnce = answersAtOnce;
    }

    /** A driver that connects, resets and closes at once. */
    static ScriptedDriver quick(int poolSize) {
        return new ScriptedDriver(poolSize, true);
    }

    /** A driver whose every operation waits for the test. */
    static ScriptedDriver manual(int poolSize) {
        return new ScriptedDriver(poolSize, false);
    }

    @Override
    public WorkFuture<DriverConnection> connect() {
        var connect = new WorkFuture<DriverConnection>(reason -> {});
        connects.add(connect);
        if (answersAtOnce) {
            connected(connects.size() - 1);
        }
        return connect;
    }

    /** Ends one of the attempts to connect with a new connection. */
    ScriptedConnection connected(int attempt) {
        var connection = new ScriptedConnection(answersAtOnce);
        made.add(connection);
        connects.get(attempt).complete(connection);
        return connection;
    }

    /** Ends one of the attempts to connect without one. */
    void refused(int attempt) {
        connects.get(attempt).completeExceptionally(new IllegalStateException("refused"));
    }

    @Override
    public int poolSize() {
        return poolSize;
    }

    @Override
    public WorkFuture<@Nullable Void> close() {
        return ended();
    }

    long openConnections() {
        return made.stream().filter(connection -> !connection.closed).count();
    }

    private static WorkFuture<@Nullable Void> ended() {
        var done = new WorkFuture<@Nullable Void>(reason -> {});
        done.complete(null);
        return done;
    }

    /** A connection of this driver; what the pool asks of it is noted. */
    static final class ScriptedConnection implements DriverConnection {
        final List<WorkFuture<@Nullable Void>> resets = new ArrayList<>();
        final List<WorkFuture<@Nullable Void>> pings = new ArrayList<>();
        volatile boolean dirty;
        volatile boolean broken;
        volatile boolean closed;
        volatile boolean aborted;
        private final boolean answersAtOnce;

        ScriptedConnection(boolean answersAtOnce) {
            this.answersAtOnce = answersAtOnce;
        }

        private WorkFuture<@Nullable Void> step() {
            var step = new WorkFuture<@Nullable Void>(reason -> {});
            if (answersAtOnce) {
                step.complete(null);
            }
            return step;
        }

        @Override
        public WorkFuture<@Nullable Void> reset() {
            var reset = step();
            resets.add(reset);
            return reset;
        }

        @Override
        public WorkFuture<@Nullable Void> ping() {
            var ping = step();
            pings.add(ping);
            return ping;
        }

        @Override
        public boolean clean() {
            return !dirty;
        }

        @Override
        public boolean broken() {
            return broken;
        }

        @Override
        public WorkFuture<@Nullable Void> close() {
            closed = true;
            return ended();
        }

        @Override
        public void abort() {
            aborted = true;
            broken = true;
            closed = true;
        }

        @Override
        public WorkFuture<Result> execute(StatementCall call) {
            throw new AssertionError("the pool runs no statements");
        }

        @Override
        public WorkFuture<DriverCursor> openCursor(StatementCall call, int fetchSize) {
            throw new AssertionError("the pool runs no statements");
        }

        @Override
        public WorkFuture<List<Long>> executeBatch(
                String sql, List<? extends List<? extends @Nullable Object>> parameterSets) {
            throw new AssertionError("the pool runs no statements");
        }

        @Override
        public WorkFuture<@Nullable Void> begin(TransactionOptions options) {
            throw new AssertionError("the pool begins no transactions");
        }

        @Override
        public WorkFuture<IsolationLevel> isolation() {
            throw new AssertionError("the pool asks for no isolation");
        }

        @Override
        public Object raw() {
            throw new AssertionError("the pool needs no driver's own connection");
        }

        @Override
        public WorkFuture<@Nullable Void> commit() {
            throw new AssertionError("the pool commits nothing");
        }

        @Override
        public WorkFuture<@Nullable Void> rollback() {
            throw new AssertionError("the pool rolls back by reset only");
        }

        @Override
        public WorkFuture<@Nullable Void> savepoint(String name) {
            throw new AssertionError("the pool knows no savepoints");
        }

        @Override
        public WorkFuture<@Nullable Void> rollbackTo(String name) {
            throw new AssertionError("the pool knows no savepoints");
        }

        @Override
        public WorkFuture<@Nullable Void> release(String name) {
            throw new AssertionError("the pool knows no savepoints");
        }

        @Override
        public <T extends @Nullable Object> WorkFuture<T> runSync(
                JdbcHolder holder, SyncWork<? super Connection, T> work) {
            throw new AssertionError("the pool runs nobody's code");
        }

        @Override
        public Connection jdbcFace(JdbcHolder holder) {
            throw new AssertionError("the pool makes no faces");
        }
    }
}
