package dev.weft.engine.internal;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.AlreadyStarted;
import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.AsyncResult;
import dev.weft.engine.AsyncTransaction;
import dev.weft.engine.CallResult;
import dev.weft.engine.ConnectionSharedAcrossTasks;
import dev.weft.engine.ExecutionOptions;
import dev.weft.engine.IsolationLevel;
import dev.weft.engine.Notification;
import dev.weft.engine.Pipeline;
import dev.weft.engine.ResourceClosed;
import dev.weft.engine.Result;
import dev.weft.engine.Sql;
import dev.weft.engine.SyncWork;
import dev.weft.engine.TransactionInactive;
import dev.weft.engine.TransactionOptions;
import dev.weft.engine.TwoPhase;
import dev.weft.engine.internal.events.Watch;
import dev.weft.engine.internal.pool.ConnectionPool;
import dev.weft.engine.internal.reflect.JdbcReflection;
import dev.weft.engine.reflect.Reflection;
import dev.weft.engine.spi.DriverConnection;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection for async code: a queue of operations over a lease of the pool, and the state of its transaction.
 *
 * <p>The state is changed by the queue's one operation at a time, and read from anywhere.
 */
final class EngineConnection implements AsyncConnection {
    private static final CancelReason CLOSED =
            new CancelReason(CancelReason.Kind.ABANDONED, "its connection was closed");

    private final PooledEngine engine;
    private final Watch watch;
    private final ConnectionEvents events;
    private final Streams streams;
    private final OperationQueue queue = new OperationQueue();
    private final Ownership ownership = new Ownership();
    private final OpenCursors cursors = new OpenCursors();
    private final Listenings listenings = new Listenings();
    private final TransactionState transaction;
    private final HeldLease lease;
    private final TransactionEnd end;
    private final PipelineTurn turn = new PipelineTurn();
    private final Statements statements;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicReference<@Nullable WorkFuture<@Nullable Void>> closing = new AtomicReference<>();
    private volatile StatementLog log;
    private volatile ExecutionOptions options;

    /**
     * A connection not yet taken from the pool.
     *
     * @param block whether it lives for one block, in which nothing may follow the end of its transaction
     * @param site where it is asked for, or nothing
     */
    EngineConnection(
            PooledEngine engine, ConnectionPool pool, StatementLog log, boolean block, List<StackTraceElement> site) {
        this.engine = engine;
        this.watch = engine.watch();
        this.events = new ConnectionEvents(engine.name(), watch);
        this.log = log;
        this.options = engine.executionOptions();
        this.streams = new Streams(this);
        this.transaction = new TransactionState(engine.name(), block);
        this.lease = new HeldLease(this, pool, events, transaction, cursors, site);
        this.end = new TransactionEnd(this, lease);
        var shared = engine.options();
        var limit = new TimeLimit(engine.name(), shared.time(), shared.hideParameters());
        this.statements = new Statements(this, limit, engine.url().dialect());
    }

    @Override
    public CompletableFuture<AsyncConnection> start() {
        if (!started.compareAndSet(false, true)) {
            return CompletableFuture.failedFuture(new AlreadyStarted("This connection"));
        }
        return owned("start", () -> on(connection -> WorkFuture.completedWork(this)));
    }

    /** Starts it for a block, which is no task of its own. */
    WorkFuture<AsyncConnection> take() {
        started.set(true);
        return queue.submit("start", () -> on(connection -> WorkFuture.completedWork(this)));
    }

    @Override
    public CompletableFuture<Result> execute(String sql, @Nullable Object... parameters) {
        return statements.execute(sql, parameters.clone());
    }

    @Override
    public CompletableFuture<Result> execute(Sql sql) {
        return statements.execute(sql);
    }

    @Override
    public CompletableFuture<List<Result>> executeAll(Sql sql) {
        return statements.executeAll(sql);
    }

    @Override
    public CompletableFuture<CallResult> call(Sql sql) {
        return statements.call(sql);
    }

    @Override
    public CompletableFuture<AsyncResult> stream(String sql, @Nullable Object... parameters) {
        return statements.stream(sql, parameters.clone());
    }

    @Override
    public CompletableFuture<AsyncResult> stream(Sql sql) {
        return statements.stream(sql);
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> stream(
            Sql sql, Function<? super AsyncResult, ? extends CompletionStage<T>> work) {
        return streams.within(stream(sql), work);
    }

    @Override
    public CompletableFuture<List<Long>> executeBatch(
            String sql, List<? extends List<? extends @Nullable Object>> parameterSets) {
        return statements.executeBatch(sql, parameterSets);
    }

    @Override
    public CompletableFuture<List<Long>> executeBatch(Sql sql, List<?> parameterSets) {
        return statements.executeBatch(sql, parameterSets);
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> pipeline(
            Function<? super Pipeline, ? extends CompletionStage<T>> work) {
        return turn.take(() -> entered(
                "pipeline", () -> inItsTransaction(connection -> EnginePipeline.run(statements, connection, work))));
    }

    @Override
    public Flow.Publisher<Notification> notifications(String... channels) {
        return listenings.publisher(this, List.of(channels));
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> runSync(SyncWork<? super Connection, T> work) {
        return inTransaction("runSync", connection -> {
            var holder = new FaceHolder(log, watch, lease.hand(connection), options.loggingToken(), null, () -> {});
            return connection.runSync(holder, work);
        });
    }

    @Override
    public CompletableFuture<List<Result>> executeScript(String script) {
        return statements.executeScript(script);
    }

    @Override
    public Reflection reflection() {
        return new JdbcReflection(this);
    }

    @Override
    public AsyncTransaction begin() {
        return begin(TransactionOptions.defaults());
    }

    @Override
    public AsyncTransaction begin(TransactionOptions options) {
        return EngineTransaction.of(this, options);
    }

    @Override
    public AsyncTransaction beginNested() {
        return EngineTransaction.nested(this, transaction.nextSavepoint());
    }

    @Override
    public Optional<AsyncTransaction> currentTransaction() {
        return transaction.current();
    }

    @Override
    public Optional<AsyncTransaction> currentNestedTransaction() {
        return transaction.innermost();
    }

    @Override
    public CompletableFuture<AsyncConnection> withOptions(ExecutionOptions wanted) {
        return owned("withOptions", () -> {
            var changed = wanted.over(options);
            if (transaction.open()
                    && (changed.autoCommit() != options.autoCommit()
                            || !changed.transaction().equals(options.transaction()))) {
                throw new TransactionInactive(
                        "A transaction is open, whose isolation and read-only mode cannot be changed.",
                        "Commit or roll it back first.");
            }
            options = changed;
            log = log.marked(changed.loggingToken());
            return WorkFuture.completedWork(this);
        });
    }

    @Override
    public ExecutionOptions executionOptions() {
        return options;
    }

    void refuseIfAutoCommit() {
        if (options.autoCommit()) {
            throw new TransactionInactive(
                    "This connection commits each statement by itself (AUTOCOMMIT).",
                    "Give it an isolation with withOptions(...) first.");
        }
    }

    @Override
    public CompletableFuture<IsolationLevel> isolationLevel() {
        return owned("isolationLevel", () -> {
            transaction.refuseIfLost();
            if (options.autoCommit()) {
                return WorkFuture.completedWork(IsolationLevel.AUTOCOMMIT);
            }
            cursors.refuseOthers();
            return on(connection -> transaction.open() ? connection.isolation() : isolationOfNext(connection));
        });
    }

    private WorkFuture<IsolationLevel> isolationOfNext(DriverConnection connection) {
        return Completion.work(connection
                .begin(options.transaction())
                .thenCompose(begun -> IsolationAsked.andRolledBack(connection, engine.options())));
    }

    @Override
    public <T> CompletableFuture<T> raw(Class<T> type) {
        return owned("raw", () -> on(connection -> WorkFuture.completedWork(RawAccess.to(connection, type))));
    }

    @Override
    public Map<String, Object> info() {
        return lease.info();
    }

    @Override
    public CompletableFuture<Void> commit() {
        var site = cursors.site();
        return Completion.of(this.<@Nullable Void>owned("commit", () -> end.commit(site)));
    }

    /** Commits at the end of a block. */
    WorkFuture<@Nullable Void> commitBlock() {
        return queue.submit("commit", () -> end.commit(null));
    }

    @Override
    public CompletableFuture<Void> rollback() {
        var site = cursors.site();
        return Completion.of(this.<@Nullable Void>owned("rollback", () -> end.rollback(site)));
    }

    /**
     * Rolls back at the end of a block; a server that does not answer in time is left, because nothing cancels this.
     */
    WorkFuture<@Nullable Void> rollbackBlock() {
        return queue.submit("rollback", () -> {
            var shared = engine.options();
            var timer = shared.time().schedule(shared.closeTimeout().toNanos(), lease::cutOff);
            return (WorkFuture<@Nullable Void>) end.rollback(null).whenComplete((nothing, failure) -> timer.cancel());
        });
    }

    @Override
    public boolean inTransaction() {
        return transaction.open();
    }

    @Override
    public boolean inNestedTransaction() {
        return transaction.innermost().isPresent();
    }

    @Override
    public CompletableFuture<Void> invalidate() {
        return invalidated(null);
    }

    @Override
    public CompletableFuture<Void> invalidate(Throwable cause) {
        return invalidated(cause);
    }

    private CompletableFuture<Void> invalidated(@Nullable Throwable cause) {
        var site = cursors.site();
        return Completion.of(this.<@Nullable Void>owned("invalidate", () -> lease.invalidate(cause, site)));
    }

    @Override
    public boolean isInvalidated() {
        return lease.invalidated();
    }

    @Override
    public boolean isClosed() {
        return closing.get() != null;
    }

    @Override
    public TwoPhase twoPhase() {
        return new TwoPhaseSql(this, engine.dialect());
    }

    @Override
    public AsyncEngine asEngine() {
        var name = engine.name() + "-joined";
        var alone = engine.options().withName(name).withPoolSize(1);
        var driver = new PooledEngine.NamedDriver(engine.driver(), new JoinedDriver(this));
        return new PooledEngine(name, engine.url(), alone, driver);
    }

    @Override
    public AsyncEngine engine() {
        return engine;
    }

    @Override
    public CompletableFuture<Void> aclose() {
        var closed = new WorkFuture<@Nullable Void>(reason -> {});
        var before = closing.compareAndExchange(null, closed);
        if (before != null) {
            return Completion.of(before.copy());
        }
        cursors.refuseReads("its connection went back to the pool", cursors.site());
        turn.end(CLOSED);
        var _ = queue.submit("close", this::giveBack).whenComplete(closed::completeAs);
        return Completion.of(closed.copy());
    }

    private WorkFuture<@Nullable Void> giveBack() {
        listenings.complete();
        return lease.giveBack();
    }

    /** The operation that is still running, or null if none is. */
    @Nullable
    String unfinished() {
        return queue.running();
    }

    /** Cancels every operation of this connection that has not ended. */
    void stop(CancelReason reason) {
        queue.cancelAll(reason);
    }

    /** Commits, or does what is decided like a commit: a cancel does not undo it. */
    <T extends @Nullable Object> WorkFuture<T> decide(DriverConnection connection, Supplier<WorkFuture<T>> commit) {
        return CommitUnderWay.start(engine.name(), engine.options(), connection, commit);
    }

    TransactionState transaction() {
        return transaction;
    }

    Streams streams() {
        return streams;
    }

    OpenCursors cursors() {
        return cursors;
    }

    StatementLog log() {
        return log;
    }

    /** Queues an operation that is a statement, under the eyes of those who watch. */
    <T extends @Nullable Object> WorkFuture<T> statement(
            String sql, Function<DriverConnection, WorkFuture<T>> operation) {
        return inTransaction(sql, connection -> watched(connection, sql, () -> operation.apply(connection)));
    }

    <T extends @Nullable Object> WorkFuture<T> watched(
            DriverConnection connection, String sql, Supplier<WorkFuture<T>> operation) {
        return watch.idle()
                ? operation.get()
                : watch.statement(lease.hand(connection), sql, options.loggingToken(), operation);
    }

    /** Queues an operation inside a transaction, which it begins if there is none. */
    <T extends @Nullable Object> WorkFuture<T> inTransaction(
            String name, Function<DriverConnection, WorkFuture<T>> operation) {
        return owned(name, () -> inItsTransaction(operation));
    }

    /** Queues an operation for somebody who joined this connection, and is not its owner. */
    <T extends @Nullable Object> WorkFuture<T> joined(
            String name, Function<DriverConnection, WorkFuture<T>> operation) {
        var refusal = isClosed() ? new ResourceClosed("The connection that was joined", null) : turn.refusal();
        return refusal != null
                ? WorkFuture.failedWork(refusal)
                : queue.submit(name, () -> {
                    refuseIfAutoCommit();
                    return inItsTransaction(operation);
                });
    }

    private <T extends @Nullable Object> WorkFuture<T> inItsTransaction(
            Function<DriverConnection, WorkFuture<T>> operation) {
        transaction.refuseIfLost();
        transaction.refuseIfBlockEnded();
        cursors.refuseOthers();
        return on(connection -> {
            if (transaction.open() || options.autoCommit()) {
                return operation.apply(connection);
            }
            return Completion.work(beginOn(connection, options.transaction()).thenCompose(nothing -> {
                transaction.begun(EngineTransaction.begunByItself(this));
                return operation.apply(connection);
            }));
        });
    }

    /** Queues an operation that is part of one its owner began, such as a fetch for a subscriber. */
    <T extends @Nullable Object> WorkFuture<T> queued(String name, Supplier<WorkFuture<T>> operation) {
        return queue.submit(name, operation);
    }

    /**
     * Lets the caller's task use this connection.
     *
     * @throws ConnectionSharedAcrossTasks if it is another's (ER-305)
     */
    void enter() {
        Awaitlets.current().ifPresent(ownership::enter);
    }

    WorkFuture<@Nullable Void> beginOn(DriverConnection connection, TransactionOptions wanted) {
        return around(
                connection, (listener, hand) -> listener.beginning(hand, wanted), () -> connection.begin(wanted), null);
    }

    /** Runs an operation between its events, or without, if nobody listens. */
    <T extends @Nullable Object> WorkFuture<T> around(
            DriverConnection connection,
            ConnectionEvents.@Nullable Event before,
            Supplier<WorkFuture<T>> operation,
            ConnectionEvents.@Nullable Event after) {
        return events.unheard() ? operation.get() : events.around(lease.hand(connection), before, operation, after);
    }

    /** Queues an operation, if the caller may use this connection, it is open, and no pipeline has it. */
    <T extends @Nullable Object> WorkFuture<T> owned(String name, Supplier<WorkFuture<T>> operation) {
        var refusal = turn.refusal();
        return refusal == null ? entered(name, operation) : WorkFuture.failedWork(refusal);
    }

    private <T extends @Nullable Object> WorkFuture<T> entered(String name, Supplier<WorkFuture<T>> operation) {
        try {
            enter();
        } catch (ConnectionSharedAcrossTasks shared) {
            return WorkFuture.failedWork(shared);
        }
        if (isClosed()) {
            return WorkFuture.failedWork(new ResourceClosed("This connection", null));
        }
        started.set(true);
        return events.telling(name, queue.submit(name, operation));
    }

    /** Runs an operation on the connection held, or on a new one of the pool. */
    <T extends @Nullable Object> WorkFuture<T> on(Function<DriverConnection, WorkFuture<T>> operation) {
        return lease.on(operation);
    }
}
