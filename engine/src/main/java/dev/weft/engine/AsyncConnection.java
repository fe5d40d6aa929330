package dev.weft.engine;

import dev.weft.awaitlet.AsyncCloseable;
import dev.weft.engine.reflect.Reflection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A connection of an engine's pool, for async code: every operation answers a future.
 *
 * <ul>
 *   <li>It belongs to one task at a time. Calls of its owner queue, first in first out; use by a second awaitlet while
 *       the first could use it is refused with {@link ConnectionSharedAcrossTasks} (ER-305).
 *   <li>The first statement begins a transaction; {@link #commit()} or {@link #rollback()} ends it. Closing rolls back.
 *   <li>Results are read into memory before they are answered.
 *   <li>Cancelling an operation's future stops the statement on the server; the connection stays usable, or is
 *       discarded.
 * </ul>
 *
 * <p>Made by {@link AsyncEngine#connect()}. Calls may come from any thread. After SQLAlchemy's class of that name.
 */
public interface AsyncConnection extends AsyncCloseable {
    /** How many notifications are kept for a subscriber that does not ask for them. */
    int NOTIFICATIONS_KEPT = 1024;

    /**
     * Takes a connection from the pool, once.
     *
     * @return a future of this connection; it fails with {@link PoolExhausted} (ER-401), {@link DatabaseUnreachable}
     *     (ER-402), {@link EngineClosed} (ER-404), or {@link AlreadyStarted} (ER-302) at a second start
     */
    CompletableFuture<AsyncConnection> start();

    /**
     * Runs one statement and reads its whole result.
     *
     * @param sql the statement, with a {@code ?} for each parameter
     * @param parameters their values, in order; null is SQL's NULL
     * @return a future of the result; it fails with a {@link DatabaseError} (ER-602), {@link ParameterMismatch}
     *     (ER-313), {@link ResourceClosed} (ER-303) or {@link TransactionInactive} (ER-311)
     */
    CompletableFuture<Result> execute(String sql, @Nullable Object... parameters);

    /**
     * Runs one query and leaves its rows on the server, to be fetched
     * {@value dev.weft.engine.AsyncResult#DEFAULT_FETCH_SIZE} at a time when they are read.
     *
     * @param sql the query, with a {@code ?} for each parameter
     * @param parameters their values, in order
     * @return a future of the open result, to be closed by the caller: a resource of try-with-resources in an awaitlet;
     *     it fails as {@link #execute} does. Cancelled, it leaves no result open
     */
    CompletableFuture<AsyncResult> stream(String sql, @Nullable Object... parameters);

    /**
     * Runs one query and leaves its rows on the server, to be fetched as many at a time as its fetch size says.
     *
     * @param sql the query, its parameters, its fetch size, and a time limit for the answer to begin
     * @return a future of the open result, to be closed by the caller: a resource of try-with-resources in an awaitlet;
     *     it fails as {@link #execute(Sql)} does. Cancelled, it leaves no result open
     */
    CompletableFuture<AsyncResult> stream(Sql sql);

    /**
     * Runs one query, hands its result to some work, and closes the result when the work has ended: whether its stage
     * completed, failed or was cancelled, and however much was read.
     *
     * @param sql the query, its parameters and its fetch size
     * @param work called inside an awaitlet with the open result; it may compose stages or await them
     * @param <T> the type of the work's result
     * @return a future of the work's result, complete after the result is closed; cancelling it cancels the work
     */
    <T extends @Nullable Object> CompletableFuture<T> stream(
            Sql sql, Function<? super AsyncResult, ? extends CompletionStage<T>> work);

    /**
     * Runs one statement and reads its whole result.
     *
     * @param sql the statement, with its parameters and what is wanted of it
     * @return a future of the result, with generated keys if they are wanted; it fails as {@link #execute(String,
     *     Object...)} does, with {@link StatementTimeout} (ER-602) after the statement's time limit, or with
     *     {@link FeatureRefused} (ER-601) if the database cannot do what is wanted
     */
    CompletableFuture<Result> execute(Sql sql);

    /**
     * Runs a statement that has several results: several statements in one text, or a procedure that selects.
     *
     * @param sql the statement
     * @return a future of all results, in order; it fails as {@link #execute(Sql)} does, with {@link FeatureRefused}
     *     (ER-601) where the database would run the first statement of the text only
     */
    CompletableFuture<List<Result>> executeAll(Sql sql);

    /**
     * Calls a procedure or function with OUT parameters.
     *
     * @param sql the call, {@code {call p(:in, :out)}} or {@code {:result = call f(:in)}}, with a {@link SqlOut} as the
     *     value of each OUT or INOUT parameter
     * @return a future of what came out; it fails as {@link #execute(Sql)} does, with {@link FeatureRefused} (ER-601)
     *     where the database has no such calls
     */
    CompletableFuture<CallResult> call(Sql sql);

    /**
     * Runs one statement for each set of parameters, as a batch.
     *
     * @param sql the statement, with a {@code ?} for each parameter
     * @param parameterSets the values, one list for each run, all of one length
     * @return a future of the number of rows each run affected, in order; -2 where the driver cannot tell. It fails
     *     with {@link BatchFailed} (ER-602), which tells what became of each run
     */
    CompletableFuture<List<Long>> executeBatch(
            String sql, List<? extends List<? extends @Nullable Object>> parameterSets);

    /**
     * Runs one statement for each set of parameters, as a batch.
     *
     * @param sql the statement; values it has already stand in every set
     * @param parameterSets the values, one set for each run: lists for placeholders, maps or records for names
     * @return a future of the number of rows each run affected, in order; -2 where the driver cannot tell. It fails
     *     with {@link BatchFailed} (ER-602), which tells what became of each run, or with {@link ParameterMismatch}
     *     (ER-313) before any has run
     */
    CompletableFuture<List<Long>> executeBatch(Sql sql, List<?> parameterSets);

    /**
     * Runs work that starts statements without waiting for those before: they share round trips where the driver can.
     *
     * @param work called inside an awaitlet; it uses the pipeline, and not this connection
     * @param <T> the type of its result
     * @return a future of the work's result, once every statement of it has ended; cancelling it stops them all. Until
     *     it completes, other operations of this connection fail with {@link ConnectionInPipeline} (ER-319); closing
     *     the connection cancels the block
     */
    <T extends @Nullable Object> CompletableFuture<T> pipeline(
            Function<? super Pipeline, ? extends CompletionStage<T>> work);

    /**
     * What other sessions tell those who listen on some channels: PostgreSQL's LISTEN and NOTIFY, through the native
     * driver {@code postgresql+vertx}.
     *
     * <ul>
     *   <li>Each subscription listens by itself. Its LISTEN is queued among the operations of this connection, and
     *       {@code onSubscribe} is called when the server listens: what is committed from then on is delivered, in the
     *       server's order, and nothing is left out without an error.
     *   <li>At most {@value #NOTIFICATIONS_KEPT} notifications wait for a subscriber that does not ask for them; one
     *       more ends it with {@link NotificationOverflow} (ER-320).
     *   <li>Other statements go on meanwhile. The server tells a session between its transactions only: while one is
     *       open here, notifications wait on the server. So listen on a connection of its own, or one in auto-commit.
     *   <li>It ends when the subscription is cancelled, which unlistens; with {@code onComplete} when this connection
     *       is closed; with {@link ConnectionLost} (ER-602) when it is lost. What had arrived is delivered before
     *       either end.
     *   <li>A subscriber is called on the driver's event loop, which it must not block.
     * </ul>
     *
     * @param channels the names of the channels, exactly as the server has them
     * @return a publisher for any number of subscribers. They hear of {@link FeatureRefused} (ER-601) where the driver
     *     does not hear of notifications, or a name is empty or longer than PostgreSQL's 63 bytes; of
     *     {@link TransactionInactive} (ER-311) while a transaction is open here; else of what {@link #execute} fails
     *     with
     * @throws IllegalArgumentException if there is no channel
     */
    Flow.Publisher<Notification> notifications(String... channels);

    /**
     * The first column of the first row of a statement's result.
     *
     * @param type the type to convert the value to
     * @param sql the statement, with a {@code ?} for each parameter
     * @param parameters their values, in order
     * @param <T> that type
     * @return a future of the value, empty if there is no row or the value is NULL
     */
    default <T> CompletableFuture<Optional<T>> scalar(Class<T> type, String sql, @Nullable Object... parameters) {
        return execute(sql, parameters).thenApply(result -> result.scalar(type));
    }

    /**
     * The first column of the first row of a statement's result.
     *
     * @param type the type to convert the value to
     * @param sql the statement
     * @param <T> that type
     * @return a future of the value, empty if there is no row or the value is NULL
     */
    default <T> CompletableFuture<Optional<T>> scalar(Class<T> type, Sql sql) {
        return execute(sql).thenApply(result -> result.scalar(type));
    }

    /**
     * A transaction that is not yet started.
     *
     * @return a new transaction; starting it fails with {@link TransactionInactive} (ER-311) if one is open already,
     *     begun by hand or by the first statement
     */
    AsyncTransaction begin();

    /**
     * A transaction with an isolation of its own, read-only, or deferrable, that is not yet started.
     *
     * @param options what it is to be, for this transaction alone
     * @return a new transaction; starting it fails with {@link TransactionInactive} (ER-311) if one is open already,
     *     and with {@link FeatureRefused} (ER-601) if the database cannot have such a transaction
     */
    AsyncTransaction begin(TransactionOptions options);

    /**
     * A savepoint that is not yet started, inside the open transaction (which is begun if there is none).
     *
     * @return a new nested transaction
     */
    AsyncTransaction beginNested();

    /**
     * The open transaction, begun by hand or by a first statement; no I/O.
     *
     * @return the same object from its begin to its end, then empty
     */
    Optional<AsyncTransaction> currentTransaction();

    /**
     * The innermost open savepoint; no I/O.
     *
     * @return the same object from its begin to its end; empty outside savepoints
     */
    Optional<AsyncTransaction> currentNestedTransaction();

    /**
     * Gives this connection other defaults, until it is closed.
     *
     * @param options what is to be different; what it leaves out stays as it is
     * @return a future of this connection; it fails with {@link TransactionInactive} (ER-311) if a transaction is open
     *     that would have to be another, and with {@link IllegalArgumentException} if the options do not agree with
     *     those it has: read-only without transactions
     */
    CompletableFuture<AsyncConnection> withOptions(ExecutionOptions options);

    /**
     * What statements and transactions run with on this connection; no I/O.
     *
     * @return the options, with those of the engine where it has none of its own
     */
    ExecutionOptions executionOptions();

    /**
     * Asks the database for the isolation of the open transaction, or of the next one if none is open; begins none.
     *
     * @return a future of the level; {@code AUTOCOMMIT} if there are no transactions here
     */
    CompletableFuture<IsolationLevel> isolationLevel();

    /**
     * The driver's own connection, for what only that driver can do.
     *
     * <ul>
     *   <li>It is for this connection's owner, between its operations, until it is closed. A call to a JDBC driver is
     *       blocking code: make it inside {@link #runSync}, whose connection unwraps to the same object.
     *   <li>Nobody keeps count of what is done with it. On its return the connection is therefore renewed, or replaced.
     * </ul>
     *
     * @param type the driver's class or interface
     * @param <T> that type
     * @return a future of the object, which is not to be closed; it fails with {@link FeatureRefused} (ER-601) if the
     *     driver has nothing of that type
     */
    <T> CompletableFuture<T> raw(Class<T> type);

    /**
     * A place for what belongs to the connection under this object, such as a mark that it has been prepared; no I/O.
     *
     * @return a map that lives as long as the connection of the driver: the next holder finds it as it was left. Safe
     *     for use by many threads
     * @throws NotStarted if there is no connection of the driver now (ER-301)
     */
    Map<String, Object> info();

    /**
     * Commits the open transaction; does nothing if there is none.
     *
     * @return a future that completes when it is committed; it fails with {@link CommitOutcomeUnknown} (ER-312) if the
     *     connection was lost or the commit was cancelled under way
     */
    CompletableFuture<Void> commit();

    /**
     * Rolls the open transaction back; does nothing if there is none.
     *
     * @return a future that completes when it is rolled back
     */
    CompletableFuture<Void> rollback();

    /**
     * Tells whether a transaction is open; no I/O.
     *
     * @return true between its begin and its end
     */
    boolean inTransaction();

    /**
     * Tells whether a savepoint is open; no I/O.
     *
     * @return true between its begin and its end
     */
    boolean inNestedTransaction();

    /**
     * Runs blocking-style code on this connection's JDBC face, in an awaitlet of its own.
     *
     * @param work the code; the connection it gets is this one, in this transaction, and is not to be closed
     * @param <T> the type of its result
     * @return a future of the result
     */
    <T extends @Nullable Object> CompletableFuture<T> runSync(SyncWork<? super java.sql.Connection, T> work);

    /**
     * Runs the statements of a script, one after the other, up to the first that fails.
     *
     * <p>They are told apart by semicolons outside of strings, comments, and the bodies of triggers, procedures and
     * functions. A script is trusted text without parameters. Other calls on this connection wait best until it has
     * ended, or they come between its statements.
     *
     * @param script the script
     * @return a future of the result of each statement, in order; it fails as {@link #execute(String, Object...)} does,
     *     and what ran before stays in the transaction, as far as the database keeps DDL in transactions
     */
    CompletableFuture<List<Result>> executeScript(String script);

    /**
     * What the database tells of its tables, read through this connection.
     *
     * @return a reflection without state
     */
    Reflection reflection();

    /**
     * Marks the connection as not to be used again: it is closed instead of pooled, now or when it comes back. A later
     * operation on this object takes a new one from the pool, once an open transaction has been rolled back.
     *
     * @return a future that completes when the connection has been discarded
     */
    CompletableFuture<Void> invalidate();

    /**
     * Marks the connection as not to be used again, as {@link #invalidate()}, and says why.
     *
     * @param cause what was wrong with it; the cause of later refusals
     * @return a future that completes when the connection has been discarded
     */
    CompletableFuture<Void> invalidate(Throwable cause);

    /**
     * Tells whether this connection has been invalidated, or was found lost, and has not taken a new one since; no I/O.
     *
     * @return true from then to its next use
     */
    boolean isInvalidated();

    /**
     * Tells whether this connection has been closed; no I/O.
     *
     * @return true after {@link #aclose()}
     */
    boolean isClosed();

    /**
     * The engine this connection belongs to.
     *
     * @return the engine
     */
    AsyncEngine engine();

    /**
     * The two phases in which a transaction of this connection commits together with others elsewhere.
     *
     * @return its operations, on this connection
     */
    TwoPhase twoPhase();

    /**
     * An engine whose one connection is this one, and whose transactions are savepoints of its transaction: so a test
     * lets code that commits run inside a transaction that it rolls back.
     *
     * <pre>{@code
     * try (var connection = engine.connect()) {
     *     var shop = new Shop(connection.asEngine());   // begins and commits as it likes
     *     await(shop.order(4711));
     *     await(connection.rollback());                 // nothing of it is left
     * }
     * }</pre>
     *
     * <ul>
     *   <li>It has one connection, for one holder at a time; a second one waits for the first, as in any pool of one.
     *   <li>A transaction with an isolation or a mode of its own is refused with {@link FeatureRefused} (ER-601).
     *   <li>So are the transactions of its {@link AsyncEngine#dataSource() JDBC face}, where the driver has one: commit
     *       and rollback end a savepoint, and each call takes its turn among the operations of this connection.
     *       Hibernate, jOOQ and Spring join a transaction so.
     *   <li>It needs no closing, and is of no use once this connection is closed.
     * </ul>
     *
     * @return a new engine
     */
    AsyncEngine asEngine();

    /**
     * Gives the connection back to the pool, rolling back what was not committed.
     *
     * @return a future that completes when it is back; the same at every call
     */
    @Override
    CompletableFuture<Void> aclose();
}
