package dev.weft.hibernate;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An update, delete or insert of an {@link AsyncSession}, made ready step by step and run as an operation of that
 * session.
 *
 * <p>It may be run more than once. What is wrong with it is told by the future of a run. For one thread at a time.
 */
public interface AsyncMutationQuery {
    /**
     * Sets a named parameter.
     *
     * @param name the name, without the colon
     * @param value its value; null is SQL's NULL
     * @return this statement
     */
    AsyncMutationQuery setParameter(String name, @Nullable Object value);

    /**
     * Sets a numbered parameter.
     *
     * @param position the number, from 1
     * @param value its value; null is SQL's NULL
     * @return this statement
     */
    AsyncMutationQuery setParameter(int position, @Nullable Object value);

    /**
     * Runs the statement, inside a transaction.
     *
     * @return a future of the number of rows affected
     */
    CompletableFuture<Integer> executeUpdate();
}
