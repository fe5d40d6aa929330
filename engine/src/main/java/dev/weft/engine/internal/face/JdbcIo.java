package dev.weft.engine.internal.face;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * How the calls of one JDBC face reach their driver: on which thread they run, and how they are cancelled.
 *
 * <p>One face belongs to one holder of a connection. Once {@code onClose} of its {@link FaceConnection} has run, every
 * call here is refused, and what a {@link SessionListener} is told means nothing.
 */
public interface JdbcIo extends SessionListener {
    /**
     * Makes a call that may wait for the database.
     *
     * @param target the driver's statement to cancel if the scope is cancelled meanwhile, or null if the call has none
     * @param call the call
     * @param <T> the type of its result
     * @return the call's result
     * @throws SQLException the driver's own failure; with SQLState 57014 if the scope is cancelled; with 08003 if the
     *     face has been closed
     * @throws dev.weft.awaitlet.NoAwaitletContext outside an awaitlet (ER-101)
     */
    <T extends @Nullable Object> T io(@Nullable Statement target, SqlCall<T> call) throws SQLException;

    /**
     * Makes a call that has no result and may wait for the database; otherwise as {@link #io}.
     *
     * @param target the driver's statement to cancel if the scope is cancelled meanwhile, or null if the call has none
     * @param action the call
     * @throws SQLException as {@link #io} throws it
     */
    default void run(@Nullable Statement target, SqlAction action) throws SQLException {
        this.<@Nullable Object>io(target, () -> {
            action.run();
            return null;
        });
    }

    /**
     * Makes a short call on the awaitlet itself: a step of a cursor, the reading of a large object, a look at what the
     * driver mostly has in memory. It may wait now and then, for the next rows or for the name of a type.
     *
     * <p>It is made for every row, and a hop to another thread would cost more than the row.
     *
     * @param target the driver's statement to cancel if the scope is cancelled meanwhile, or null if the call has none
     * @param call the call
     * @param <T> the type of its result
     * @return the call's result
     * @throws SQLException as {@link #io} throws it
     */
    <T extends @Nullable Object> T step(@Nullable Statement target, SqlCall<T> call) throws SQLException;

    /**
     * Prepares a statement, which some drivers do by themselves; otherwise as {@link #io}.
     *
     * @param call the call
     * @param <T> the type of its result
     * @return the call's result
     * @throws SQLException as {@link #io} throws it
     */
    default <T extends @Nullable Object> T prepare(SqlCall<T> call) throws SQLException {
        return io(null, call);
    }

    /**
     * How many rows come with one answer of the database: the driver has those after the first in memory, so that
     * {@link #fetched} may make the step to them.
     *
     * @param rows the driver's
     * @return that many; {@link Integer#MAX_VALUE} if all are there already, the first too; 0 if it is not known
     * @throws SQLException the driver's own failure
     */
    default int rowsAtATime(ResultSet rows) throws SQLException {
        return 0;
    }

    /**
     * Makes a step to a row that the driver has in memory: as {@link #step}, but it cannot wait.
     *
     * @param call the call
     * @param <T> the type of its result
     * @return the call's result
     * @throws SQLException as {@link #io} throws it
     */
    default <T extends @Nullable Object> T fetched(SqlCall<T> call) throws SQLException {
        return step(null, call);
    }

    /**
     * Closes a statement or a result set, which some drivers do by themselves; otherwise as {@link #release}.
     *
     * @param action the close
     * @throws SQLException as {@link #io} throws it
     */
    default void free(SqlAction action) throws SQLException {
        release(action);
    }

    /**
     * Undoes or frees something of the driver's, such as a transaction or a statement; otherwise as {@link #io}.
     *
     * <p>A call of its own, because a cancelled scope must not keep it from being made: what stays open would go to the
     * next holder of the connection.
     *
     * @param action the call
     * @throws SQLException as {@link #io} throws it
     */
    default void release(SqlAction action) throws SQLException {
        run(null, action);
    }

    /**
     * Commits; otherwise as {@link #io}.
     *
     * <p>A call of its own, because a commit that fails half way has an outcome that nobody knows (EN-29).
     *
     * @param action the commit
     * @throws SQLException as {@link #io} throws it
     */
    default void commit(SqlAction action) throws SQLException {
        run(null, action);
        transactionEnded();
    }

    /**
     * Rolls back; otherwise as {@link #release}, because code makes it when it was cancelled.
     *
     * @param action the rollback
     * @throws SQLException as {@link #io} throws it
     */
    default void rollback(SqlAction action) throws SQLException {
        release(action);
        transactionEnded();
    }

    /**
     * Hears which statement is about to run, before it does.
     *
     * @param sql its text, without the values of its parameters
     */
    default void running(String sql) {}

    /**
     * Checks that a call that does not wait is allowed: the face is open, and this is its holder's task.
     *
     * @throws SQLException with 08003 if the face has been closed
     */
    void check() throws SQLException;

    /** Cuts the connection off, from any thread, without waiting; does nothing once the face has been closed. */
    void abort();

    /**
     * A call to a driver.
     *
     * @param <T> the type of its result
     */
    @FunctionalInterface
    interface SqlCall<T extends @Nullable Object> {
        /**
         * Makes the call.
         *
         * @return its result
         * @throws SQLException the driver's own failure
         */
        T call() throws SQLException;
    }

    /** A call to a driver that has no result. */
    @FunctionalInterface
    interface SqlAction {
        /**
         * Makes the call.
         *
         * @throws SQLException the driver's own failure
         */
        void run() throws SQLException;
    }
}
