package dev.weft.engine.internal.face;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.engine.spi.JdbcHolder;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The way of a JDBC face to a connection inside whose transaction it works: each call in a turn of its own, its
 * transactions savepoints.
 *
 * <p>With auto-commit each statement is a savepoint of its own, so that one that fails leaves the outer transaction as
 * it was. For its holder's task.
 */
public final class JoinedIo implements JdbcIo {
    private static final String SAVEPOINT = "joined_jdbc";

    private final Connection inner;
    private final Turns turns;
    private final JdbcHolder holder;
    private @Nullable CancelledFace afterCancel;
    private @Nullable Savepoint savepoint;
    private boolean autoCommit = true;
    private boolean statement; // the next call is part of a transaction
    private volatile boolean closed;

    /**
     * The way to a connection.
     *
     * @param inner a face of it, of nobody else
     * @param turns the turns in which that may be used
     * @param holder hears of ends of transactions, and of the end of the face
     */
    public JoinedIo(Connection inner, Turns turns, JdbcHolder holder) {
        this.inner = inner;
        this.turns = turns;
        this.holder = holder;
    }

    /**
     * Says what becomes of the face after a cancel.
     *
     * @param end what
     */
    public void endsAfterCancel(CancelledFace end) {
        afterCancel = end;
    }

    Connection inner() {
        return inner;
    }

    boolean autoCommit() {
        return autoCommit;
    }

    void autoCommit(boolean on) throws SQLException {
        if (on && !autoCommit) {
            commit();
        }
        autoCommit = on;
    }

    @Override
    public <T extends @Nullable Object> T io(@Nullable Statement target, SqlCall<T> call) throws SQLException {
        check();
        var inTransaction = statement;
        statement = false;
        try (var _ = turns.take()) {
            var value = inTransaction ? inTransaction(call) : call.call();
            goesOn();
            return value;
        } catch (SQLException failure) {
            throw heard(failure);
        }
    }

    private <T extends @Nullable Object> T inTransaction(SqlCall<T> call) throws SQLException {
        if (savepoint == null) {
            savepoint = inner.setSavepoint(SAVEPOINT);
        }
        if (!autoCommit) {
            return call.call();
        }
        T value;
        try {
            value = call.call();
        } catch (Throwable failure) {
            try {
                undo();
            } catch (SQLException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
        keep();
        return value;
    }

    @Override
    public <T extends @Nullable Object> T step(@Nullable Statement target, SqlCall<T> call) throws SQLException {
        return io(target, call);
    }

    @Override
    public void release(SqlAction action) throws SQLException {
        check();
        if (!turns.over()) {
            try (var _ = turns.takeShielded()) {
                action.run();
            }
        }
    }

    void commit() throws SQLException {
        check();
        if (savepoint != null) {
            try (var _ = turns.take()) {
                keep();
            } catch (SQLException failure) {
                throw heard(failure);
            }
        }
        holder.committed();
    }

    void rollback() throws SQLException {
        check();
        undoOpen();
        holder.rolledBack();
    }

    private void undoOpen() throws SQLException {
        if (savepoint != null) {
            try (var _ = turns.takeShielded()) {
                undo();
            }
        }
    }

    private void keep() throws SQLException {
        var open = savepoint;
        if (open != null) {
            inner.releaseSavepoint(open);
            savepoint = null;
        }
    }

    private void undo() throws SQLException {
        var open = savepoint;
        if (open != null) {
            savepoint = null;
            inner.rollback(open);
            inner.releaseSavepoint(open);
        }
    }

    /** Ends everything: what was not committed is undone. */
    void close() throws SQLException {
        closed = true;
        try (Connection _ = inner) {
            if (!turns.over()) {
                undoOpen();
            }
        } finally {
            holder.closed();
        }
    }

    @Override
    public void check() throws SQLException {
        if (closed) {
            throw new SQLException("this connection has been closed", "08003");
        }
        var _ = Awaitlets.require("A JDBC call");
    }

    @Override
    public void abort() {
        // the connection is somebody else's, and its cancel stops what runs
    }

    @Override
    public void statementRun() {
        statement = true;
    }

    @Override
    public void transactionEnded() {
        // told by commit and rollback
    }

    @Override
    public void autoCommitChanged(boolean on) {
        // the outer transaction goes on
    }

    @Override
    public void sessionChanged(SessionSetting setting) {
        // the inner face tells it
    }

    private void goesOn() {
        if (afterCancel != null) {
            afterCancel.goesOn();
        }
    }

    private SQLException heard(SQLException failure) {
        if (afterCancel != null && "57014".equals(failure.getSQLState())) {
            afterCancel.cancelled(Awaitlets.current().orElse(null));
        }
        return failure;
    }
}
