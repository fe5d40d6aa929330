package dev.weft.hibernate;

import dev.weft.awaitlet.AsyncCloseable;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.SyncWork;
import jakarta.persistence.EntityManagerFactory;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.engine.creation.CommonBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What makes the sessions of one engine: a plain Hibernate {@link SessionFactory} whose connections come from that
 * engine, and the blocks that open, commit and close sessions as a unit.
 *
 * <ul>
 *   <li>Creating it does no I/O and starts no thread: the factory is built in an awaitlet when it is first needed. If
 *       that fails, the operation that needed it fails, and the next one tries again.
 *   <li>A block ({@link #begin(Function) begin}, {@link #withSession withSession}, {@link #inTransaction
 *       inTransaction}, {@link #runSync runSync}) has a session of its own, closed when its future completes. Its
 *       commit and its close are one unit that a cancel cannot split.
 *   <li>An operation still running when its block ends is a {@link ForgottenOperation} (ER-506): the block fails, and
 *       its transaction is rolled back.
 *   <li>Sessions never expire entities: they stay usable after commit and close, without I/O.
 * </ul>
 *
 * <p>Safe for use by many threads. After SQLAlchemy's {@code async_sessionmaker}.
 */
public interface AsyncSessionMaker extends AsyncCloseable {
    /**
     * A maker with the default options.
     *
     * @param engine where the connections come from; it is not closed with the maker
     * @param entities the mapped classes
     * @return the maker
     */
    static AsyncSessionMaker create(AsyncEngine engine, Class<?>... entities) {
        return create(engine, SessionOptions.defaults(), entities);
    }

    /**
     * A maker.
     *
     * @param engine where the connections come from; it is not closed with the maker
     * @param options Hibernate's settings, and how long the end of a block may take
     * @param entities the mapped classes
     * @return the maker
     */
    static AsyncSessionMaker create(AsyncEngine engine, SessionOptions options, Class<?>... entities) {
        return new SessionMaker(BuiltOrm.with(engine, options, entities), options.finishTimeout());
    }

    /**
     * A maker over a session factory that exists, whose connections come from {@link AsyncEngine#dataSource()}.
     *
     * @param factory the factory, Hibernate's or JPA's; it is not closed with the maker. Two of its event listeners are
     *     wrapped, to name what was read when a lazy load is refused
     * @return the maker
     * @throws jakarta.persistence.PersistenceException if the factory is not one of Hibernate
     */
    static AsyncSessionMaker of(EntityManagerFactory factory) {
        return new SessionMaker(
                OrmSource.given(factory), SessionOptions.defaults().finishTimeout());
    }

    /**
     * This maker with something to ask for each session: a view that shares the session factory and everything else. It
     * needs no closing: whoever closes it closes this maker and all its views.
     *
     * <pre>{@code
     * var archive = sessions.with(builder -> builder.readOnly(true));
     * }</pre>
     *
     * @param setup called in an awaitlet for each session, after what this maker asks: for its tenant, its interceptor,
     *     its cache mode, the instant it looks back to and all else that Hibernate's builder offers
     * @return a view
     */
    AsyncSessionMaker with(Consumer<? super CommonBuilder> setup);

    /**
     * This maker for a tenant; otherwise as {@link #with}.
     *
     * @param tenant its identifier, as the factory's tenancy has it
     * @return a view
     */
    default AsyncSessionMaker forTenant(Object tenant) {
        Objects.requireNonNull(tenant, "tenant");
        return with(builder -> builder.tenantIdentifier(tenant));
    }

    /**
     * This maker over the connections of another engine, such as that of a replica, of a shard, or
     * {@link dev.weft.engine.AsyncConnection#asEngine() of a connection} whose transaction its sessions are to join; a
     * view that shares the session factory.
     *
     * <ul>
     *   <li>Its sessions hold a connection from the first statement of a transaction to its end, as all do; a plain
     *       session of theirs, such as {@link AsyncSession#sync()}, that reads outside of transactions holds one until
     *       it ends.
     *   <li>Its schema tasks are refused with {@link dev.weft.engine.FeatureRefused} (ER-601).
     * </ul>
     *
     * @param engine where its sessions have their connections from; it is not closed with the maker
     * @return a view
     * @throws IllegalArgumentException if the engine is known to be of another dialect
     */
    AsyncSessionMaker on(AsyncEngine engine);

    /**
     * A session that takes a connection when it first needs one.
     *
     * @return a new session, to be closed by the caller
     * @throws dev.weft.engine.ResourceClosed if this maker has been closed (ER-303)
     */
    AsyncSession openSession();

    /**
     * Runs work on a session of its own inside a transaction: commits when the stage it answers completes, rolls back
     * when that fails or is cancelled, and closes the session in every case.
     *
     * <p>The session is opened and the transaction begun by the first operation that the work asks for: work that asks
     * for none takes no connection. The flush before the commit can be cancelled; then commit and close are one unit,
     * awaited for at most {@link SessionOptions#finishTimeout()}.
     *
     * @param work called inside an awaitlet; it may compose stages or await them. After a commit or rollback of its
     *     own, further operations are refused with {@link dev.weft.engine.TransactionInactive} (ER-311)
     * @param <T> the type of its result
     * @return a future of the work's result, complete after the commit; cancelling it cancels the work. It fails with
     *     {@link ForgottenOperation} (ER-506) if an operation still runs when the work's stage completes, and with
     *     {@link dev.weft.engine.CommitOutcomeUnknown} (ER-312) if the commit ended without a reply
     */
    <T extends @Nullable Object> CompletableFuture<T> begin(
            Function<? super AsyncSession, ? extends CompletionStage<T>> work);

    /**
     * Runs work on a session of its own, without a transaction unless the work begins one, and closes the session. What
     * the work has not committed is rolled back.
     *
     * @param work called inside an awaitlet; it may compose stages or await them
     * @param <T> the type of its result
     * @return a future of the work's result, complete after the close; cancelling it cancels the work. It fails with
     *     {@link ForgottenOperation} (ER-506) if an operation still runs when the work's stage completes
     */
    <T extends @Nullable Object> CompletableFuture<T> withSession(
            Function<? super AsyncSession, ? extends CompletionStage<T>> work);

    /**
     * A stateless session that takes a connection when it first needs one.
     *
     * @return a new session, to be closed by the caller
     * @throws dev.weft.engine.ResourceClosed if this maker has been closed (ER-303)
     */
    AsyncStatelessSession openStatelessSession();

    /**
     * Runs work on a stateless session of its own inside a transaction, as {@link #begin(Function)} does.
     *
     * @param work called inside an awaitlet; it may compose stages or await them
     * @param <T> the type of its result
     * @return a future of the work's result, complete after the commit; cancelling it cancels the work
     */
    <T extends @Nullable Object> CompletableFuture<T> beginStateless(
            Function<? super AsyncStatelessSession, ? extends CompletionStage<T>> work);

    /**
     * Runs work on a stateless session of its own, as {@link #withSession} does.
     *
     * @param work called inside an awaitlet; it may compose stages or await them
     * @param <T> the type of its result
     * @return a future of the work's result, complete after the close; cancelling it cancels the work
     */
    <T extends @Nullable Object> CompletableFuture<T> withStatelessSession(
            Function<? super AsyncStatelessSession, ? extends CompletionStage<T>> work);

    /**
     * Runs blocking-style code on a plain session of its own inside a transaction, as {@link #begin(Function)} does.
     *
     * @param work the code, run in an awaitlet; lazy loading works in it
     * @param <T> the type of its result
     * @return a future of the code's result, complete after the commit; cancelling it cancels the code
     */
    <T extends @Nullable Object> CompletableFuture<T> inTransaction(SyncWork<? super Session, T> work);

    /**
     * Runs blocking-style code on a plain session of its own, as {@link #withSession} does.
     *
     * @param work the code, run in an awaitlet; lazy loading works in it
     * @param <T> the type of its result
     * @return a future of the code's result, complete after the close; cancelling it cancels the code
     */
    <T extends @Nullable Object> CompletableFuture<T> runSync(SyncWork<? super Session, T> work);

    /**
     * Creates the tables, sequences and constraints of the mapped entities; not the schemas they are in.
     *
     * @return a future that completes when they are there; it fails if one of them exists already
     */
    CompletableFuture<Void> createSchema();

    /**
     * Drops the tables, sequences and constraints of the mapped entities, those that exist.
     *
     * @return a future that completes when they are gone
     */
    CompletableFuture<Void> dropSchema();

    /**
     * Checks that the database has the tables and columns that the mapped entities need.
     *
     * @return a future that completes when that is so; it fails with Hibernate's description of the first difference
     */
    CompletableFuture<Void> validateSchema();

    /**
     * The plain session factory behind this maker, for all that it can do and this interface does not name; what waits
     * for the database has to run in an awaitlet.
     *
     * @return a future of the factory, built if need be
     */
    CompletableFuture<SessionFactory> sessionFactory();

    /**
     * Sessions by the awaitlet that asks for them, for code that cannot be handed its session. An awaitlet that it
     * starts has another.
     *
     * @return the sessions, the same at every call, which end with this maker; they throw
     *     {@link dev.weft.awaitlet.NoAwaitletContext} (ER-101) outside awaitlets
     */
    AsyncScopedSessions scoped();

    /**
     * Sessions by a key of your own, such as a request.
     *
     * @param key called to know the current key, never null; with a key that is an awaitlet, a session is closed when
     *     that ends
     * @return the sessions, others at every call, which end with this maker
     */
    AsyncScopedSessions scoped(Supplier<?> key);

    /**
     * The open session of this maker that holds an entity. Each one is asked in its turn, so this takes as long as what
     * the sessions do now, unless the holder is found before.
     *
     * @param entity an entity
     * @return a future of the session, or of null if none holds it
     */
    CompletableFuture<@Nullable AsyncSession> sessionHolding(Object entity);

    /**
     * Closes every open session of this maker, each after the operations that it has been asked for. What was not
     * committed is rolled back; a block that still runs fails with {@link dev.weft.engine.ResourceClosed} (ER-303). New
     * sessions can be opened.
     *
     * @return a future that completes when they are closed
     */
    CompletableFuture<Void> closeAll();

    /**
     * Closes this maker, its sessions, and the session factory, if it was built by this maker. The engine stays open.
     *
     * <ul>
     *   <li>New sessions are refused at once with {@link dev.weft.engine.ResourceClosed} (ER-303).
     *   <li>Sessions in use have {@link SessionOptions#finishTimeout()} to come to their end: those with a block or an
     *       operation under way, and those of an awaitlet that has not ended and is not the caller's. Then they are
     *       cancelled and closed, what they have not committed is rolled back.
     *   <li>The other sessions are closed at once.
     * </ul>
     *
     * @return a future that completes when that is done; the same at every call
     */
    @Override
    CompletableFuture<Void> aclose();
}
