package dev.weft.hibernate;

import dev.weft.engine.SyncWork;
import jakarta.persistence.EntityGraph;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;
import org.hibernate.graph.GraphSemantic;
import org.jspecify.annotations.Nullable;

/**
 * A plain Hibernate stateless session for async code: every operation is a statement at once, and no entity is kept or
 * watched. For bulk work, and for who wants to see each statement in his code.
 *
 * <ul>
 *   <li>Operations run one at a time, first in, first out; a session belongs to one task at a time, as an
 *       {@link AsyncSession} does, with the same refusals.
 *   <li>Nothing cascades, and nothing is loaded by itself: associations are {@link #fetch fetched}.
 *   <li>Closing it rolls back what was not committed. Cancelling an operation's future stops its statement.
 * </ul>
 *
 * <p>Failures are those of {@link AsyncSession}. Made by {@link AsyncSessionMaker}. Calls may come from any thread.
 * After the class of that name of Hibernate Reactive.
 */
public interface AsyncStatelessSession extends AsyncSharedSession {
    /**
     * The entity with an identifier, read from the database.
     *
     * @param type the entity's class
     * @param id its identifier
     * @param <T> that class
     * @return a future of the entity, or of null if there is none
     */
    <T> CompletableFuture<@Nullable T> get(Class<T> type, Object id);

    /**
     * The entity with an identifier, its row locked.
     *
     * @param type the entity's class
     * @param id its identifier
     * @param mode how
     * @param <T> that class
     * @return a future of the entity, or of null if there is none
     */
    <T> CompletableFuture<@Nullable T> get(Class<T> type, Object id, LockMode mode);

    /**
     * The entity with an identifier, with what a graph names.
     *
     * @param graph what is fetched with it, made by the session factory
     * @param semantic whether it says all that is fetched, or what is fetched beyond the mapping
     * @param id its identifier
     * @param <T> the entity's class
     * @return a future of the entity, or of null if there is none
     */
    <T> CompletableFuture<@Nullable T> get(EntityGraph<T> graph, GraphSemantic semantic, Object id);

    /**
     * The entities with some identifiers, read by one statement where the database can.
     *
     * @param type the entities' class
     * @param ids their identifiers
     * @param <T> that class
     * @return a future of a list in the order of the identifiers, with null where there is none
     */
    <T> CompletableFuture<List<@Nullable T>> getMultiple(Class<T> type, List<?> ids);

    /**
     * Inserts a row.
     *
     * @param entity a new entity
     * @return a future of its identifier
     */
    CompletableFuture<Object> insert(Object entity);

    /**
     * Inserts rows, in batches of their number.
     *
     * @param entities new entities
     * @return a future that completes when they are inserted
     */
    CompletableFuture<Void> insertMultiple(List<?> entities);

    /**
     * Updates a row.
     *
     * @param entity an entity
     * @return a future that completes when it is updated
     */
    CompletableFuture<Void> update(Object entity);

    /**
     * Updates rows, in batches of their number.
     *
     * @param entities entities
     * @return a future that completes when they are updated
     */
    CompletableFuture<Void> updateMultiple(List<?> entities);

    /**
     * Deletes a row.
     *
     * @param entity an entity
     * @return a future that completes when it is deleted
     */
    CompletableFuture<Void> delete(Object entity);

    /**
     * Deletes rows, in batches of their number.
     *
     * @param entities entities
     * @return a future that completes when they are deleted
     */
    CompletableFuture<Void> deleteMultiple(List<?> entities);

    /**
     * Inserts a row, or updates it if it is there.
     *
     * @param entity an entity, whose identifier is set
     * @return a future that completes when it is written
     */
    CompletableFuture<Void> upsert(Object entity);

    /**
     * Inserts or updates rows, in batches of their number.
     *
     * @param entities entities, whose identifiers are set
     * @return a future that completes when they are written
     */
    CompletableFuture<Void> upsertMultiple(List<?> entities);

    /**
     * Reads an entity's state again.
     *
     * @param entity an entity
     * @return a future that completes when it is up to date
     */
    CompletableFuture<Void> refresh(Object entity);

    /**
     * Runs work inside a transaction of this session, as {@link AsyncSession#begin(Function)} does.
     *
     * @param work called inside an awaitlet with this session; it may compose stages or await them
     * @param <T> the type of its result
     * @return a future of the work's result, complete after the commit; cancelling it cancels the work
     */
    <T extends @Nullable Object> CompletableFuture<T> begin(
            Function<? super AsyncStatelessSession, ? extends CompletionStage<T>> work);

    /**
     * Runs work from a savepoint of the transaction on, as {@link AsyncSession#beginNested} does.
     *
     * @param work called inside an awaitlet with this session; it may compose stages or await them
     * @param <T> the type of its result
     * @return a future of the work's result; cancelling it cancels the work
     */
    <T extends @Nullable Object> CompletableFuture<T> beginNested(
            Function<? super AsyncStatelessSession, ? extends CompletionStage<T>> work);

    /**
     * Runs blocking-style code on the plain session, as one operation in an awaitlet of its own.
     *
     * @param work the code. What it throws is answered as it is
     * @param <T> the type of its result
     * @return a future of the code's result; cancelling it cancels the code
     */
    <T extends @Nullable Object> CompletableFuture<T> runSync(SyncWork<? super StatelessSession, T> work);
}
