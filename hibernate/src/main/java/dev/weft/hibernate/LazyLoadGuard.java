package dev.weft.hibernate;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.hibernate.SessionEventListener;
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
    private final Map<Key, WeakReference<SessionCore<?>>> sessions = new ConcurrentHashMap<>();
    private final ReferenceQueue<SessionImplementor> forgotten = new ReferenceQueue<>();
    private final AtomicReference<@Nullable SessionImplementor> closedSession = new AtomicReference<>();

    private LazyLoadGuard() {}

    /** The guard of a factory, which has one only. */
    static LazyLoadGuard of(SessionFactoryImplementor factory) {
        var known = find(factory);
        if (known != null) {
            return known;
        }
        var registry = factory.getEventListenerRegistry();
        var collections = registry.getEventListenerGroup(EventType.INIT_COLLECTION);
        var loaders = listeners(collections);
        var guard = new LazyLoadGuard();
        replace(collections, new Collections(guard, loaders));
        var entities = registry.getEventListenerGroup(EventType.LOAD);
        replace(entities, new Entities(guard, listeners(entities)));
        return guard;
    }

    /** The guard of a factory, if it has one. */
    static @Nullable LazyLoadGuard find(SessionFactoryImplementor factory) {
        var group = factory.getEventListenerRegistry().getEventListenerGroup(EventType.INIT_COLLECTION);
        for (var listener : listeners(group)) {
            if (listener instanceof Collections ours) {
                return ours.guard;
            }
        }
        return null;
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

    /** A session that may be forgotten without a close; equal to another of the same session. */
    private static final class Key extends WeakReference<SessionImplementor> {
        private final int hash;

        Key(SessionImplementor session, @Nullable ReferenceQueue<SessionImplementor> queue) {
            super(session, queue);
            this.hash = System.identityHashCode(session);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || (other instanceof Key that && get() != null && that.refersTo(get()));
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /**
     * What a plain session holds of ours, so that neither is collected before the other.
     *
     * @param core ours
     */
    private record Ours(SessionCore<?> core) implements SessionEventListener {}

    void watch(SessionImplementor session, SessionCore<?> owner) {
        for (@Nullable Reference<?> gone = forgotten.poll(); gone != null; gone = forgotten.poll()) {
            sessions.remove(gone);
        }
        session.addEventListeners(new Ours(owner));
        sessions.put(new Key(session, forgotten), new WeakReference<>(owner));
    }

    void forget(SessionImplementor session) {
        sessions.remove(new Key(session, null));
    }

    /** Whose a plain session is, if it is one of ours and open. */
    @Nullable
    SessionCore<?> owner(SessionImplementor session) {
        var owner = sessions.get(new Key(session, null));
        return owner == null ? null : owner.get();
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
        var owner = owner(session);
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
