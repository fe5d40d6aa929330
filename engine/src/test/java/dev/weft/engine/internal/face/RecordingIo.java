package dev.weft.engine.internal.face;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes every call at once, and writes down how it was asked to. */
final class RecordingIo implements JdbcIo {
    /** The kind of call under way. */
    enum Within {
        NOTHING,
        IO,
        STEP
    }

    final List<String> told = new ArrayList<>();
    final List<@Nullable Statement> targets = new ArrayList<>();
    Within within = Within.NOTHING;
    int ios;
    int steps;
    int checks;
    int aborts;
    int releases;
    final Deque<SQLException> releaseFailures = new ArrayDeque<>();

    private boolean closed;

    /** What a face is given to call at its end. */
    void close() {
        told.add("closed");
        closed = true;
    }

    @Override
    public <T extends @Nullable Object> T io(@Nullable Statement target, SqlCall<T> call) throws SQLException {
        refuseClosed();
        ios++;
        targets.add(target);
        return within(Within.IO, call);
    }

    @Override
    public <T extends @Nullable Object> T step(@Nullable Statement target, SqlCall<T> call) throws SQLException {
        refuseClosed();
        steps++;
        return within(Within.STEP, call);
    }

    private <T extends @Nullable Object> T within(Within inner, SqlCall<T> call) throws SQLException {
        if (within != Within.NOTHING) {
            throw new AssertionError("a call within a call would wait for its own thread");
        }
        within = inner;
        try {
            return call.call();
        } finally {
            within = Within.NOTHING;
        }
    }

    @Override
    public void release(SqlAction action) throws SQLException {
        releases++;
        JdbcIo.super.release(action);
        if (!releaseFailures.isEmpty()) {
            throw releaseFailures.remove();
        }
    }

    @Override
    public void check() throws SQLException {
        refuseClosed();
        checks++;
    }

    private void refuseClosed() throws SQLException {
        if (closed) {
            throw new SQLException("the face has been closed", "08003");
        }
    }

    @Override
    public void abort() {
        aborts++;
    }

    @Override
    public void statementRun() {
        told.add("statement");
    }

    @Override
    public void transactionEnded() {
        told.add("transaction ended");
    }

    @Override
    public void autoCommitChanged(boolean on) {
        told.add("auto-commit " + on);
    }

    @Override
    public void sessionChanged(SessionSetting setting) {
        told.add("session " + setting);
    }
}
