package dev.weft.vertx.internal.pg;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.CommitOutcomeUnknown;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.IsolationLevel;
import dev.weft.engine.Result;
import dev.weft.engine.SyncWork;
import dev.weft.engine.TransactionOptions;
import dev.weft.engine.spi.DriverConnection;
import dev.weft.engine.spi.DriverCursor;
import dev.weft.engine.spi.DriverListening;
import dev.weft.engine.spi.DriverPipeline;
import dev.weft.engine.spi.JdbcHolder;
import dev.weft.engine.spi.PostgresNames;
import dev.weft.engine.spi.StatementCall;
import java.sql.Connection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connection of Vert.x's client as the engine uses it: its async face is its own, a JDBC face it has not yet. */
final class NativeConnection implements DriverConnection {
    private static final String ONLY_ROLLED_BACK = "25P02";

    private final Session session;
    private final Statements statements;
    private final Set<String> savepoints = new HashSet<>(); // confined to the loop
    private final Channels channels;
    private volatile boolean touched;

    NativeConnection(Session session, UserTypes types) {
        this.session = session;
        this.statements = new Statements(session, types);
        this.channels = new Channels(session, statements);
    }

    @Override
    public WorkFuture<Result> execute(StatementCall call) {
        var execution = new Execution(session, statements, call);
        return started(execution, execution::start);
    }

    /** A list of one: a text of several statements is refused. */
    @Override
    public WorkFuture<List<Result>> executeAll(StatementCall call) {
        var execution = new Execution(session, statements, call);
        var all = new Operation<List<Result>>(session);
        all.on(() -> {
            var _ = execution.whenComplete((result, failure) -> {
                if (failure == null) {
                    all.succeed(List.of(result));
                } else {
                    all.fail(failure);
                }
            });
            execution.start();
        });
        return all;
    }

    @Override
    public Optional<DriverPipeline> pipeline() {
        return Optional.of(new NativePipeline(session, statements));
    }

    @Override
    public WorkFuture<DriverCursor> openCursor(StatementCall call, int fetchSize) {
        var opening = new CursorOpening(session, statements, call, fetchSize);
        return started(opening, opening::start);
    }

    @Override
    public WorkFuture<DriverListening> listen(List<String> names, DriverListening.Listener listener) {
        return channels.listen(names, listener);
    }

    private <T extends @Nullable Object> WorkFuture<T> started(Operation<T> operation, Runnable start) {
        operation.on(start);
        return operation;
    }

    private <T extends @Nullable Object> WorkFuture<T> simple(String sql, java.util.function.LongFunction<T> answer) {
        var operation = new SimpleOperation<>(session, statements, sql, answer);
        return started(operation, operation::start);
    }

    @Override
    public WorkFuture<List<Long>> executeBatch(
            String sql, List<? extends List<? extends @Nullable Object>> parameterSets) {
        if (parameterSets.isEmpty()) {
            return WorkFuture.completedWork(List.of());
        }
        var batch = new BatchExecution(session, statements, sql, parameterSets);
        return started(batch, batch::start);
    }

    @Override
    public WorkFuture<@Nullable Void> begin(TransactionOptions options) {
        statements.beginWithNextStatement(BeginSql.of(options));
        return WorkFuture.completedWork(null);
    }

    @Override
    public WorkFuture<IsolationLevel> isolation() {
        var execution = new Execution(
                session, statements, StatementCall.of("select current_setting('transaction_isolation')", List.of()));
        var level = new Operation<IsolationLevel>(session);
        return started(level, () -> {
            var _ = execution.whenComplete((result, failure) -> {
                if (failure == null) {
                    level.succeed(isolation(result));
                } else {
                    level.fail(failure);
                }
            });
            execution.start();
        });
    }

    private static IsolationLevel isolation(Result result) {
        var name = result.scalar(String.class).orElseThrow();
        return IsolationLevel.valueOf(name.replace(' ', '_').toUpperCase(Locale.ROOT));
    }

    @Override
    public Object raw() {
        touched = true;
        return session.client();
    }

    @Override
    public WorkFuture<@Nullable Void> commit() {
        if (statements.beginPending() || !session.wire().inTransaction()) {
            statements.forgetBegin();
            return session.broken()
                    ? WorkFuture.failedWork(unknown(PgFailures.closed(session, null)))
                    : WorkFuture.completedWork(null);
        }
        var committed = new Operation<@Nullable Void>(session);
        var sent = new SimpleOperation<@Nullable Void>(session, statements, "COMMIT", count -> {
            if (count == CommandTags.ROLLBACK) {
                throw PgFailures.own(
                        session,
                        null,
                        "The database returned ROLLBACK, so the transaction cannot be committed: a statement of it failed.",
                        ONLY_ROLLED_BACK);
            }
            return null;
        });
        return started(committed, () -> {
            savepoints.clear();
            var _ = sent.whenComplete((_, failure) -> {
                if (failure == null) {
                    committed.succeed(null);
                } else {
                    committed.fail(session.broken() ? unknown(failure) : failure);
                }
            });
            sent.start();
        });
    }

    private CommitOutcomeUnknown unknown(Throwable failure) {
        return new CommitOutcomeUnknown(session.settings().engine(), failure);
    }

    @Override
    public WorkFuture<@Nullable Void> rollback() {
        if (statements.beginPending() || !session.wire().inTransaction()) {
            statements.forgetBegin();
            return WorkFuture.completedWork(null);
        }
        return simple("ROLLBACK", _ -> {
            savepoints.clear();
            return null;
        });
    }

    @Override
    public WorkFuture<@Nullable Void> savepoint(String name) {
        return simple("SAVEPOINT " + PostgresNames.identifier(name), _ -> {
            savepoints.add(name);
            return null;
        });
    }

    @Override
    public WorkFuture<@Nullable Void> rollbackTo(String name) {
        return endSavepoint(name, "ROLLBACK TO SAVEPOINT %1$s; RELEASE SAVEPOINT %1$s");
    }

    @Override
    public WorkFuture<@Nullable Void> release(String name) {
        return endSavepoint(name, "RELEASE SAVEPOINT %1$s");
    }

    private WorkFuture<@Nullable Void> endSavepoint(String name, String sql) {
        var operation = new SimpleOperation<@Nullable Void>(
                session, statements, sql.formatted(PostgresNames.identifier(name)), _ -> null);
        return started(operation, () -> {
            if (savepoints.remove(name)) {
                operation.start();
            } else {
                operation.succeed(null);
            }
        });
    }

    @Override
    public <T extends @Nullable Object> WorkFuture<T> runSync(JdbcHolder holder, SyncWork<? super Connection, T> work) {
        return WorkFuture.failedWork(noJdbc());
    }

    @Override
    public Connection jdbcFace(JdbcHolder holder) {
        throw noJdbc();
    }

    private static FeatureRefused noJdbc() {
        return new FeatureRefused(
                "The native driver postgresql+vertx has no JDBC face yet.",
                "Use the async methods, or the hosted driver: postgresql:// instead of postgresql+vertx://.");
    }

    @Override
    public WorkFuture<@Nullable Void> reset() {
        statements.forgetBegin();
        var renew = touched || session.wire().settingsTouched();
        if (!renew) {
            return session.wire().inTransaction() ? rollback() : WorkFuture.completedWork(null);
        }
        var rolledBack = new SimpleOperation<@Nullable Void>(session, statements, "ROLLBACK", _ -> null);
        var renewed = new SimpleOperation<@Nullable Void>(session, statements, "DISCARD ALL", _ -> {
            touched = false;
            session.wire().settingsRestored();
            return null;
        });
        return started(renewed, () -> {
            savepoints.clear();
            channels.forgetAll();
            statements.cache().forgetAll();
            rolledBack.start();
            renewed.start();
        });
    }

    @Override
    public boolean clean() {
        return !statements.beginPending()
                && !session.wire().inTransaction()
                && !touched
                && !session.wire().settingsTouched();
    }

    @Override
    public WorkFuture<@Nullable Void> ping() {
        return simple("select 1", _ -> null);
    }

    /** A loss inside a transaction is told by the operation that finds it, as the reason why that failed. */
    @Override
    public boolean broken() {
        return session.knownLost() || (session.broken() && !session.wire().inTransaction());
    }

    @Override
    public WorkFuture<@Nullable Void> close() {
        var closed = new WorkFuture<@Nullable Void>(reason -> {});
        session.close((_, failure) -> closed.completeAs(null, failure));
        return closed;
    }

    @Override
    public void abort() {
        session.cut();
    }
}
