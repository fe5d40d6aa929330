package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.ResourceClosed;
import dev.weft.engine.SyncWork;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.engine.creation.CommonBuilder;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.relational.SchemaManager;
import org.jspecify.annotations.Nullable;

/** The one implementation of a maker: a source of its factory, and the blocks around its sessions. */
final class SessionMaker implements AsyncSessionMaker {
    private static final AsyncOptions SCHEMA = AsyncOptions.defaults().named("schema management");

    private final OrmSource source;
    private final SessionOpening opening;
    private final Duration finishTimeout;
    private final OpenSessions open;
    private final AtomicLong opened;
    private final AtomicReference<@Nullable ScopedSessions> byAwaitlet = new AtomicReference<>();

    SessionMaker(OrmSource source, Duration finishTimeout) {
        this(source, SessionOpening.PLAIN, finishTimeout, new AtomicLong(), new OpenSessions(finishTimeout));
    }

    private SessionMaker(
            OrmSource source, SessionOpening opening, Duration finishTimeout, AtomicLong opened, OpenSessions open) {
        this.source = source;
        this.opening = opening;
        this.finishTimeout = finishTimeout;
        this.opened = opened;
        this.open = open;
    }

    private AsyncSessionMaker opening(SessionOpening other) {
        return new SessionMaker(source, other, finishTimeout, opened, open);
    }

    @Override
    public AsyncSessionMaker with(Consumer<? super CommonBuilder> setup) {
        return opening(opening.and(setup));
    }

    @Override
    public AsyncSessionMaker on(AsyncEngine engine) {
        source.requireSameDialect(engine);
        return opening(opening.on(engine.dataSource()));
    }

    private <S extends SharedSessionContractImplementor> SessionCore<S> newCore(SessionKind<S> kind) {
        var name = kind + " " + opened.incrementAndGet();
        var core = new SessionCore<>(name, kind, source, opening, finishTimeout, open);
        open.enter(core.place());
        return core;
    }

    @Override
    public AsyncSession openSession() {
        return shown(newCore(SessionKind.STATEFUL), HibernateSession::new);
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> begin(
            Function<? super AsyncSession, ? extends CompletionStage<T>> work) {
        return block(SessionKind.STATEFUL, true, HibernateSession::new, work);
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> withSession(
            Function<? super AsyncSession, ? extends CompletionStage<T>> work) {
        return block(SessionKind.STATEFUL, false, HibernateSession::new, work);
    }

    private static <S extends SharedSessionContractImplementor, A extends CoreSession<S>> A shown(
            SessionCore<S> core, Function<SessionCore<S>, A> form) {
        return core.shownAs(form.apply(core));
    }

    private <S extends SharedSessionContractImplementor, A extends CoreSession<S>, T extends @Nullable Object>
            CompletableFuture<T> block(
                    SessionKind<S> kind,
                    boolean transaction,
                    Function<SessionCore<S>, A> form,
                    Function<? super A, ? extends CompletionStage<T>> work) {
        SessionCore<S> core;
        try {
            core = newCore(kind);
        } catch (ResourceClosed refused) {
            return CompletableFuture.failedFuture(refused);
        }
        var session = shown(core, form);
        return SessionBlock.withSession(core, transaction).start(() -> work.apply(session));
    }

    @Override
    public AsyncStatelessSession openStatelessSession() {
        return shown(newCore(SessionKind.STATELESS), HibernateStatelessSession::new);
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> beginStateless(
            Function<? super AsyncStatelessSession, ? extends CompletionStage<T>> work) {
        return block(SessionKind.STATELESS, true, HibernateStatelessSession::new, work);
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> withStatelessSession(
            Function<? super AsyncStatelessSession, ? extends CompletionStage<T>> work) {
        return block(SessionKind.STATELESS, false, HibernateStatelessSession::new, work);
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> inTransaction(SyncWork<? super Session, T> work) {
        return this.<T>begin(session -> session.runSync(work));
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> runSync(SyncWork<? super Session, T> work) {
        return this.<T>withSession(session -> session.runSync(work));
    }

    @Override
    public CompletableFuture<Void> createSchema() {
        return schema(schema -> schema.exportMappedObjects(false));
    }

    @Override
    public CompletableFuture<Void> dropSchema() {
        return schema(schema -> schema.dropMappedObjects(false));
    }

    @Override
    public CompletableFuture<Void> validateSchema() {
        return schema(SchemaManager::validateMappedObjects);
    }

    private CompletableFuture<Void> schema(Consumer<SchemaManager> task) {
        if (opening.connections() != null) {
            return CompletableFuture.failedFuture(new FeatureRefused(
                    "The tables of another engine are not made through a view of this maker.",
                    "Use a maker of that engine."));
        }
        return Completion.of(Awaitlets.async(SCHEMA, () -> {
            var factory = await(source.get()).factory();
            try {
                task.accept(factory.getSchemaManager());
            } catch (Exception failure) {
                throw OrmFailures.told(failure, factory);
            }
        }));
    }

    @Override
    public CompletableFuture<SessionFactory> sessionFactory() {
        return source.get().thenApply(Orm::factory);
    }

    @Override
    public AsyncScopedSessions scoped() {
        var known = byAwaitlet.get();
        if (known != null) {
            return known;
        }
        var mine = open.ending(ScopedSessions.ofAwaitlets(this));
        var before = byAwaitlet.compareAndExchange(null, mine);
        return before == null ? mine : before;
    }

    @Override
    public AsyncScopedSessions scoped(Supplier<?> key) {
        return open.ending(new ScopedSessions(this, key));
    }

    @Override
    public CompletableFuture<@Nullable AsyncSession> sessionHolding(Object entity) {
        return open.holding(entity);
    }

    @Override
    public CompletableFuture<Void> closeAll() {
        return open.closeAll();
    }

    @Override
    public CompletableFuture<Void> aclose() {
        return open.aclose(source::aclose);
    }
}
