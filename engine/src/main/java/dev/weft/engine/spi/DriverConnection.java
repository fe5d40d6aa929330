package dev.weft.engine.spi;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.CallResult;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.IsolationLevel;
import dev.weft.engine.Result;
import dev.weft.engine.SyncWork;
import dev.weft.engine.TransactionOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a driver, with its two faces.
 *
 * <ul>
 *   <li>The engine calls one operation at a time, and no other before the future of the last has completed.
 *   <li>A cancel is asked for through {@link WorkFuture#requestCancel}. The future then completes only when the
 *       statement's own reply has been read <em>and</em> every cancel request has ended (the quiet-wire rule): what
 *       runs next on this connection is never hit by a cancel meant for what ran before.
 *   <li>A cancelled operation fails with {@link dev.weft.awaitlet.Cancelled}, or answers what it still achieved.
 *   <li>After a failure that leaves the connection unusable, {@link #broken()} is true.
 * </ul>
 */
public interface DriverConnection {
    /**
     * Runs one statement and reads its whole result.
     *
     * @param call the statement, its parameters, and what is wanted of it
     * @return a future of the result, with the wanted keys; it fails with {@link dev.weft.engine.ParameterMismatch}
     *     (ER-313), or with {@link dev.weft.engine.FeatureRefused} (ER-601) if the driver cannot answer such keys,
     *     before anything is sent
     */
    WorkFuture<Result> execute(StatementCall call);

    /**
     * Runs a statement that has several results, such as a procedure that selects, or several statements in one text.
     *
     * @param call the statement, its parameters, and what is wanted of it
     * @return a future of all results, in order; it fails as {@link #execute} does
     */
    default WorkFuture<List<Result>> executeAll(StatementCall call) {
        throw new FeatureRefused("This driver answers one result for each statement.", "Run statements one by one.");
    }

    /**
     * Calls a procedure or function.
     *
     * @param call the call, {@code {call p(?, ?)}} or {@code {? = call f(?)}}; its OUT parameters are
     *     {@link dev.weft.engine.SqlOut}s
     * @return a future of the values that came out; it fails as {@link #execute} does
     */
    default WorkFuture<CallResult> call(StatementCall call) {
        throw new FeatureRefused(
                "This driver calls no procedures with OUT parameters.",
                "Run the call as a statement, and read its row.");
    }

    /**
     * Runs one statement for each set of parameters.
     *
     * @param sql the statement
     * @param parameterSets the values, one list for each run
     * @return a future of the number of rows each run affected, -2 where the driver does not tell; it fails with
     *     {@link dev.weft.engine.BatchFailed} (ER-602) if one of them fails
     */
    WorkFuture<List<Long>> executeBatch(String sql, List<? extends List<? extends @Nullable Object>> parameterSets);

    /**
     * Starts statements without waiting for those before, if this driver can; then that is the connection's one
     * operation until it has ended.
     *
     * @return a pipeline, or empty if statements run one after the other
     */
    default Optional<DriverPipeline> pipeline() {
        return Optional.empty();
    }

    /**
     * Runs one statement whose rows are to be read a few at a time. Outside a transaction it may begin one that ends
     * with the cursor.
     *
     * @param call the statement and its parameters
     * @param fetchSize how many rows the reader will ask for at a time, 1 or more
     * @return a future of the cursor, before its first row; it fails as {@link #execute} does
     */
    WorkFuture<DriverCursor> openCursor(StatementCall call, int fetchSize);

    /**
     * Listens on channels of the database, which other sessions notify. Called while no transaction is open.
     *
     * @param channels their names, at least one
     * @param listener hears what arrives, from before the future completes
     * @return a future that completes when the server listens: what is sent from then on is heard
     * @throws FeatureRefused if this driver does not hear of them, or a name cannot be one of a channel (ER-601)
     */
    default WorkFuture<DriverListening> listen(List<String> channels, DriverListening.Listener listener) {
        throw new FeatureRefused(
                "This driver hears of no notifications: it reads only what it has asked for.",
                "They are PostgreSQL's, through the native driver: postgresql+vertx://...");
    }

    /**
     * Begins a transaction; the server may be told with the next statement. A statement that is run while none is begun
     * runs in a transaction of its own, which is committed with it.
     *
     * @param options what it is to be; they hold for this transaction alone, and what is left out is as it was when the
     *     connection was made
     * @return a future that completes when that is done; it fails with {@link dev.weft.engine.FeatureRefused} if the
     *     database cannot have such a transaction
     */
    WorkFuture<@Nullable Void> begin(TransactionOptions options);

    /**
     * Asks which isolation the open transaction has, or would have if it were begun without options.
     *
     * @return a future of the level, never {@code AUTOCOMMIT}
     */
    WorkFuture<IsolationLevel> isolation();

    /**
     * The driver's own connection: a {@link Connection} of the JDBC driver, or a native driver's object. What is done
     * with it passes this interface by; {@link #clean()} is false from now on, until {@link #reset()} has put back what
     * it can.
     *
     * @return the object
     */
    Object raw();

    /**
     * Commits the open transaction. The engine does not cancel it: when a caller has been cancelled and the answer does
     * not come in time, it calls {@link #abort()}.
     *
     * @return a future that completes when it is committed; it fails with {@link dev.weft.engine.CommitOutcomeUnknown}
     *     if the connection was lost, or cut off, under way
     */
    WorkFuture<@Nullable Void> commit();

    /**
     * Rolls the open transaction back.
     *
     * @return a future that completes when that is done
     */
    WorkFuture<@Nullable Void> rollback();

    /**
     * Sets a savepoint.
     *
     * @param name its name, a plain identifier
     * @return a future that completes when that is done
     */
    WorkFuture<@Nullable Void> savepoint(String name);

    /**
     * Rolls back to a savepoint, which is then gone.
     *
     * @param name its name
     * @return a future that completes when that is done
     */
    WorkFuture<@Nullable Void> rollbackTo(String name);

    /**
     * Releases a savepoint.
     *
     * @param name its name
     * @return a future that completes when that is done
     */
    WorkFuture<@Nullable Void> release(String name);

    /**
     * Runs blocking-style code on the JDBC face, in an awaitlet.
     *
     * @param holder hears what is run
     * @param work the code
     * @param <T> the type of its result
     * @return a future of the result
     */
    <T extends @Nullable Object> WorkFuture<T> runSync(JdbcHolder holder, SyncWork<? super Connection, T> work);

    /**
     * The JDBC face, for use inside awaitlets by one holder of this connection; called inside an awaitlet, and may
     * wait.
     *
     * @param holder hears what is run, and that the face has been closed
     * @return a new face over this connection
     * @throws SQLException if the connection does not get ready; it is then to be discarded
     * @throws dev.weft.engine.FeatureRefused if this driver has no JDBC face (ER-601)
     */
    Connection jdbcFace(JdbcHolder holder) throws SQLException;

    /**
     * Makes the connection fit for its next holder: no transaction is open, and settings are as at its start. One that
     * cannot be made so is {@link #broken()} afterwards, and is closed.
     *
     * @return a future that completes when it is clean
     */
    WorkFuture<@Nullable Void> reset();

    /**
     * Tells whether the connection would need no I/O to be clean; lets the pool hand it on at once.
     *
     * @return true if {@link #reset()} has nothing to do
     */
    boolean clean();

    /**
     * Asks the server for a sign of life.
     *
     * @return a future that completes when it has answered, and fails if it did not
     */
    WorkFuture<@Nullable Void> ping();

    /**
     * Tells whether the connection can be used no more; no I/O.
     *
     * @return true once it is lost
     */
    boolean broken();

    /**
     * Closes the connection.
     *
     * @return a future that completes when it is closed
     */
    WorkFuture<@Nullable Void> close();

    /** Cuts the connection off, from any thread, without waiting: for one that does not end by itself. */
    void abort();
}
