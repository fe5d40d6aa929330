package dev.weft.engine.internal.face;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A statement of a face from its making to its end: its connection, its result sets, its cancel.
 *
 * <p>For its holder's task, except {@link #cancel} and {@link #isClosed}, which any thread may call.
 */
abstract class OpenStatement implements Statement {
    final JdbcIo io;
    final FaceValues values;
    final OpenResults results;
    private final Statement statement;
    private final FaceConnection connection;
    private String text = "(a batch)";
    private boolean closeOnCompletion;
    private volatile boolean closed;

    OpenStatement(Statement statement, FaceConnection connection) {
        this.statement = statement;
        this.connection = connection;
        this.io = connection.io;
        this.values = connection.values;
        this.results = new OpenResults(this, values);
    }

    /** The driver's own statement, for cancelling it. */
    final Statement bare() {
        return statement;
    }

    /** Names what a prepared statement runs. */
    final void text(String sql) {
        text = sql;
    }

    /** Notes that the statement is about to run what it was prepared for, or its batch. */
    final void startRun() {
        startRun(text);
    }

    /** Notes that the statement is about to run, which closes the results of its last run. */
    final void startRun(String sql) {
        results.ended();
        io.statementRun();
        io.running(sql);
    }

    /** Notes that the last of its result sets has been closed. */
    final void resultsClosed() throws SQLException {
        if (closeOnCompletion) {
            close();
        }
    }

    @Override
    public final Connection getConnection() throws SQLException {
        io.check();
        return connection;
    }

    @Override
    public final boolean getMoreResults() throws SQLException {
        return getMoreResults(CLOSE_CURRENT_RESULT);
    }

    @Override
    public final boolean getMoreResults(int current) throws SQLException {
        var more = io.io(
                statement,
                () -> current == CLOSE_CURRENT_RESULT ? statement.getMoreResults() : statement.getMoreResults(current));
        if (current == CLOSE_ALL_RESULTS) {
            results.ended();
        } else {
            results.nextResult(current == KEEP_CURRENT_RESULT);
        }
        return more;
    }

    /** Stops what the statement runs: from any thread, and past {@link JdbcIo}, for which its holder is waiting. */
    @Override
    public final void cancel() throws SQLException {
        if (!closed) {
            statement.cancel();
        }
    }

    /** Kept here and not left to the driver, which counts its own result sets and not their faces. */
    @Override
    public final void closeOnCompletion() throws SQLException {
        io.check();
        closeOnCompletion = true;
    }

    @Override
    public final boolean isCloseOnCompletion() throws SQLException {
        io.check();
        return closeOnCompletion;
    }

    @Override
    public final boolean isClosed() throws SQLException {
        return closed || statement.isClosed();
    }

    @Override
    public final void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        results.ended();
        try {
            io.free(statement::close);
        } finally {
            connection.closed(this);
        }
    }
}
