package dev.weft.hibernate;

import dev.weft.awaitlet.AsyncCloseable;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.hibernate.jdbc.ReturningWork;
import org.hibernate.jdbc.Work;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link AsyncSession} and an {@link AsyncStatelessSession} have in common: queries, transactions and their
 * end.
 *
 * <p>Calls may come from any thread. After Hibernate's {@code SharedSessionContract}.
 */
public interface AsyncSharedSession extends AsyncQueryProducer, AsyncCloseable {
    /**
     * The identifier of an entity.
     *
     * @param entity an entity; a managed one, where the session manages any
     * @return a future of its identifier
     */
    CompletableFuture<Object> getIdentifier(Object entity);

    /**
     * Loads a lazy association, such as {@code session.fetch(author.getBooks())}.
     *
     * @param association the collection or entity, as the attribute holds it
     * @param <T> its type
     * @return a future of the same object, loaded; without I/O if it was
     */
    <T extends @Nullable Object> CompletableFuture<T> fetch(T association);

    /**
     * Begins a transaction; no I/O before its first statement.
     *
     * @return a future that completes when it has begun; it fails with {@link IllegalStateException} if one is active
     */
    CompletableFuture<Void> begin();

    /**
     * Flushes and commits the transaction. The flush can be cancelled, the commit cannot.
     *
     * @return a future that completes when it is committed and the connection is back in its pool; it fails with
     *     {@link dev.weft.engine.TransactionInactive} (ER-311) if none is active, and with
     *     {@link dev.weft.engine.CommitOutcomeUnknown} (ER-312) if the commit ended without a reply
     */
    CompletableFuture<Void> commit();

    /**
     * Rolls the transaction back; does nothing if none is active. Entities keep the state they have.
     *
     * @return a future that completes when it is rolled back and the connection is back in its pool
     */
    CompletableFuture<Void> rollback();

    /**
     * Tells whether a transaction is active.
     *
     * @return a future of the answer
     */
    CompletableFuture<Boolean> inTransaction();

    /**
     * Tells whether a nested block of the transaction is open, such as {@link AsyncSession#beginNested}.
     *
     * @return a future of the answer
     */
    CompletableFuture<Boolean> inNestedTransaction();

    /**
     * Lets the transaction be rolled back at its end, whatever comes: a block then completes with its result all the
     * same, and a {@link #commit()} fails with {@link SessionRolledBack} (ER-504).
     *
     * @return a future that completes when it is marked; it fails with {@link dev.weft.engine.TransactionInactive}
     *     (ER-311) if none is active
     */
    CompletableFuture<Void> markForRollback();

    /**
     * Tells whether a transaction is active that can only be rolled back, because an operation in it has failed or it
     * was {@linkplain #markForRollback marked}.
     *
     * @return a future of the answer
     */
    CompletableFuture<Boolean> isMarkedForRollback();

    /**
     * Runs code on the JDBC connection of this session: that of its transaction, or outside of transactions one that
     * goes back to its pool afterwards, where what the code has not committed is rolled back.
     *
     * @param work the code, run in an awaitlet as one operation; it leaves the connection open, and its transaction as
     *     it is
     * @return a future that completes when the code has ended
     */
    CompletableFuture<Void> doWork(Work work);

    /**
     * Runs code with a result on the JDBC connection of this session, as {@link #doWork} does.
     *
     * @param work the code, run in an awaitlet as one operation
     * @param <T> the type of its result
     * @return a future of the code's result
     */
    <T extends @Nullable Object> CompletableFuture<T> doReturningWork(ReturningWork<T> work);

    /**
     * What the user of this session keeps with it; no I/O.
     *
     * @return a map, empty at first, that Weft does not read; safe for use by many threads
     */
    Map<Object, Object> info();

    /**
     * Closes the session as {@link #aclose()} does, for when its connection is not to be trusted any more: operations
     * under way and those that wait are cancelled, and the connection is closed instead of going back to its pool. A
     * connection whose transaction the session has {@linkplain AsyncSessionMaker#on joined} stays as it is.
     *
     * @return a future that completes when it is closed
     */
    CompletableFuture<Void> invalidate();

    /**
     * Tells whether this session has been closed; no I/O.
     *
     * @return true once {@link #aclose()} has been called
     */
    boolean isClosed();

    /**
     * Closes the session when the operations before have ended: rolls back what was not committed, and gives the
     * connection back. A cancel does not reach it.
     *
     * @return a future that completes when it is closed; the same at every call
     */
    @Override
    CompletableFuture<Void> aclose();

    /**
     * Sets how many statements are sent at a time, where a flush or an operation has several.
     *
     * @param statements above zero
     * @return a future that completes when it is set
     */
    CompletableFuture<Void> setBatchSize(int statements);
}
