package dev.weft.hibernate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SessionImplementor;
import org.jspecify.annotations.Nullable;

/**
 * What a session knew of the database at a savepoint, to be known again after a rollback to it.
 *
 * <p>After the rollback the session holds the entities that it held then, with the state that the database has: those
 * that were written or changed since are read again. Others, among them new ones, are detached; one that was removed
 * since stays so.
 */
@SuppressWarnings("ReferenceEquality") // another array or snapshot is what tells of a write
final class KnownEntities {
    private final SessionImplementor session;
    private final IdentityHashMap<Object, Object @Nullable []> states = new IdentityHashMap<>();
    private final IdentityHashMap<PersistentCollection<?>, @Nullable Serializable> contents = new IdentityHashMap<>();

    private KnownEntities(SessionImplementor session) {
        this.session = session;
    }

    /** What a session knows now, with nothing pending. */
    static KnownEntities of(SessionImplementor session) {
        var known = new KnownEntities(session);
        var context = session.getPersistenceContextInternal();
        for (var entity : context.reentrantSafeEntityEntries()) {
            known.states.put(entity.getKey(), entity.getValue().getLoadedState());
        }
        context.forEachCollectionEntry(
                (collection, entry) -> known.contents.put(collection, entry.getSnapshot()), false);
        return known;
    }

    /** Brings the session back to that. */
    void restore() {
        session.asEventSource().getActionQueue().clear();
        for (var stale : stale()) {
            session.refresh(stale);
        }
    }

    private List<Object> stale() {
        var context = session.getPersistenceContextInternal();
        var owners = new IdentityHashMap<Object, Boolean>();
        context.forEachCollectionEntry(
                (collection, entry) -> {
                    var owner = collection.getOwner();
                    if (owner != null && changed(collection, entry.getSnapshot())) {
                        owners.put(owner, true);
                    }
                },
                false);
        var stale = new ArrayList<Object>();
        for (var entity : context.reentrantSafeEntityEntries()) {
            var instance = entity.getKey();
            if (!states.containsKey(instance) || entity.getValue().getStatus().isDeletedOrGone()) {
                session.evict(instance);
            } else if (owners.containsKey(instance) || changed(instance, entity.getValue())) {
                stale.add(instance);
            }
        }
        return stale;
    }

    private boolean changed(PersistentCollection<?> collection, @Nullable Serializable content) {
        return collection.isDirty()
                || collection.hasQueuedOperations()
                || (collection.wasInitialized() && contents.get(collection) != content);
    }

    /** A flush that writes an entity keeps a new array of what it wrote. */
    private boolean changed(Object instance, EntityEntry entry) {
        var state = entry.getLoadedState();
        return state != null && (state != states.get(instance) || PendingEntities.isDirty(session, instance, entry));
    }
}
