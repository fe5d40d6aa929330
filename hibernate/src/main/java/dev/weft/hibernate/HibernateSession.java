package dev.weft.hibernate;

import dev.weft.awaitlet.WeftException;
import dev.weft.engine.SyncWork;
import jakarta.persistence.FindOption;
import jakarta.persistence.RefreshOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.engine.spi.SessionImplementor;
import org.jspecify.annotations.Nullable;

/** The verbs of a session, each an operation of its core. */
final class HibernateSession implements AsyncSession {
    private final SessionCore core;

    HibernateSession(SessionCore core) {
        this.core = core;
    }

    @Override
    public CompletableFuture<Void> persist(Object entity) {
        return perform("persist", session -> session.persist(entity));
    }

    @Override
    public CompletableFuture<Void> persistAll(Object... entities) {
        var all = List.of(entities);
        return perform("persistAll", session -> all.forEach(session::persist));
    }

    @Override
    public <T> CompletableFuture<@Nullable T> find(Class<T> type, Object id, FindOption... options) {
        var chosen = options.clone();
        return core.operate("find", session -> session.find(type, id, chosen));
    }

    @Override
    public <T> CompletableFuture<T> merge(T entity) {
        return core.operate("merge", session -> session.merge(entity));
    }

    @Override
    public CompletableFuture<Void> remove(Object entity) {
        return perform("remove", session -> session.remove(entity));
    }

    @Override
    public CompletableFuture<Void> refresh(Object entity, RefreshOption... options) {
        var chosen = options.clone();
        return perform("refresh", session -> session.refresh(entity, chosen));
    }

    @Override
    public CompletableFuture<Void> flush() {
        return perform("flush", SessionImplementor::flush);
    }

    @Override
    public CompletableFuture<Void> detach(Object entity) {
        return perform("detach", session -> session.detach(entity));
    }

    @Override
    public CompletableFuture<Void> clear() {
        return perform("clear", SessionImplementor::clear);
    }

    @Override
    public CompletableFuture<Boolean> contains(Object entity) {
        return core.operate("contains", session -> session.contains(entity));
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> fetch(T association) {
        return core.operate("fetch", _ -> {
            Hibernate.initialize(association);
            return association;
        });
    }

    @Override
    public <R> AsyncSelectionQuery<R> createSelectionQuery(String hql, Class<R> resultType) {
        return new SelectionPlan<>(core, session -> session.createSelectionQuery(hql, resultType));
    }

    @Override
    public AsyncMutationQuery createMutationQuery(String hql) {
        return new MutationPlan(core, session -> session.createMutationQuery(hql));
    }

    @Override
    public <R> AsyncSelectionQuery<R> createNativeQuery(String sql, Class<R> resultType) {
        return new SelectionPlan<>(core, session -> session.createNativeQuery(sql, resultType));
    }

    @Override
    public AsyncMutationQuery createNativeMutationQuery(String sql) {
        return new MutationPlan(core, session -> session.createNativeMutationQuery(sql));
    }

    @Override
    public CompletableFuture<Void> begin() {
        return perform("begin", SessionImplementor::beginTransaction);
    }

    @Override
    public CompletableFuture<Void> commit() {
        return core.commit();
    }

    @Override
    public CompletableFuture<Void> rollback() {
        return core.rollback();
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> begin(
            Function<? super AsyncSession, ? extends CompletionStage<T>> work) {
        try {
            return new SessionBlock(core, true, false).start(() -> work.apply(this));
        } catch (WeftException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> runSync(SyncWork<? super Session, T> work) {
        return core.runSync(work);
    }

    @Override
    public Session sync() {
        return new PlainSession(core.hold(), core);
    }

    @Override
    public boolean isClosed() {
        return core.isClosed();
    }

    @Override
    public CompletableFuture<Void> aclose() {
        return core.aclose();
    }

    @Override
    public String toString() {
        return "AsyncSession[" + core + "]";
    }

    private CompletableFuture<Void> perform(String operation, Consumer<SessionImplementor> body) {
        return Completion.of(core.<@Nullable Void>operate(operation, session -> {
            body.accept(session);
            return null;
        }));
    }
}
