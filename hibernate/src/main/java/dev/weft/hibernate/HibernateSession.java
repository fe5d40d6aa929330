package dev.weft.hibernate;

import dev.weft.engine.SyncWork;
import jakarta.persistence.EntityGraph;
import jakarta.persistence.EntityNotFoundException;
import jakarta.persistence.FindOption;
import jakarta.persistence.LockModeType;
import jakarta.persistence.LockOption;
import jakarta.persistence.RefreshOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.hibernate.Hibernate;
import org.hibernate.KeyType;
import org.hibernate.Session;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.proxy.HibernateProxy;
import org.jspecify.annotations.Nullable;

/** The verbs of a session, each an operation of its core(). */
final class HibernateSession extends CoreSettings implements AsyncSession {
    HibernateSession(SessionCore<SessionImplementor> core) {
        super(core);
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
        return core().read("find", session -> session.find(type, id, chosen));
    }

    @Override
    public <T> CompletableFuture<T> getOne(Class<T> type, Object id, FindOption... options) {
        var chosen = options.clone();
        return core().read("getOne", session -> {
            var found = session.find(type, id, chosen);
            if (found == null) {
                throw new EntityNotFoundException("there is no " + type.getSimpleName() + " with this identifier");
            }
            return found;
        });
    }

    @Override
    public <T> CompletableFuture<@Nullable T> find(EntityGraph<T> graph, Object id, FindOption... options) {
        var chosen = options.clone();
        return core().read("find", session -> session.find(graph, id, chosen));
    }

    @Override
    public <T> CompletableFuture<List<@Nullable T>> findMultiple(Class<T> type, List<?> ids, FindOption... options) {
        var now = List.copyOf(ids);
        var chosen = options.clone();
        return core().read("findMultiple", session -> session.findMultiple(type, now, chosen));
    }

    @Override
    public <T> CompletableFuture<@Nullable T> findByNaturalId(Class<T> type, Map<String, ?> naturalId) {
        var now = Map.copyOf(naturalId);
        return core().read("findByNaturalId", session -> session.find(type, now, KeyType.NATURAL));
    }

    @Override
    public <T> CompletableFuture<T> getReference(Class<T> type, Object id) {
        return core().read("getReference", session -> session.getReference(type, id));
    }

    @Override
    public <T> CompletableFuture<T> merge(T entity) {
        return core().operate("merge", session -> session.merge(entity));
    }

    @Override
    public <T> CompletableFuture<List<T>> mergeAll(List<T> entities) {
        var all = List.copyOf(entities);
        return core().operate(
                        "mergeAll", session -> all.stream().map(session::merge).toList());
    }

    @Override
    public CompletableFuture<Void> removeAll(Object... entities) {
        var all = List.of(entities);
        return perform("removeAll", session -> all.forEach(session::remove));
    }

    @Override
    public CompletableFuture<Void> lock(Object entity, LockModeType mode, LockOption... options) {
        var chosen = options.clone();
        return perform("lock", session -> session.lock(entity, mode, chosen));
    }

    @Override
    public CompletableFuture<LockModeType> getLockMode(Object entity) {
        return core().operate("getLockMode", session -> session.getLockMode(entity));
    }

    @Override
    public CompletableFuture<Void> refreshAll(Object... entities) {
        var all = List.of(entities);
        return load("refreshAll", session -> all.forEach(session::refresh));
    }

    @Override
    public CompletableFuture<Boolean> isDirty() {
        return core().operate("isDirty", SessionImplementor::isDirty);
    }

    @Override
    public CompletableFuture<List<Object>> newObjects() {
        return core().operate("newObjects", PendingEntities::inserted);
    }

    @Override
    public CompletableFuture<List<Object>> dirtyObjects() {
        return core().operate("dirtyObjects", PendingEntities::changed);
    }

    @Override
    public CompletableFuture<List<Object>> removedObjects() {
        return core().operate("removedObjects", PendingEntities::deleted);
    }

    @Override
    public CompletableFuture<List<Object>> managedObjects() {
        return core().operate("managedObjects", PendingEntities::kept);
    }

    @Override
    public CompletableFuture<Boolean> isModified(Object entity) {
        return core().operate("isModified", session -> PendingEntities.isModified(session, entity));
    }

    @Override
    public CompletableFuture<@Nullable EntityKey> identityKey(Object entity) {
        return core().operate("identityKey", session -> keyOf(session, entity));
    }

    private static @Nullable EntityKey keyOf(SessionImplementor session, Object entity) {
        var proxy = HibernateProxy.extractLazyInitializer(entity);
        if (proxy != null) {
            var persister = session.getFactory().getMappingMetamodel().getEntityDescriptor(proxy.getEntityName());
            return session.generateEntityKey(proxy.getInternalIdentifier(), persister);
        }
        var persister = session.getEntityPersister(null, entity);
        var id = persister.getIdentifier(entity, session);
        return id == null ? null : session.generateEntityKey(id, persister);
    }

    @Override
    public CompletableFuture<Void> reset() {
        return core().reset();
    }

    @Override
    public CompletableFuture<Void> remove(Object entity) {
        return perform("remove", session -> session.remove(entity));
    }

    @Override
    public CompletableFuture<Void> refresh(Object entity, RefreshOption... options) {
        var chosen = options.clone();
        return load("refresh", session -> session.refresh(entity, chosen));
    }

    @Override
    public CompletableFuture<Void> flush() {
        return perform("flush", session -> {
            if (!session.getFactory().getSessionFactoryOptions().isAllowOutOfTransactionUpdateOperations()) {
                core().requireTransaction("flush in");
            }
            session.flush();
        });
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
        return core().operate("contains", session -> session.contains(entity));
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> fetch(T association) {
        return core().read("fetch", _ -> {
            Hibernate.initialize(association);
            return association;
        });
    }

    @Override
    public <E, T extends @Nullable Object> CompletableFuture<T> fetch(
            E entity, Function<? super E, ? extends T> attribute) {
        return core().read("fetch", _ -> {
            T value = attribute.apply(entity);
            Hibernate.initialize(value);
            return value;
        });
    }

    @Override
    public <T> CompletableFuture<T> unproxy(T entity) {
        return core().read("unproxy", _ -> {
            Hibernate.initialize(entity);
            return type(entity, Hibernate.unproxy(entity));
        });
    }

    @SuppressWarnings({"unchecked", "unused"}) // what is behind a proxy has the proxy's type
    private static <T> T type(T proxy, Object entity) {
        return (T) entity;
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> begin(
            Function<? super AsyncSession, ? extends CompletionStage<T>> work) {
        return inTransaction(() -> work.apply(this));
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> beginNested(
            Function<? super AsyncSession, ? extends CompletionStage<T>> work) {
        return nested(() -> work.apply(this));
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> runSync(SyncWork<? super Session, T> work) {
        return core().runSync(work);
    }

    @Override
    public Session sync() {
        return new PlainSession(core().hold(), core());
    }

    @Override
    public String toString() {
        return "AsyncSession[" + core() + "]";
    }
}
