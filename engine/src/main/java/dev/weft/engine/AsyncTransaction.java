package dev.weft.engine;

import dev.weft.awaitlet.AsyncCloseable;
import java.util.concurrent.CompletableFuture;

/**
 * A transaction or a savepoint of an {@link AsyncConnection}.
 *
 * <p>Closing it rolls back, unless it has ended. Calls may come from any thread; it belongs to the task its connection
 * belongs to.
 */
public interface AsyncTransaction extends AsyncCloseable {
    /**
     * Begins it, once.
     *
     * @return a future of this transaction; it fails with {@link TransactionInactive} (ER-311) if one is open already,
     *     and with {@link AlreadyStarted} (ER-302) at a second start
     */
    CompletableFuture<AsyncTransaction> start();

    /**
     * Commits the transaction, or releases the savepoint.
     *
     * @return a future that completes when that is done; it fails with {@link TransactionInactive} (ER-311) if it has
     *     ended, and with {@link NotStarted} (ER-301) if it was not started
     */
    CompletableFuture<Void> commit();

    /**
     * Rolls back the transaction, or to the savepoint; does nothing if it has ended.
     *
     * @return a future that completes when that is done
     */
    CompletableFuture<Void> rollback();

    /**
     * Tells whether it has begun and not ended; no I/O.
     *
     * @return true in between
     */
    boolean isActive();

    /**
     * Tells whether it is a savepoint.
     *
     * @return true for a savepoint
     */
    boolean nested();

    /**
     * The connection it belongs to.
     *
     * @return the connection
     */
    AsyncConnection connection();
}
