package dev.weft.engine.internal.face;

import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * How the calls of one JDBC face reach their driver: on which thread they run, and how they are cancelled.
 *
 * <p>One face belongs to one holder of a connection; after its close every call is refused.
 */
public interface JdbcIo {
    /**
     * Makes a call that may wait for the database.
     *
     * @param target the statement to cancel if the scope is cancelled meanwhile, or null if the call has none
     * @param call the call
     * @param <T> the type of its result
     * @return the call's result
     * @throws SQLException the driver's own failure; with SQLState 57014 if the scope is cancelled; with 08003 if the
     *     face has been closed
     * @throws dev.weft.awaitlet.NoAwaitletContext outside an awaitlet (ER-101)
     */
    <T extends @Nullable Object> T io(@Nullable Statement target, SqlCall<T> call) throws SQLException;

    /**
     * Checks that a call that does not wait is allowed: the face is open, and this is its holder's task.
     *
     * @throws SQLException with 08003 if the face has been closed
     */
    void check() throws SQLException;

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
}
