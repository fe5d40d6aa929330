package dev.weft.engine.internal.hosted;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.CancelReason.Kind;
import dev.weft.awaitlet.CancelScope;
import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.CallResult;
import dev.weft.engine.CommitOutcomeUnknown;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.IsolationLevel;
import dev.weft.engine.Result;
import dev.weft.engine.SyncWork;
import dev.weft.engine.TransactionOptions;
import dev.weft.engine.internal.face.FaceConnection;
import dev.weft.engine.internal.face.JdbcIo;
import dev.weft.engine.internal.sql.Isolations;
import dev.weft.engine.internal.sql.JdbcRows;
import dev.weft.engine.internal.sql.SqlFailures;
import dev.weft.engine.spi.DriverConnection;
import dev.weft.engine.spi.DriverCursor;
import dev.weft.engine.spi.DriverSettings;
import dev.weft.engine.spi.JdbcHolder;
import dev.weft.engine.spi.StatementCall;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
    private static final Hosting HERE = new Hosting.InAwaitlet();
    private static final CancelReason ABORTED = new CancelReason(Kind.ABANDONED, "its connection was cut off");
    private static final String ABORTED_TRANSACTION = "25P02";
    private static final int PING_SECONDS = 5;
    private static final long LONG_STEP_NANOS = 500_000;

    private final Connection jdbc;
    private final Hosting hosting;
    private final Dialect dialect;
    private final DriverSettings settings;
    private final SessionState session;
    private final Map<String, Savepoint> savepoints = new HashMap<>();
    private final List<HostedCursor> cursors = new ArrayList<>();
    private volatile boolean broken;
    private volatile boolean suspect; // something failed since a transaction was known to be well
    private volatile boolean aborted;
    private volatile @Nullable CancelRequest running;
    private volatile boolean lastStepWasLong;

    HostedConnection(Connection jdbc, Hosting hosting, Dialect dialect, DriverSettings settings) {
        this.jdbc = jdbc;
        this.hosting = hosting;
        this.dialect = dialect;
        this.settings = settings;
        this.session = new SessionState(jdbc, dialect.transactions(), dialect.renewal());
    }

    /**
     * A piece of work on the driver's own connection; it names the statement it runs, so that this can be cancelled.
     */
    @FunctionalInterface
    interface DriverCall<T extends @Nullable Object> {
        T on(CancelRequest cancel) throws SQLException;
    }

    /**
     * Makes a call where this driver's calls are made, in the current awaitlet.
     *
     * @throws Cancelled if the scope was cancelled, before or during the call
     */
    <T extends @Nullable Object> T call(@Nullable Statement target, DriverCall<T> call) throws SQLException {
        return call(hosting, target, call);
    }

    /**
     * Makes a call that is mostly short, such as the step of a cursor, in the current awaitlet itself; but where calls
     * are made elsewhere if the last one was long, because native code holds the carrier thread while it runs.
     */
    <T extends @Nullable Object> T step(@Nullable Statement target, DriverCall<T> call) throws SQLException {
        var start = System.nanoTime();
        try {
            return call(lastStepWasLong ? hosting : HERE, target, call);
        } finally {
            lastStepWasLong = System.nanoTime() - start > LONG_STEP_NANOS;
        }
    }

    private <T extends @Nullable Object> T call(Hosting where, @Nullable Statement target, DriverCall<T> call)
            throws SQLException {
        var cancel = new CancelRequest(target == null ? null : cancelOf(target), settings.cancelTimeout(), this::abort);
        running = cancel;
        if (aborted) {
            cancel.start(ABORTED);
        }
        T value;
        try {
            value = where.run(cancel::start, () -> call.on(cancel));
        } catch (Throwable failure) {
            broken |= failure instanceof SQLException told && SqlFailures.isDisconnect(told);
            suspect = dialect.name().equals("postgresql");
            var reason = finish(cancel);
            if (reason == null) {
                throw Rethrow.asSqlOrUnchecked(failure);
            }
            var cancelled = new Cancelled(reason);
            cancelled.addSuppressed(failure);
            var refusal = cancel.refusal();
            if (refusal != null) {
                cancelled.addSuppressed(refusal);
            }
            throw cancelled;
        }
        var _ = finish(cancel);
        return value;
    }

    /**
     * What cancels a statement, as often as it takes. One of pgjdbc passes on its first cancel only, and if the server
     * gets that before it runs the statement, nothing comes of it.
     */
    private CancelRequest.Target cancelOf(Statement statement) {
        return dialect.name().equals("postgresql")
                ? () -> ConnectionCancel.of(jdbc).cancel()
                : statement::cancel;
    }

    /** Ends a call: if it was being cancelled, only when that has come to its end too. Answers why, or null. */
    private @Nullable CancelReason finish(CancelRequest cancel) {
        running = null;
        if (cancel.endUnlessSending()) {
            return null;
        }
        // Shielded, because what is cancelled is the call: an interrupt now would cost the connection.
        CancelScope.create().shield(true).run(() -> {
            cancel.awaitSent();
            closeInterrupted();
            settle();
        });
        return cancel.reason();
    }

    /** Lets a cancel that came too late for its statement hit a statement of our own instead of the next one. */
    private void settle() {
        var probe = dialect.settleSql();
        if (probe == null || broken) {
            return;
        }
        try (var statement = jdbc.createStatement()) {
            try {
                statement.execute(probe);
            } catch (SQLException hit) {
                statement.execute(probe);
            }
        } catch (SQLException lost) {
            broken = true;
        }
    }

    /** Closes the cursors that a cancel of any statement reaches, or that would be in the way of what settles it. */
    private void closeInterrupted() {
        var how = Streaming.of(dialect).endedByCancel();
        if (how == null || broken) {
            return;
        }
        for (var cursor : List.copyOf(cursors)) {
            try {
                cursor.closeNow(how, false);
            } catch (SQLException lost) {
                broken = true;
            }
        }
    }

    long nanoTime() {
        return settings.time().nanoTime();
    }

    String engine() {
        return settings.engine();
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

    private WorkFuture<@Nullable Void> simple(DriverCall<@Nullable Void> body) {
        return operation(null, List.of(), () -> call(null, body));
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
            return call(null, cancel -> {
                session.beforeStatement();
                try (var statement = plan.prepare(jdbc)) {
                    cancel.target(cancelOf(statement));
                    return run.run(plan, statement);
                }
            });
        });
    }

    @Override
    public WorkFuture<CallResult> call(StatementCall call) {
        return operation(call.sql(), call.parameters(), () -> {
            var routine = RoutineCall.plan(call, dialect);
            return call(null, cancel -> {
                session.beforeStatement();
                return routine.run(jdbc, statement -> cancel.target(cancelOf(statement)));
            });
        });
    }

    @Override
    public WorkFuture<DriverCursor> openCursor(StatementCall call, int fetchSize) {
        return operation(call.sql(), call.parameters(), () -> {
            var plan = PreparedCall.plan(call, dialect);
            return call(null, cancel -> {
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
            cancel.target(cancelOf(statement));
            prepared.bind(statement);
            statement.setFetchSize(fetchSize);
            var read = statement.execute() ? JdbcRows.of(statement.getResultSet()) : null;
            var rows = read == null || read.labels().isEmpty() ? null : read;
            var cursor = new HostedCursor(
                    this, prepared.call(), statement, rows, cancelOf(statement), streaming, ownTransaction);
            if (rows == null) {
                cursor.ended(cancel);
            } else {
                cursors.add(cursor);
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

    /** Makes a call that a cancelled scope must not keep from being made. */
    static void shielded(JdbcIo.SqlAction action) throws SQLException {
        try {
            CancelScope.create().shield(true).run(action::run);
        } catch (Throwable failure) {
            throw Rethrow.asSqlOrUnchecked(failure);
        }
    }

    void forget(HostedCursor cursor) {
        cursors.remove(cursor);
    }

    @Override
    public WorkFuture<List<Long>> executeBatch(
            String sql, List<? extends List<? extends @Nullable Object>> parameterSets) {
        return operation(sql, List.of(), () -> {
            var batch = BatchCall.plan(sql, parameterSets, dialect);
            try {
                return call(null, cancel -> {
                    session.beforeStatement();
                    return batch.run(jdbc, statement -> cancel.target(cancelOf(statement)));
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
            return Done.failed(refused);
        }
        session.beginWithNextStatement(options);
        return Done.nothing();
    }

    @Override
    public WorkFuture<IsolationLevel> isolation() {
        return operation(null, List.of(), () -> call(null, cancel -> Isolations.fromJdbc(session.isolation())));
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
            return Done.nothing();
        }
        return operation(null, List.of(), () -> {
            try {
                return call(null, cancel -> {
                    if (suspect) {
                        refuseAborted();
                    }
                    jdbc.commit();
                    suspect = false;
                    savepoints.clear();
                    session.transactionEnded();
                    return null;
                });
            } catch (SQLException | Cancelled failure) {
                if (broken) {
                    throw new CommitOutcomeUnknown(settings.engine(), failure);
                }
                throw failure;
            }
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
            suspect = false;
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
            return Done.nothing();
        }
        return simple(cancel -> {
            jdbc.rollback();
            savepoints.clear();
            session.transactionEnded();
            suspect = false;
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
            call(null, cancel -> {
                session.beforeStatement();
                return null;
            });
            var face = new FaceIo(this, session, holder);
            try (var connection = new FaceConnection(jdbc, face, face::close)) {
                return work.apply(connection);
            }
        });
    }

    @Override
    public Connection jdbcFace(JdbcHolder holder) throws SQLException {
        if (session.needsWorkForJdbc()) {
            call(null, cancel -> {
                session.asJdbcHandsItOut();
                return null;
            });
        }
        var face = new FaceIo(this, session, holder);
        return new FaceConnection(jdbc, face, face::close);
    }

    @Override
    public WorkFuture<@Nullable Void> reset() {
        if (session.pastRenewal()) {
            broken = true;
            return Done.nothing();
        }
        return simple(cancel -> {
            savepoints.clear();
            session.restore();
            return null;
        });
    }

    @Override
    public boolean clean() {
        return session.clean();
    }

    @Override
    public WorkFuture<@Nullable Void> ping() {
        return simple(cancel -> {
            if (!jdbc.isValid(PING_SECONDS)) {
                broken = true;
                throw new SQLException("the connection does not answer", "08006");
            }
            return null;
        });
    }

    @Override
    public boolean broken() {
        return broken;
    }

    @Override
    public WorkFuture<@Nullable Void> close() {
        broken = true;
        return simple(cancel -> {
            jdbc.close();
            return null;
        });
    }

    @Override
    public void abort() {
        broken = true;
        aborted = true;
        var underWay = running;
        if (underWay != null) {
            underWay.start(ABORTED); // native code notices no closed socket
        }
        Thread.ofVirtual().name("weft-abort").start(() -> {
            try {
                jdbc.abort(Runnable::run);
            } catch (SQLException beyondHelp) {
                System.getLogger("dev.weft.engine")
                        .log(
                                System.Logger.Level.DEBUG,
                                settings.engine() + ": a connection would not abort",
                                beyondHelp);
            }
        });
    }
}
