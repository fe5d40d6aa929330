package dev.weft.engine.internal.hosted;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.Cancelled;
import dev.weft.engine.CommitOutcomeUnknown;
import dev.weft.engine.internal.Ownership;
import dev.weft.engine.internal.face.CancelledFace;
import dev.weft.engine.internal.face.JdbcIo;
import dev.weft.engine.internal.face.SessionSetting;
import dev.weft.engine.spi.JdbcHolder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The way of one JDBC face to its connection: for its holder's awaitlet only, and only until the face is closed.
 *
 * <p>A cancel is a {@link SQLException} with SQLState 57014 here, because that is what blocking-style code knows how to
 * clean up after; it is thrown again at every call until the scope is left.
 */
final class FaceIo implements JdbcIo {
    private static final String QUERY_CANCELED = "57014";
    private static final String CONNECTION_DOES_NOT_EXIST = "08003";
    private static final String OUTCOME_UNKNOWN = "08007";

    private final DriverCalls calls;
    private final SessionState session;
    private final JdbcHolder holder;
    private final Ownership ownership = new Ownership();
    private @Nullable CancelledFace afterCancel;
    private @Nullable String running; // what the next call runs, if its time is wanted; touched by the holder's task
    private volatile boolean closed;

    FaceIo(DriverCalls calls, SessionState session, JdbcHolder holder) {
        this.holder = holder;
        this.calls = calls;
        this.session = session;
    }

    /** Says what becomes of the face after a cancel. */
    void endsAfterCancel(CancelledFace end) {
        afterCancel = end;
    }

    @Override
    public <T extends @Nullable Object> T io(@Nullable Statement target, SqlCall<T> call) throws SQLException {
        check();
        var sql = running;
        if (sql != null) {
            running = null;
            return timed(sql, target, call);
        }
        try {
            var value = calls.call(target, cancel -> call.call());
            goesOn();
            return value;
        } catch (Cancelled cancelled) {
            throw asSql(cancelled);
        }
    }

    private <T extends @Nullable Object> T timed(String sql, @Nullable Statement target, SqlCall<T> call)
            throws SQLException {
        var start = calls.nanoTime();
        T value;
        try {
            value = io(target, call);
        } catch (Throwable failure) {
            holder.ran(sql, Duration.ofNanos(calls.nanoTime() - start), failure);
            throw failure;
        }
        holder.ran(sql, Duration.ofNanos(calls.nanoTime() - start), null);
        return value;
    }

    @Override
    public <T extends @Nullable Object> T step(@Nullable Statement target, SqlCall<T> call) throws SQLException {
        check();
        try {
            var value = calls.step(target, cancel -> call.call());
            goesOn();
            return value;
        } catch (Cancelled cancelled) {
            throw asSql(cancelled);
        }
    }

    @Override
    public <T extends @Nullable Object> T prepare(SqlCall<T> call) throws SQLException {
        return calls.keepsStatements() ? fetched(call) : io(null, call);
    }

    @Override
    public int rowsAtATime(ResultSet rows) throws SQLException {
        return calls.rowsAtATime(rows);
    }

    @Override
    public <T extends @Nullable Object> T fetched(SqlCall<T> call) throws SQLException {
        check();
        try {
            Awaitlets.checkpointIfCancelled();
            var value = calls.inMemory(call);
            goesOn();
            return value;
        } catch (Cancelled cancelled) {
            throw asSql(cancelled);
        }
    }

    @Override
    public void free(SqlAction action) throws SQLException {
        if (!calls.keepsStatements()) {
            release(action);
            return;
        }
        check();
        calls.<@Nullable Void>inMemory(() -> {
            action.run();
            return null;
        });
    }

    @Override
    public void release(SqlAction action) throws SQLException {
        check();
        try {
            calls.release(action);
        } catch (Cancelled interrupted) {
            throw asSql(interrupted);
        }
    }

    @Override
    public void commit(SqlAction action) throws SQLException {
        check();
        try {
            calls.commit(session.transactionOpen() ? calls.ending("commit", action) : action);
        } catch (Cancelled cancelled) {
            throw asSql(cancelled);
        } catch (CommitOutcomeUnknown unknown) {
            throw new SQLNonTransientConnectionException(unknown.getMessage(), OUTCOME_UNKNOWN, unknown);
        }
        session.transactionEnded();
        holder.committed();
    }

    @Override
    public void rollback(SqlAction action) throws SQLException {
        release(session.transactionOpen() ? calls.ending("rollback", action) : action);
        transactionEnded();
    }

    @Override
    public void check() throws SQLException {
        if (closed) {
            throw new SQLException(
                    "this connection has been closed and is back in its pool", CONNECTION_DOES_NOT_EXIST);
        }
        var user = Awaitlets.require("A JDBC call");
        if (ownership.enter(user)) {
            holder.usedBy(user);
        }
    }

    @Override
    public void running(String sql) {
        session.sees(sql);
        holder.running(sql);
        running = holder.times() ? sql : null;
    }

    @Override
    public void statementRun() {
        session.statementRun();
    }

    @Override
    public void transactionEnded() {
        session.transactionEnded();
        holder.rolledBack();
    }

    @Override
    public void autoCommitChanged(boolean on) {
        session.autoCommit(on);
    }

    @Override
    public void sessionChanged(SessionSetting setting) {
        session.changing(setting);
    }

    @Override
    public void abort() {
        if (!closed) {
            calls.abort();
        }
    }

    void close() {
        closed = true;
        holder.closed();
    }

    private void goesOn() {
        if (afterCancel != null) {
            afterCancel.goesOn();
        }
    }

    private SQLException asSql(Cancelled cancelled) {
        if (afterCancel != null) {
            afterCancel.cancelled(Awaitlets.current().orElse(null));
        }
        return new SQLException(cancelled.getMessage(), QUERY_CANCELED, cancelled);
    }
}
