package dev.weft.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The two phases in which one transaction commits together with others elsewhere: prepared first, when nothing can keep
 * it from being committed any more, and committed once all of them are.
 *
 * <ul>
 *   <li>A prepared transaction belongs to no connection. It outlives its engine, and the server: whoever prepares one
 *       has to end it, after a crash by what {@link #prepared()} tells.
 *   <li>PostgreSQL has it, if its {@code max_prepared_transactions} is above zero. On other databases every method
 *       fails with {@link FeatureRefused} (ER-601).
 * </ul>
 *
 * <p>Of an {@link AsyncConnection}, by {@link AsyncConnection#twoPhase()}; its operations are operations of that.
 */
public interface TwoPhase {
    /**
     * The first phase: prepares the open transaction, after which none is open.
     *
     * @param id the transaction's name, the only one of that name on the server, 1 to 199 characters
     * @return a future that completes when it is prepared; it fails with {@link TransactionInactive} (ER-311) if none
     *     is open, and with a {@link DatabaseError} (ER-602) if it cannot be prepared, which rolls it back on the
     *     server
     * @throws IllegalArgumentException if the id is empty or too long
     */
    CompletableFuture<Void> prepare(String id);

    /**
     * The second phase: commits a prepared transaction.
     *
     * @param id its name
     * @return a future that completes when it is committed; it fails with {@link TransactionInactive} (ER-311) if a
     *     transaction is open on this connection, and with a {@link DatabaseError} (ER-602) if there is none of that
     *     name
     */
    CompletableFuture<Void> commit(String id);

    /**
     * The other end: rolls a prepared transaction back.
     *
     * @param id its name
     * @return a future that completes when it is rolled back; it fails as {@link #commit} does
     */
    CompletableFuture<Void> rollback(String id);

    /**
     * The prepared transactions of this database that nobody has ended yet.
     *
     * @return a future of their names, in order of their preparation
     */
    CompletableFuture<List<String>> prepared();
}
