package dev.weft.hibernate;

import dev.weft.awaitlet.AsyncCloseable;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The results of a query that are read from the database as they are asked for.
 *
 * <ul>
 *   <li>At most a chunk of them is in memory, inside a transaction: outside of one, most drivers read all at once. H2
 *       gathers a whole result in any case, unless its connections are told to {@code SET LAZY_QUERY_EXECUTION TRUE}.
 *   <li>Each step is an operation of the session, so other operations may come in between.
 *   <li>Entities stay in the session until they are detached or it is cleared.
 *   <li>It ends with the session, with the transaction, or when it is closed; until then it holds the connection. One
 *       whose opening is cancelled just as it succeeds is closed again.
 * </ul>
 *
 * <p>For one task at a time, as its session. After Hibernate's {@code ScrollableResults}.
 *
 * @param <R> the type of a result
 */
public interface AsyncScroll<R> extends AsyncCloseable {
    /**
     * Reads on.
     *
     * @return a future of the next results, as many as a chunk has, or fewer at the end; of none after it
     */
    CompletableFuture<List<R>> next();

    /**
     * Ends the reading, and lets the connection go on with other things.
     *
     * @return a future that completes when it has ended; also if it had
     */
    @Override
    CompletableFuture<Void> aclose();
}
