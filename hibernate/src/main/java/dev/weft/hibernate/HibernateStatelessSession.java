package dev.weft.hibernate;

import dev.weft.engine.SyncWork;
import jakarta.persistence.EntityGraph;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.StatelessSessionImplementor;
import org.hibernate.graph.GraphSemantic;
import org.jspecify.annotations.Nullable;

/** The verbs of a stateless session, each an operation of its core. */
final class HibernateStatelessSession extends CoreSession<StatelessSessionImplementor>
        implements AsyncStatelessSession {
    HibernateStatelessSession(SessionCore<StatelessSessionImplementor> core) {
        super(core);
    }

    @Override
    public <T> CompletableFuture<@Nullable T> get(Class<T> type, Object id) {
        return core().read("get", session -> session.get(type, id));
    }

    @Override
    public <T> CompletableFuture<@Nullable T> get(Class<T> type, Object id, LockMode mode) {
        return core().read("get", session -> session.get(type, id, mode));
    }

    @Override
    public <T> CompletableFuture<@Nullable T> get(EntityGraph<T> graph, GraphSemantic semantic, Object id) {
        return core().read("get", session -> session.get(graph, semantic, id));
    }

    @Override
    public <T> CompletableFuture<List<@Nullable T>> getMultiple(Class<T> type, List<?> ids) {
        var now = List.copyOf(ids);
        return core().read("getMultiple", session -> session.getMultiple(type, now));
    }

    @Override
    public CompletableFuture<Object> insert(Object entity) {
        return core().operate("insert", session -> session.insert(entity));
    }

    @Override
    public CompletableFuture<Void> insertMultiple(List<?> entities) {
        var now = List.copyOf(entities);
        return perform("insertMultiple", session -> session.insertMultiple(now));
    }

    @Override
    public CompletableFuture<Void> update(Object entity) {
        return perform("update", session -> session.update(entity));
    }

    @Override
    public CompletableFuture<Void> updateMultiple(List<?> entities) {
        var now = List.copyOf(entities);
        return perform("updateMultiple", session -> session.updateMultiple(now));
    }

    @Override
    public CompletableFuture<Void> delete(Object entity) {
        return perform("delete", session -> session.delete(entity));
    }

    @Override
    public CompletableFuture<Void> deleteMultiple(List<?> entities) {
        var now = List.copyOf(entities);
        return perform("deleteMultiple", session -> session.deleteMultiple(now));
    }

    @Override
    public CompletableFuture<Void> upsert(Object entity) {
        return perform("upsert", session -> session.upsert(entity));
    }

    @Override
    public CompletableFuture<Void> upsertMultiple(List<?> entities) {
        var now = List.copyOf(entities);
        return perform("upsertMultiple", session -> session.upsertMultiple(now));
    }

    @Override
    public CompletableFuture<Void> refresh(Object entity) {
        return load("refresh", session -> session.refresh(entity));
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> fetch(T association) {
        return core().read("fetch", session -> {
            session.fetch(association);
            return association;
        });
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> begin(
            Function<? super AsyncStatelessSession, ? extends CompletionStage<T>> work) {
        return inTransaction(() -> work.apply(this));
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> beginNested(
            Function<? super AsyncStatelessSession, ? extends CompletionStage<T>> work) {
        return nested(() -> work.apply(this));
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> runSync(SyncWork<? super StatelessSession, T> work) {
        return core().runSync(work);
    }

    @Override
    public String toString() {
        return "AsyncStatelessSession[" + core() + "]";
    }
}
