package dev.weft.hibernate;

import java.util.Arrays;
import java.util.List;
import java.util.Map.Entry;
import java.util.function.BiPredicate;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.engine.spi.Status;

/** What the next flush of a session will do to its entities. In an operation of that session. */
final class PendingEntities {
    private PendingEntities() {}

    static List<Object> inserted(SessionImplementor session) {
        return those(session, (_, entry) -> !entry.isExistsInDatabase() && isKept(entry));
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
