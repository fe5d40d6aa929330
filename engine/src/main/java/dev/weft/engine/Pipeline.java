package dev.weft.engine;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Statements of one connection that are started without waiting for those before.
 *
 * <ul>
 *   <li>They run in the order in which they are started, each with an outcome of its own; in a transaction of
 *       PostgreSQL those behind one that failed fail too.
 *   <li>Through a native driver they share round trips. Through a hosted driver the same code runs, one statement after
 *       the other.
 *   <li>Cancelling the future of one that has not been sent takes it out; of one that shares the wire only its reply is
 *       dropped, because a cancel on the server could hit its neighbour. Cancelling the whole block stops it on the
 *       server.
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
