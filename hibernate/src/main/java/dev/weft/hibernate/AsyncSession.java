package dev.weft.hibernate;

import dev.weft.engine.SyncWork;
import jakarta.persistence.EntityGraph;
import jakarta.persistence.FindOption;
import jakarta.persistence.LockModeType;
import jakarta.persistence.LockOption;
import jakarta.persistence.RefreshOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.engine.spi.EntityKey;
import org.jspecify.annotations.Nullable;

/**
 * A plain Hibernate session for async code: every operation runs it in an awaitlet and answers a future.
 *
 * <ul>
 *   <li>Operations run one at a time, first in, first out, those without I/O too: a forgotten future cannot corrupt the
 *       session.
 *   <li>It belongs to one task at a time. Use by a second awaitlet while the first could use it is refused with
 *       {@link SessionSharedAcrossTasks} (ER-501). Calls from outside awaitlets, such as the callbacks of its own
 *       futures, are queued.
 *   <li>It holds a connection from the first statement of a transaction to its end, and none in between. Outside of
 *       transactions what only reads is in auto-commit; what else is asked for and may write is rolled back when that
 *       operation is over, unless {@code hibernate.allow_update_outside_transaction} is set.
 *   <li>Closing it rolls back what was not committed. Its entities stay as they are, usable without I/O; reading what
 *       was not loaded fails with {@link LazyLoadOutsideScope} (ER-502). Inside an awaitlet, while it is open, that
 *       loads.
 *   <li>Cancelling an operation's future stops its statement on the server.
 * </ul>
 *
 * <p>Failures of Hibernate and the database are answered as Hibernate throws them, those of Weft as themselves. After
 * {@link #aclose()} every operation fails with {@link dev.weft.engine.ResourceClosed} (ER-303).
 *
 * <p>Made by {@link AsyncSessionMaker}. Calls may come from any thread. After SQLAlchemy's class of that name, with
 * Hibernate's verbs.
 */
public interface AsyncSession extends AsyncSharedSession, AsyncSessionSettings {
    /**
     * The session that a plain one belongs to, such as the plain session that a listener is given.
     *
     * @param plain a plain session
     * @return the session, or null if it is closed, or was not opened by an {@link AsyncSessionMaker}
     */
    static @Nullable AsyncSession of(Session plain) {
        return PlainSession.faceOf(plain);
    }

    /**
     * Makes a new entity persistent.
     *
     * @param entity the entity
     * @return a future that completes when it is managed; it fails with {@link EntityNotMapped} (ER-505)
     */
    CompletableFuture<Void> persist(Object entity);

    /**
     * Makes new entities persistent, in order, as one operation.
     *
     * @param entities the entities
     * @return a future that completes when they are managed; it fails with {@link EntityNotMapped} (ER-505)
     */
    CompletableFuture<Void> persistAll(Object... entities);

    /**
     * The entity with an identifier; one that the session holds is answered without I/O.
     *
     * @param type the entity's class
     * @param id its identifier
     * @param options how to find it, such as a {@link jakarta.persistence.LockModeType}
     * @param <T> that class
     * @return a future of the entity, or of null if there is none; it fails with {@link EntityNotMapped} (ER-505)
     */
    <T> CompletableFuture<@Nullable T> find(Class<T> type, Object id, FindOption... options);

    /**
     * The entity with an identifier, which there is.
     *
     * @param type the entity's class
     * @param id its identifier
     * @param options how to find it, such as a {@link jakarta.persistence.LockModeType}
     * @param <T> that class
     * @return a future of the entity; it fails with {@link jakarta.persistence.EntityNotFoundException} if there is
     *     none
     */
    <T> CompletableFuture<T> getOne(Class<T> type, Object id, FindOption... options);

    /**
     * The entity with an identifier, with what a graph names.
     *
     * @param graph what is fetched with it, made by the session factory
     * @param id its identifier
     * @param options how to find it, such as a {@link jakarta.persistence.LockModeType}
     * @param <T> the entity's class
     * @return a future of the entity, or of null if there is none
     */
    <T> CompletableFuture<@Nullable T> find(EntityGraph<T> graph, Object id, FindOption... options);

    /**
     * The entities with some identifiers, read by as few statements as may be.
     *
     * @param type the entities' class
     * @param ids their identifiers
     * @param options how to find them, such as a {@link jakarta.persistence.LockModeType} or a
     *     {@link org.hibernate.BatchSize}
     * @param <T> that class
     * @return a future of a list in the order of the identifiers, with null where there is none
     */
    <T> CompletableFuture<List<@Nullable T>> findMultiple(Class<T> type, List<?> ids, FindOption... options);

    /**
     * The entity with a natural identifier of one or several attributes.
     *
     * @param type the entity's class
     * @param naturalId the values of the attributes that are mapped as {@code @NaturalId}, by their names
     * @param <T> that class
     * @return a future of the entity, or of null if there is none
     */
    <T> CompletableFuture<@Nullable T> findByNaturalId(Class<T> type, Map<String, ?> naturalId);

    /**
     * An entity with an identifier that is not read before it is needed.
     *
     * @param type the entity's class
     * @param id its identifier
     * @param <T> that class
     * @return a future of the entity or of a proxy of it, without I/O
     */
    <T> CompletableFuture<T> getReference(Class<T> type, Object id);

    /**
     * Copies the state of a detached or new entity onto the managed one with its identifier.
     *
     * @param entity the entity to copy from
     * @param <T> its type
     * @return a future of the managed entity
     */
    <T> CompletableFuture<T> merge(T entity);

    /**
     * Copies the states of entities onto the managed ones, in order, as one operation.
     *
     * @param entities the entities to copy from
     * @param <T> their type
     * @return a future of the managed entities, in the same order
     */
    <T> CompletableFuture<List<T>> mergeAll(List<T> entities);

    /**
     * Removes an entity, at the next flush.
     *
     * @param entity a managed entity
     * @return a future that completes when it is marked, its cascades loaded
     */
    CompletableFuture<Void> remove(Object entity);

    /**
     * Removes entities, in order, as one operation.
     *
     * @param entities managed entities
     * @return a future that completes when they are marked, their cascades loaded
     */
    CompletableFuture<Void> removeAll(Object... entities);

    /**
     * Locks an entity's row, or checks its version.
     *
     * @param entity a managed entity
     * @param mode how
     * @param options how long to wait, and what is locked with it, such as a {@link jakarta.persistence.Timeout}
     * @return a future that completes when it is locked
     */
    CompletableFuture<Void> lock(Object entity, LockModeType mode, LockOption... options);

    /**
     * How an entity's row is locked.
     *
     * @param entity a managed entity
     * @return a future of the mode
     */
    CompletableFuture<LockModeType> getLockMode(Object entity);

    /**
     * Reads an entity's state from the database again, and what its mapping says to refresh with it.
     *
     * @param entity a managed entity
     * @param options how to refresh it, such as a {@link jakarta.persistence.LockModeType}
     * @return a future that completes when it is up to date
     */
    CompletableFuture<Void> refresh(Object entity, RefreshOption... options);

    /**
     * Reads the states of entities again, in order, as one operation.
     *
     * @param entities managed entities
     * @return a future that completes when they are up to date
     */
    CompletableFuture<Void> refreshAll(Object... entities);

    /**
     * Tells whether a flush would write anything.
     *
     * @return a future of the answer
     */
    CompletableFuture<Boolean> isDirty();

    /**
     * The entities that the next flush will insert; those whose identifiers the database makes are inserted before.
     *
     * @return a future of a list, in no particular order
     */
    CompletableFuture<List<Object>> newObjects();

    /**
     * The entities whose changes the next flush will write.
     *
     * @return a future of a list, in no particular order; a changed collection alone makes no entity dirty
     */
    CompletableFuture<List<Object>> dirtyObjects();

    /**
     * The entities that the next flush will delete.
     *
     * @return a future of a list, in no particular order
     */
    CompletableFuture<List<Object>> removedObjects();

    /**
     * The entities that this session holds, but those that are to be deleted.
     *
     * @return a future of a list, in no particular order
     */
    CompletableFuture<List<Object>> managedObjects();

    /**
     * Tells whether the next flush will write anything of one entity or of its collections.
     *
     * @param entity the entity
     * @return a future of the answer, false for an entity that this session does not hold
     */
    CompletableFuture<Boolean> isModified(Object entity);

    /**
     * What this session, and any other of its maker, knows an entity by: its root class and its identifier.
     *
     * @param entity a managed or detached entity, or a proxy
     * @return a future of the key, without I/O; of null for an entity without an identifier
     */
    CompletableFuture<@Nullable EntityKey> identityKey(Object entity);

    /**
     * Rolls back what was not committed and takes all entities out, so that the session is as it was at first.
     *
     * @return a future that completes when that is done
     */
    CompletableFuture<Void> reset();

    /**
     * Writes pending changes to the database, inside the transaction; outside of transactions too if
     * {@code hibernate.allow_update_outside_transaction} is set.
     *
     * @return a future that completes when they are written; it fails with {@link dev.weft.engine.TransactionInactive}
     *     (ER-311) if there is no transaction and has to be
     */
    CompletableFuture<Void> flush();

    /**
     * Takes an entity out of the session; its pending changes are lost.
     *
     * @param entity a managed entity
     * @return a future that completes when it is detached
     */
    CompletableFuture<Void> detach(Object entity);

    /**
     * Takes all entities out of the session; pending changes are lost.
     *
     * @return a future that completes when the session is empty
     */
    CompletableFuture<Void> clear();

    /**
     * Tells whether an entity is managed by this session.
     *
     * @param entity the entity
     * @return a future of the answer
     */
    CompletableFuture<Boolean> contains(Object entity);

    /**
     * Reads something of an entity, and loads what it is and what is read on the way, such as
     * {@code session.fetch(book, b -> b.getAuthor().getBooks())}.
     *
     * @param entity a managed entity
     * @param attribute what to read, called in the operation
     * @param <E> the entity's type
     * @param <T> the type of what is read
     * @return a future of what was read, loaded
     */
    <E, T extends @Nullable Object> CompletableFuture<T> fetch(E entity, Function<? super E, ? extends T> attribute);

    /**
     * The entity behind a proxy, loaded.
     *
     * @param entity a proxy, or an entity
     * @param <T> its type
     * @return a future of the entity itself
     */
    <T> CompletableFuture<T> unproxy(T entity);

    /**
     * Runs work inside a transaction of this session: commits when the stage it answers completes, rolls back when that
     * fails or is cancelled. The session stays open.
     *
     * @param work called inside an awaitlet with this session; it may compose stages or await them. After a commit or
     *     rollback of its own, further operations are refused with {@link dev.weft.engine.TransactionInactive} (ER-311)
     * @param <T> the type of its result
     * @return a future of the work's result, complete after the commit; cancelling it cancels the work, without waiting
     *     for its end: until then others are refused ({@link SessionSharedAcrossTasks}, ER-501). It fails with
     *     {@link ForgottenOperation} (ER-506) if an operation still runs when the work's stage completes
     */
    <T extends @Nullable Object> CompletableFuture<T> begin(
            Function<? super AsyncSession, ? extends CompletionStage<T>> work);

    /**
     * Runs work from a savepoint of the transaction on: keeps what it did when the stage it answers completes, undoes
     * that alone when it fails or is cancelled. The transaction goes on in both cases. May be nested.
     *
     * <p>What is pending before is flushed first. After a rollback the session holds the entities it held at the
     * savepoint, read again where something had changed; entities that were made or found since are detached, and so
     * are those that were removed since.
     *
     * @param work called inside an awaitlet with this session; it may compose stages or await them
     * @param <T> the type of its result
     * @return a future of the work's result; cancelling it cancels the work, as {@link #begin(Function)} says. It fails
     *     with {@link dev.weft.engine.TransactionInactive} (ER-311) without a transaction, with
     *     {@link SessionRolledBack} (ER-504) if an operation failed and the work did not, with
     *     {@link ForgottenOperation} (ER-506) if an operation still runs when the work's stage completes
     */
    <T extends @Nullable Object> CompletableFuture<T> beginNested(
            Function<? super AsyncSession, ? extends CompletionStage<T>> work);

    /**
     * Runs blocking-style code on the plain session, as one operation in an awaitlet of its own.
     *
     * @param work the code; lazy loading works in it. What it throws is answered as it is
     * @param <T> the type of its result
     * @return a future of the code's result; cancelling it cancels the code
     */
    <T extends @Nullable Object> CompletableFuture<T> runSync(SyncWork<? super Session, T> work);

    /**
     * The plain session, for blocking-style code in the current awaitlet: a resource of try-with-resources.
     *
     * <p>It waits for operations under way. From now on this session is used through the plain one: operations of this
     * interface are refused with {@link SessionReentered} (ER-507), and closing either closes both, shielded from
     * cancels.
     *
     * @return the plain session
     * @throws dev.weft.awaitlet.NoAwaitletContext outside an awaitlet (ER-101)
     * @throws dev.weft.awaitlet.AwaitOnEventLoop on an event-loop thread (ER-102)
     * @throws SessionSharedAcrossTasks if this session belongs to another awaitlet (ER-501)
     * @throws dev.weft.engine.ResourceClosed if this session has been closed (ER-303)
     */
    Session sync();
}
