package dev.weft.engine;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Statements of one connection that are started without waiting for those before.
 *
 * <ul>
 *   <li>They run in the order in which they are started, each with an outcome of its own; in a transaction of
 *       PostgreSQL those behind one that failed fail too.
 *   <li>In a transaction they share round trips through a native driver. Outside one each is sent when the one before
 *       has been answered, because the cancel of one could hit the next. Through a hosted driver the same code runs,
 *       one statement after the other.
 *   <li>Cancelling the future of one that has not been sent takes it out; the others go on. One that has been sent is
 *       stopped on the server when those before it have been answered, and so is one whose time limit has passed.
 *       Outside a transaction the others then go on; in one, PostgreSQL aborts the transaction, and those behind fail
 *       with SQLState 25P02 until it is rolled back. A cancel never reaches one before it, nor what runs later.
 *   <li>Cancelling the future of the whole block stops all of it, on the server too; the connection is then clean, or
 *       discarded.
 * </ul>
 *
 * <p>Given to the work of {@link AsyncConnection#pipeline}. Calls may come from any thread.
 */
public interface Pipeline {
    /**
     * Starts a statement.
     *
     * @param sql the statement, with a {@code ?} for each parameter
     * @param parameters their values, in order; null is SQL's NULL
     * @return a future of the result; it fails as {@link AsyncConnection#execute(String, Object...)} does, and with
     *     {@link ResourceClosed} (ER-303) once the block has ended
     */
    CompletableFuture<Result> execute(String sql, @Nullable Object... parameters);

    /**
     * Starts a statement.
     *
     * @param sql the statement with its parameters
     * @return a future of the result; it fails as {@link AsyncConnection#execute(Sql)} does, and with
     *     {@link ResourceClosed} (ER-303) once the block has ended
     */
    CompletableFuture<Result> execute(Sql sql);
}
