package dev.weft.hibernate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.event.service.spi.EventListenerGroup;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.InitializeCollectionEvent;
import org.hibernate.event.spi.InitializeCollectionEventListener;
import org.hibernate.event.spi.LoadEvent;
import org.hibernate.event.spi.LoadEventListener;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the lazy loads of one session factory: those of our sessions run as their operations or are
 * refused, those of other sessions are left alone.
 *
 * <p>Safe for use by many threads.
 */
final class LazyLoadGuard {
    private final Map<SessionImplementor, SessionCore<?>> sessions = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable SessionImplementor> closedSession = new AtomicReference<>();

    private LazyLoadGuard() {}

    /** The guard of a factory, which has one only. */
    static LazyLoadGuard of(SessionFactoryImplementor factory) {
        var registry = factory.getEventListenerRegistry();
        var collections = registry.getEventListenerGroup(EventType.INIT_COLLECTION);
        var loaders = listeners(collections);
        for (var loader : loaders) {
            if (loader instanceof Collections ours) {
                return ours.guard;
            }
        }
        var guard = new LazyLoadGuard();
        replace(collections, new Collections(guard, loaders));
        var entities = registry.getEventListenerGroup(EventType.LOAD);
        replace(entities, new Entities(guard, listeners(entities)));
        return guard;
    }

    private static <L> List<L> listeners(EventListenerGroup<L> group) {
        var all = new ArrayList<L>();
        group.fireEventOnEachListener(all, (listener, list) -> list.add(listener));
        return all;
    }

    private static <L> void replace(EventListenerGroup<L> group, L listener) {
        group.clearListeners();
        group.appendListener(listener);
    }

    void watch(SessionImplementor session, SessionCore<?> owner) {
        sessions.put(session, owner);
    }

    void forget(SessionImplementor session) {
        sessions.remove(session);
    }

    /** A session of the factory that was closed as soon as it was open, of the tenant of another one, if it has any. */
    SessionImplementor closedSession(SessionImplementor like) {
        var known = closedSession.get();
        if (known != null) {
            return known;
        }
        var builder = like.getFactory().withOptions();
        var tenant = like.getTenantIdentifierValue();
        if (tenant != null) {
            builder.tenantIdentifier(tenant);
        }
        var closed = builder.openSession();
        closed.close();
        closedSession.set(closed);
        return closed;
    }

    private void load(SessionImplementor session, Supplier<LazyPart> part, Runnable load) {
        var owner = sessions.get(session);
        if (owner == null) {
            load.run();
        } else {
            owner.loadLazily(() -> part.get().name(session.getFactory()), load);
        }
    }

    private record Collections(LazyLoadGuard guard, List<InitializeCollectionEventListener> loaders)
            implements InitializeCollectionEventListener {
        @Override
        public void onInitializeCollection(InitializeCollectionEvent event) {
            guard.load(
                    event.getSession(),
                    () -> new LazyPart.Collection(event.getCollection().getRole()),
                    () -> loaders.forEach(loader -> loader.onInitializeCollection(event)));
        }
    }

    private record Entities(LazyLoadGuard guard, List<LoadEventListener> loaders) implements LoadEventListener {
        @Override
        public void onLoad(LoadEvent event, LoadType type) {
            if (type == IMMEDIATE_LOAD) {
                guard.load(
                        event.getSession(),
                        () -> new LazyPart.Entity(event.getEntityClassName(), event.getEntityId()),
                        () -> loaders.forEach(loader -> loader.onLoad(event, type)));
            } else {
                loaders.forEach(loader -> loader.onLoad(event, type));
            }
        }
    }
}
