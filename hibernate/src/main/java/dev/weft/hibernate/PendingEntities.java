package dev.weft.hibernate;

import java.util.Arrays;
import java.util.List;
import java.util.Map.Entry;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
import org.hibernate.Hibernate;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.engine.spi.Status;

/** What the next flush of a session will do to its entities. In an operation of that session. */
final class PendingEntities {
    private PendingEntities() {}

    static List<Object> inserted(SessionImplementor session) {
        return those(session, (_, entry) -> !entry.isExistsInDatabase() && isKept(entry));
    }

    static List<Object> kept(SessionImplementor session) {
        return those(session, (_, entry) -> isKept(entry));
    }

    /** Tells whether a flush will write anything of an entity or of its collections. */
    static boolean isModified(SessionImplementor session, Object entity) {
        var context = session.getPersistenceContextInternal();
        var instance = Hibernate.isInitialized(entity) ? Hibernate.unproxy(entity) : entity;
        var entry = context.getEntry(instance);
        return entry != null
                && (!entry.isExistsInDatabase()
                        || !isKept(entry)
                        || (entry.isModifiableEntity() && isDirty(session, instance, entry))
                        || hasChangedCollection(session, instance));
    }

    @SuppressWarnings("ReferenceEquality") // of an owner there is one object in a session
    private static boolean hasChangedCollection(SessionImplementor session, Object owner) {
        var changed = new AtomicBoolean();
        session.getPersistenceContextInternal()
                .forEachCollectionEntry(
                        (collection, _) -> {
                            if (collection.getOwner() == owner
                                    && (collection.isDirty() || collection.hasQueuedOperations())) {
                                changed.set(true);
                            }
                        },
                        false);
        return changed.get();
    }

    static List<Object> deleted(SessionImplementor session) {
        return those(session, (_, entry) -> entry.getStatus() == Status.DELETED);
    }

    static List<Object> changed(SessionImplementor session) {
        return those(
                session,
                (entity, entry) -> entry.isExistsInDatabase()
                        && isKept(entry)
                        && entry.isModifiableEntity()
                        && isDirty(session, entity, entry));
    }

    /** Tells whether an entity has other values than the database, as far as the session knows that. */
    static boolean isDirty(SessionImplementor session, Object entity, EntityEntry entry) {
        var state = entry.getLoadedState();
        var persister = entry.getPersister();
        return state != null && persister.findDirty(persister.getValues(entity), state, entity, session) != null;
    }

    private static boolean isKept(EntityEntry entry) {
        return !entry.getStatus().isDeletedOrGone();
    }

    private static List<Object> those(SessionImplementor session, BiPredicate<Object, EntityEntry> which) {
        return Arrays.stream(session.getPersistenceContextInternal().reentrantSafeEntityEntries())
                .filter(entity -> which.test(entity.getKey(), entity.getValue()))
                .<Object>map(Entry::getKey)
                .toList();
    }
}
