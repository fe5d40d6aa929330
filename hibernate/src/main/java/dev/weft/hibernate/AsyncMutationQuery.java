package dev.weft.hibernate;

import java.util.concurrent.CompletableFuture;

/**
 * An update, delete or insert of a session, made ready step by step and run as an operation of that session. For one
 * thread at a time.
 */
public non-sealed interface AsyncMutationQuery extends AsyncQuery<AsyncMutationQuery> {
    /**
     * Runs the statement, inside a transaction.
     *
     * @return a future of the number of rows affected
     */
    CompletableFuture<Integer> executeUpdate();
}
