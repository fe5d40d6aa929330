package dev.weft.hibernate;

import jakarta.persistence.EntityGraph;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.hibernate.CacheMode;
import org.hibernate.graph.GraphSemantic;
import org.hibernate.query.KeyedPage;
import org.hibernate.query.KeyedResultList;
import org.hibernate.query.Page;
import org.hibernate.query.ResultListTransformer;
import org.hibernate.query.TupleTransformer;
import org.jspecify.annotations.Nullable;

/**
 * A query of a session, made ready step by step and run as an operation of that session. For one thread at a time.
 *
 * @param <R> the type of a result
 */
public non-sealed interface AsyncSelectionQuery<R> extends AsyncQuery<AsyncSelectionQuery<R>> {
    /**
     * Limits the results.
     *
     * @param most the most results to answer, 0 or more
     * @return this query
     */
    AsyncSelectionQuery<R> setMaxResults(int most);

    /**
     * Skips results.
     *
     * @param skipped how many results to skip, 0 or more
     * @return this query
     */
    AsyncSelectionQuery<R> setFirstResult(int skipped);

    /**
     * Tells whether the entities it loads are watched for changes.
     *
     * @param readOnly true to load entities whose changes are never written
     * @return this query
     */
    AsyncSelectionQuery<R> setReadOnly(boolean readOnly);

    /**
     * Chooses a page of the results.
     *
     * @param page its size and number
     * @return this query
     */
    AsyncSelectionQuery<R> setPage(Page page);

    /**
     * How many rows the driver fetches at a time.
     *
     * @param rows above zero
     * @return this query
     */
    AsyncSelectionQuery<R> setFetchSize(int rows);

    /**
     * Locks the rows of the results, or checks their versions.
     *
     * @param mode how
     * @return this query
     */
    AsyncSelectionQuery<R> setLockMode(LockModeType mode);

    /**
     * Fetches what a graph names together with the results.
     *
     * @param graph the graph, of the session factory
     * @param semantic whether it says all that is fetched, or what is fetched beyond the mapping
     * @return this query
     */
    AsyncSelectionQuery<R> setEntityGraph(EntityGraph<? super R> graph, GraphSemantic semantic);

    /**
     * Fetches what a fetch profile names together with the results.
     *
     * @param profile the profile's name
     * @return this query
     */
    AsyncSelectionQuery<R> enableFetchProfile(String profile);

    /**
     * Leaves a fetch profile out that the session has enabled.
     *
     * @param profile the profile's name
     * @return this query
     */
    AsyncSelectionQuery<R> disableFetchProfile(String profile);

    /**
     * Tells whether the results are looked for in the query cache, and kept there.
     *
     * @param cacheable true for a query whose results may be cached
     * @return this query
     */
    AsyncSelectionQuery<R> setCacheable(boolean cacheable);

    /**
     * Where the query cache keeps the results.
     *
     * @param region the region's name
     * @return this query
     */
    AsyncSelectionQuery<R> setCacheRegion(String region);

    /**
     * How the query goes about the second-level cache.
     *
     * @param mode the mode, for this query only
     * @return this query
     */
    AsyncSelectionQuery<R> setCacheMode(CacheMode mode);

    /**
     * Makes something else of each row.
     *
     * @param transformer called in the operation with the columns of a row and their aliases
     * @param <T> the type of what it makes
     * @return this query, with results of that type
     */
    <T> AsyncSelectionQuery<T> setTupleTransformer(TupleTransformer<T> transformer);

    /**
     * Changes the list of the results before it is answered.
     *
     * @param transformer called in the operation with the list
     * @return this query
     */
    AsyncSelectionQuery<R> setResultListTransformer(ResultListTransformer<R> transformer);

    /**
     * Runs the query.
     *
     * @return a future of all results, in the query's order
     */
    CompletableFuture<List<R>> getResultList();

    /**
     * Runs the query for its one result.
     *
     * @return a future of the result; it fails with Hibernate's {@link jakarta.persistence.NoResultException} or
     *     {@link jakarta.persistence.NonUniqueResultException} if there is not exactly one
     */
    CompletableFuture<R> getSingleResult();

    /**
     * Runs the query for its one result, if there is one.
     *
     * @return a future of the result, or of null; it fails with Hibernate's
     *     {@link jakarta.persistence.NonUniqueResultException} if there are several
     */
    CompletableFuture<@Nullable R> getSingleResultOrNull();

    /**
     * Runs the query, and reads its results as they are asked for.
     *
     * @param chunk how many results are read at a time, above zero
     * @return a future of the results, to be closed by the caller
     * @throws IllegalArgumentException if the chunk is not above zero
     */
    CompletableFuture<AsyncScroll<R>> scroll(int chunk);

    /**
     * The results as a publisher with back-pressure, which reads them as they are asked for.
     *
     * <ul>
     *   <li>Each subscriber runs the query as it is set up now, by subscribing. Nothing is read before it is asked for,
     *       and then as an operation of the session, so other operations may come in between.
     *   <li>At most a chunk is in memory, as with {@link #scroll}. Entities stay in the session until they are detached
     *       or it is cleared.
     *   <li>The end, a failure and a cancel close what is open. A cancel stops a query that has not answered yet; a
     *       chunk that is being read is read to its end, so that the transaction goes on.
     *   <li>It fails if its transaction or its session ends before it. A result that is null fails it with
     *       {@link dev.weft.engine.FeatureRefused} (ER-601): no publisher may deliver null.
     * </ul>
     *
     * @param chunk how many results are read at a time, above zero
     * @return the publisher; reading it with {@link dev.weft.awaitlet.Awaitlets#iterate} suspends an awaitlet
     * @throws IllegalArgumentException if the chunk is not above zero
     */
    Flow.Publisher<R> stream(int chunk);

    /**
     * Runs the query for one page of its results, and for what the next page needs to be found by its key.
     *
     * @param page the page, such as {@code Page.first(10).keyedBy(Order.asc(Book_.title))}
     * @return a future of the results, with the pages before and after
     */
    CompletableFuture<KeyedResultList<R>> getKeyedResultList(KeyedPage<R> page);

    /**
     * Counts the results in the database, without regard to {@link #setFirstResult} and {@link #setMaxResults}.
     *
     * @return a future of their number
     */
    CompletableFuture<Long> getResultCount();
}
