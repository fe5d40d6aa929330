package dev.weft.engine.internal.hosted;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.CallResult;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.IsolationLevel;
import dev.weft.engine.Result;
import dev.weft.engine.SyncWork;
import dev.weft.engine.TransactionOptions;
import dev.weft.engine.internal.face.CancelledFace;
import dev.weft.engine.internal.face.FaceConnection;
import dev.weft.engine.internal.sql.Isolations;
import dev.weft.engine.internal.sql.JdbcRows;
import dev.weft.engine.internal.sql.SqlFailures;
import dev.weft.engine.spi.DriverConnection;
import dev.weft.engine.spi.DriverCursor;
import dev.weft.engine.spi.DriverSettings;
import dev.weft.engine.spi.JdbcHolder;
import dev.weft.engine.spi.KeptConnections;
import dev.weft.engine.spi.StatementCall;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC connection with its two faces: its JDBC face is its own, its async face runs each operation in an awaitlet
 * (the bridge {@code AsyncOverJdbc}).
 *
 * <p>Used for one operation at a time, as the engine promises; only {@link #abort} and {@link #broken} are called from
 * anywhere.
 */
final class HostedConnection implements DriverConnection {
    private static final AsyncOptions OPERATION =
            AsyncOptions.defaults().named("weft-operation").withoutSite();
    private static final String ABORTED_TRANSACTION = "25P02";
    private static final int PING_SECONDS = 5;
    private final Connection jdbc;
    private final Dialect dialect;
    private final DriverSettings settings;
    private final SessionState session;
    private final Map<String, Savepoint> savepoints = new HashMap<>();
    private final DriverCalls calls;
    private final AtomicInteger joined = new AtomicInteger(); // faces of others that are open; one left open is dirt

    HostedConnection(Connection jdbc, Hosting hosting, Dialect dialect, DriverSettings settings) {
        this.jdbc = jdbc;
        this.dialect = dialect;
        this.settings = settings;
        this.calls = new DriverCalls(jdbc, hosting, dialect, settings);
        this.session = new SessionState(jdbc, dialect.transactions(), dialect.renewal());
    }

    private <T extends @Nullable Object> WorkFuture<T> operation(
            @Nullable String sql, List<? extends @Nullable Object> parameters, Callable<T> body) {
        if (sql != null) {
            session.sees(sql);
        }
        return Awaitlets.async(OPERATION, () -> {
            try {
                if (sql != null) {
                    dialect.check(sql);
                }
                return body.call();
            } catch (SQLException failure) {
                throw SqlFailures.translate(
                        failure, settings.engine(), sql, settings.hideParameters() ? null : parameters);
            }
        });
    }

    private WorkFuture<@Nullable Void> simple(DriverCalls.DriverCall<@Nullable Void> body) {
        return operation(null, List.of(), () -> calls.call(null, body));
    }

    @Override
    public WorkFuture<Result> execute(StatementCall call) {
        return prepared(call, PreparedCall::run);
    }

    @Override
    public WorkFuture<List<Result>> executeAll(StatementCall call) {
        return prepared(call, PreparedCall::runForAll);
    }

    /** A way to run a prepared statement. */
    @FunctionalInterface
    private interface Run<T> {
        T run(PreparedCall plan, PreparedStatement statement) throws SQLException;
    }

    private <T> WorkFuture<T> prepared(StatementCall call, Run<T> run) {
        return operation(call.sql(), call.parameters(), () -> {
            var plan = PreparedCall.plan(call, dialect);
            return calls.call(null, cancel -> {
                session.beforeStatement();
                try (var statement = plan.prepare(jdbc)) {
                    cancel.target(calls.cancelOf(statement));
                    return run.run(plan, statement);
                }
            });
        });
    }

    @Override
    public WorkFuture<CallResult> call(StatementCall call) {
        return operation(call.sql(), call.parameters(), () -> {
            var routine = RoutineCall.plan(call, dialect);
            return calls.call(null, cancel -> {
                session.beforeStatement();
                return routine.run(jdbc, statement -> cancel.target(calls.cancelOf(statement)));
            });
        });
    }

    @Override
    public WorkFuture<DriverCursor> openCursor(StatementCall call, int fetchSize) {
        return operation(call.sql(), call.parameters(), () -> {
            var plan = PreparedCall.plan(call, dialect);
            return calls.call(null, cancel -> {
                var streaming = Streaming.of(dialect);
                var ownTransaction = streaming == Streaming.IN_TRANSACTION && session.beginsHere();
                session.beforeStatement();
                try (var _ = streaming.enter(jdbc)) {
                    return begun(plan, fetchSize, cancel, streaming, ownTransaction);
                }
            });
        });
    }

    private HostedCursor begun(
            PreparedCall prepared, int fetchSize, CancelRequest cancel, Streaming streaming, boolean ownTransaction)
            throws SQLException {
        var statement = prepared.prepare(jdbc);
        try {
            cancel.target(calls.cancelOf(statement));
            prepared.bind(statement);
            statement.setFetchSize(fetchSize);
            var read = statement.execute() ? JdbcRows.of(statement.getResultSet()) : null;
            var rows = read == null || read.labels().isEmpty() ? null : read;
            var cursor = new HostedCursor(
                    this, prepared.call(), statement, rows, calls.cancelOf(statement), streaming, ownTransaction);
            if (rows == null) {
                cursor.ended(cancel);
            } else {
                calls.opened(cursor);
            }
            return cursor;
        } catch (Throwable failure) {
            abandon(statement, ownTransaction, failure);
            throw failure;
        }
    }

    private void abandon(PreparedStatement statement, boolean ownTransaction, Throwable failure) {
        try (statement) {
            if (ownTransaction) {
                endOwnTransaction(false);
            }
        } catch (SQLException second) {
            failure.addSuppressed(second);
        }
    }

    DriverCalls calls() {
        return calls;
    }

    /** Ends a transaction that was begun for a cursor. */
    void endOwnTransaction(boolean whole) throws SQLException {
        if (whole) {
            jdbc.commit();
        } else {
            jdbc.rollback();
        }
        session.transactionEnded();
    }

    /** An operation of a cursor, in an awaitlet of its own. */
    <T extends @Nullable Object> WorkFuture<T> onCursor(StatementCall call, Callable<T> body) {
        return operation(call.sql(), call.parameters(), body);
    }

    @Override
    public WorkFuture<List<Long>> executeBatch(
            String sql, List<? extends List<? extends @Nullable Object>> parameterSets) {
        return operation(sql, List.of(), () -> {
            var batch = BatchCall.plan(sql, parameterSets, dialect);
            try {
                return calls.call(null, cancel -> {
                    session.beforeStatement();
                    return batch.run(jdbc, statement -> cancel.target(calls.cancelOf(statement)));
                });
            } catch (SQLException failure) {
                throw batch.failed(failure, settings.engine());
            }
        });
    }

    @Override
    public WorkFuture<@Nullable Void> begin(TransactionOptions options) {
        try {
            dialect.transactions().check(options, dialect.name());
        } catch (FeatureRefused refused) {
            return WorkFuture.failedWork(refused);
        }
        session.beginWithNextStatement(options);
        return WorkFuture.completedWork(null);
    }

    @Override
    public WorkFuture<IsolationLevel> isolation() {
        return operation(null, List.of(), () -> calls.call(null, cancel -> Isolations.fromJdbc(session.isolation())));
    }

    @Override
    public Object raw() {
        session.touch();
        return jdbc;
    }

    @Override
    public WorkFuture<@Nullable Void> commit() {
        if (!session.transactionOpen()) {
            session.forgetBegin();
            return WorkFuture.completedWork(null);
        }
        return operation(null, List.of(), () -> {
            calls.commit(() -> {
                if (calls.suspect()) {
                    refuseAborted();
                }
                jdbc.commit();
                calls.trusted();
                savepoints.clear();
                session.transactionEnded();
            });
            return null;
        });
    }

    /**
     * PostgreSQL answers the COMMIT of a transaction in which a statement failed with ROLLBACK; its driver is silent.
     */
    private void refuseAborted() throws SQLException {
        try (var statement = jdbc.createStatement()) {
            statement.execute("select 1");
        } catch (SQLException aborted) {
            if (!ABORTED_TRANSACTION.equals(aborted.getSQLState())) {
                throw aborted;
            }
            jdbc.rollback();
            calls.trusted();
            savepoints.clear();
            session.transactionEnded();
            throw new SQLException(
                    "The database returned ROLLBACK, so the transaction cannot be committed: a statement of it failed.",
                    ABORTED_TRANSACTION,
                    aborted);
        }
    }

    @Override
    public WorkFuture<@Nullable Void> rollback() {
        if (!session.transactionOpen()) {
            session.forgetBegin();
            return WorkFuture.completedWork(null);
        }
        return simple(cancel -> {
            jdbc.rollback();
            savepoints.clear();
            session.transactionEnded();
            calls.trusted();
            return null;
        });
    }

    @Override
    public WorkFuture<@Nullable Void> savepoint(String name) {
        return simple(cancel -> {
            session.beforeStatement();
            savepoints.put(name, jdbc.setSavepoint(name));
            return null;
        });
    }

    @Override
    public WorkFuture<@Nullable Void> rollbackTo(String name) {
        return simple(cancel -> {
            var savepoint = savepoints.remove(name);
            if (savepoint != null) {
                jdbc.rollback(savepoint);
                jdbc.releaseSavepoint(savepoint);
            }
            return null;
        });
    }

    @Override
    public WorkFuture<@Nullable Void> release(String name) {
        return simple(cancel -> {
            var savepoint = savepoints.remove(name);
            if (savepoint != null) {
                jdbc.releaseSavepoint(savepoint);
            }
            return null;
        });
    }

    @Override
    public <T extends @Nullable Object> WorkFuture<T> runSync(JdbcHolder holder, SyncWork<? super Connection, T> work) {
        return Awaitlets.async(OPERATION, () -> {
            calls.call(null, cancel -> {
                session.beforeStatement();
                return null;
            });
            var face = new FaceIo(calls, session, holder);
            try (var connection = new FaceConnection(jdbc, face, face::close)) {
                return work.apply(connection);
            }
        });
    }

    @Override
    public Connection jdbcFace(JdbcHolder holder) throws SQLException {
        if (holder.joins()) {
            calls.call(null, cancel -> {
                session.beforeStatement();
                return null;
            });
        } else if (session.needsWorkForJdbc()) {
            calls.call(null, cancel -> {
                session.asJdbcHandsItOut();
                return null;
            });
        }
        var io = new FaceIo(calls, session, holder);
        if (holder.joins()) {
            joined.incrementAndGet();
            return new FaceConnection(jdbc, io, () -> {
                joined.decrementAndGet();
                io.close();
            });
        }
        var face = new FaceConnection(jdbc, io, io::close);
        if (!KeptConnections.inForce()) {
            io.endsAfterCancel(new CancelledFace(settings.engine(), face::close));
        }
        return face;
    }

    @Override
    public WorkFuture<@Nullable Void> reset() {
        if (session.pastRenewal() || joined.get() > 0) {
            calls.lost();
            return WorkFuture.completedWork(null);
        }
        return simple(cancel -> {
            savepoints.clear();
            session.restore();
            return null;
        });
    }

    @Override
    public boolean clean() {
        return session.clean() && joined.get() == 0;
    }

    @Override
    public WorkFuture<@Nullable Void> ping() {
        return simple(cancel -> {
            if (!jdbc.isValid(PING_SECONDS)) {
                calls.lost();
                throw new SQLException("the connection does not answer", "08006");
            }
            return null;
        });
    }

    @Override
    public boolean broken() {
        return calls.broken();
    }

    @Override
    public WorkFuture<@Nullable Void> close() {
        calls.lost();
        return simple(cancel -> {
            jdbc.close();
            return null;
        });
    }

    @Override
    public void abort() {
        calls.abort();
    }
}
