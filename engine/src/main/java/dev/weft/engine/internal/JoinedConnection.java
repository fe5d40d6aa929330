package dev.weft.engine.internal;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.CallResult;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.IsolationLevel;
import dev.weft.engine.Result;
import dev.weft.engine.SyncWork;
import dev.weft.engine.TransactionOptions;
import dev.weft.engine.internal.face.CancelledFace;
import dev.weft.engine.internal.face.JoinedFace;
import dev.weft.engine.internal.face.JoinedIo;
import dev.weft.engine.spi.DriverConnection;
import dev.weft.engine.spi.DriverCursor;
import dev.weft.engine.spi.JdbcHolder;
import dev.weft.engine.spi.KeptConnections;
import dev.weft.engine.spi.StatementCall;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A connection inside the transaction of another: its transactions are savepoints there.
 *
 * <p>Used for one operation at a time; each waits for its turn among those of the outer connection.
 */
final class JoinedConnection implements DriverConnection {
    private static final String PREFIX = "joined_";

    private final EngineConnection outer;
    private final AtomicInteger begun = new AtomicInteger();
    private volatile @Nullable String savepoint;

    JoinedConnection(EngineConnection outer) {
        this.outer = outer;
    }

    private <T extends @Nullable Object> WorkFuture<T> within(
            String name, Function<DriverConnection, WorkFuture<T>> operation) {
        return outer.joined(name, operation);
    }

    @Override
    public WorkFuture<Result> execute(StatementCall call) {
        return within(call.sql(), driver -> driver.execute(call));
    }

    @Override
    public WorkFuture<List<Result>> executeAll(StatementCall call) {
        return within(call.sql(), driver -> driver.executeAll(call));
    }

    @Override
    public WorkFuture<CallResult> call(StatementCall call) {
        return within(call.sql(), driver -> driver.call(call));
    }

    @Override
    public WorkFuture<List<Long>> executeBatch(
            String sql, List<? extends List<? extends @Nullable Object>> parameterSets) {
        return within(sql, driver -> driver.executeBatch(sql, parameterSets));
    }

    @Override
    public WorkFuture<DriverCursor> openCursor(StatementCall call, int fetchSize) {
        return within(call.sql(), driver -> driver.openCursor(call, fetchSize));
    }

    @Override
    public WorkFuture<@Nullable Void> begin(TransactionOptions options) {
        if (options.isolation() != null || Boolean.TRUE.equals(options.readOnly())) {
            throw new FeatureRefused(
                    "A transaction that joins another has its isolation and its mode.", "Give them to the outer one.");
        }
        var name = PREFIX + begun.incrementAndGet();
        savepoint = name;
        return within("begin", driver -> driver.savepoint(name));
    }

    @Override
    public WorkFuture<IsolationLevel> isolation() {
        return within("isolation", DriverConnection::isolation);
    }

    @Override
    public Object raw() {
        throw new FeatureRefused("A connection that joins another has none of the driver.", "Use the outer one's.");
    }

    @Override
    public WorkFuture<@Nullable Void> commit() {
        var open = savepoint;
        savepoint = null;
        return open == null ? WorkFuture.completedWork(null) : within("commit", driver -> driver.release(open));
    }

    @Override
    public WorkFuture<@Nullable Void> rollback() {
        var open = savepoint;
        savepoint = null;
        return open == null ? WorkFuture.completedWork(null) : within("rollback", driver -> driver.rollbackTo(open));
    }

    @Override
    public WorkFuture<@Nullable Void> savepoint(String name) {
        return within("savepoint", driver -> driver.savepoint(PREFIX + name));
    }

    @Override
    public WorkFuture<@Nullable Void> rollbackTo(String name) {
        return within("rollback to savepoint", driver -> driver.rollbackTo(PREFIX + name));
    }

    @Override
    public WorkFuture<@Nullable Void> release(String name) {
        return within("release savepoint", driver -> driver.release(PREFIX + name));
    }

    @Override
    public <T extends @Nullable Object> WorkFuture<T> runSync(JdbcHolder holder, SyncWork<? super Connection, T> work) {
        return within("runSync", driver -> driver.runSync(holder, work));
    }

    @Override
    public Connection jdbcFace(JdbcHolder holder) throws SQLException {
        var turns = new JoinedTurns(outer);
        try (var turn = turns.take()) {
            var io = new JoinedIo(turn.connection().jdbcFace(new JoinedHolder(holder)), turns, holder);
            var face = new JoinedFace(io);
            if (!KeptConnections.inForce()) {
                io.endsAfterCancel(new CancelledFace(outer.engine().name(), face::close));
            }
            return face;
        }
    }

    @Override
    public WorkFuture<@Nullable Void> reset() {
        return rollback();
    }

    @Override
    public boolean clean() {
        return savepoint == null;
    }

    @Override
    public WorkFuture<@Nullable Void> ping() {
        return WorkFuture.completedWork(null);
    }

    @Override
    public boolean broken() {
        return outer.isClosed() || outer.isInvalidated();
    }

    @Override
    public WorkFuture<@Nullable Void> close() {
        return broken() ? WorkFuture.completedWork(null) : rollback();
    }

    @Override
    public void abort() {
        savepoint = null;
    }
}
