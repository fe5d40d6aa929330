package dev.weft.engine.internal.hosted;

import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.Result;
import dev.weft.engine.ResultClosed;
import dev.weft.engine.internal.sql.JdbcRows;
import dev.weft.engine.internal.sql.SqlFailures;
import dev.weft.engine.spi.DriverCursor;
import dev.weft.engine.spi.StatementCall;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC statement whose rows are still being read.
 *
 * <p>Used by its connection's one operation at a time; the flags are volatile because those run on different threads.
 */
final class HostedCursor implements DriverCursor {
    private static final CancelReason CLOSED_EARLY =
            new CancelReason(CancelReason.Kind.ABANDONED, "its result was closed");

    private final HostedConnection connection;
    private final StatementCall call;
    private final PreparedStatement statement;
    private final @Nullable JdbcRows rows;
    private final CancelRequest.Target fetching;
    private final boolean onTheWire;
    private final boolean ownTransaction;
    private volatile boolean exhausted;
    private volatile @Nullable String closed;

    /**
     * A cursor over a statement that has run.
     *
     * @param call what was asked for
     * @param rows its rows, or null if it is not a query
     * @param fetching what stops a fetch
     * @param streaming how its rows come
     * @param ownTransaction whether its transaction was begun for it, and ends with it
     */
    HostedCursor(
            HostedConnection connection,
            StatementCall call,
            PreparedStatement statement,
            @Nullable JdbcRows rows,
            CancelRequest.Target fetching,
            Streaming streaming,
            boolean ownTransaction) {
        this.connection = connection;
        this.call = call;
        this.statement = statement;
        this.rows = rows;
        this.fetching = fetching;
        this.onTheWire = !streaming.sharesConnection();
        this.ownTransaction = ownTransaction;
    }

    @Override
    public List<String> columns() {
        return rows == null ? List.of() : rows.labels();
    }

    @Override
    public boolean exhausted() {
        return exhausted;
    }

    @Override
    public boolean sharesConnection() {
        return exhausted || (!onTheWire && !ownTransaction);
    }

    @Override
    public WorkFuture<Result> fetch(int max) {
        var reader = rows;
        if (reader == null || exhausted) {
            return WorkFuture.completedWork(
                    reader == null ? Result.ofCount(-1) : Result.of(reader.labels(), List.of()));
        }
        return connection.onCursor(call, () -> {
            var how = closed;
            if (how != null) {
                throw new ResultClosed(how, null);
            }
            try {
                return connection.calls().call(null, cancel -> {
                    cancel.target(fetching);
                    var read = reader.read(max);
                    if (read.size() < max) {
                        ended(cancel);
                    }
                    return read;
                });
            } catch (Throwable failure) {
                closeAfter(failure);
                throw failure;
            }
        });
    }

    /** There is nothing to read any more: what is left needs no wait, so it is part of the call that met the end. */
    void ended(CancelRequest cancel) throws SQLException {
        exhausted = true;
        closed = "it was read to its end";
        connection.calls().forget(this);
        closeStatement(cancel, true);
    }

    private void closeAfter(Throwable failure) {
        try {
            DriverCalls.shielded(() -> closeNow("reading it failed", false));
        } catch (Throwable second) {
            failure.addSuppressed(second);
        }
    }

    @Override
    public WorkFuture<@Nullable Void> close() {
        if (closed != null) {
            return WorkFuture.completedWork(null);
        }
        return connection.onCursor(call, () -> {
            DriverCalls.shielded(() -> closeNow("it was closed", true));
            return null;
        });
    }

    /**
     * Closes the statement where calls are made, in the current awaitlet; on a lost connection there is nothing to do.
     */
    void closeNow(String how, boolean whole) throws SQLException {
        if (closed != null) {
            return;
        }
        closed = how;
        connection.calls().forget(this);
        if (connection.calls().broken()) {
            return;
        }
        connection.calls().<@Nullable Void>call(statement, cancel -> {
            if (onTheWire) {
                cancel.start(CLOSED_EARLY); // or closing would read the rest, however long that is
            }
            closeStatement(cancel, whole);
            return null;
        });
    }

    private void closeStatement(CancelRequest cancel, boolean whole) throws SQLException {
        try (statement) {
            if (rows != null) {
                if (onTheWire && !exhausted) {
                    rows.skip(); // MariaDB's driver cannot be cancelled where closing reads what is left
                }
                rows.close(); // before the statement, which could not be cancelled any more
            }
        } catch (SQLException stopped) {
            if (!CLOSED_EARLY.equals(cancel.reason()) || SqlFailures.isDisconnect(stopped)) {
                throw stopped;
            }
        }
        if (ownTransaction) {
            connection.endOwnTransaction(whole);
        }
    }
}
