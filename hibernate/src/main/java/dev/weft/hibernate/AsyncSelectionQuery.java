package dev.weft.hibernate;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A query of an {@link AsyncSession}, made ready step by step and run as an operation of that session.
 *
 * <p>It may be run more than once. What is wrong with it is told by the future of a run. For one thread at a time.
 *
 * @param <R> the type of a result
 */
public interface AsyncSelectionQuery<R> {
    /**
     * Sets a named parameter.
     *
     * @param name the name, without the colon
     * @param value its value; null is SQL's NULL
     * @return this query
     */
    AsyncSelectionQuery<R> setParameter(String name, @Nullable Object value);

    /**
     * Sets a numbered parameter.
     *
     * @param position the number, from 1
     * @param value its value; null is SQL's NULL
     * @return this query
     */
    AsyncSelectionQuery<R> setParameter(int position, @Nullable Object value);

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
     * Counts the results in the database, without regard to {@link #setFirstResult} and {@link #setMaxResults}.
     *
     * @return a future of their number
     */
    CompletableFuture<Long> getResultCount();
}
