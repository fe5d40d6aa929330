package dev.weft.hibernate;

import java.util.ArrayList;
import java.util.List;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.EntityHolder;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;

/** The collections and entities that a session refers to and has not loaded. */
record Unloaded(List<PersistentCollection<?>> collections, List<LazyInitializer> entities) {
    static Unloaded of(SessionImplementor session) {
        var context = session.getPersistenceContextInternal();
        var collections = new ArrayList<PersistentCollection<?>>();
        var entities = new ArrayList<LazyInitializer>();
        if (loadsOnlyInSession(session)) {
            context.forEachCollectionEntry(
                    (collection, _) -> {
                        if (!collection.wasInitialized()) {
                            collections.add(collection);
                        }
                    },
                    false);
            var holders = context.getEntityHoldersByKey();
            for (var holder : holders == null ? List.<EntityHolder>of() : holders.values()) {
                var initializer = HibernateProxy.extractLazyInitializer(holder.getProxy());
                if (initializer != null && initializer.isUninitialized()) {
                    entities.add(initializer);
                }
            }
        }
        return new Unloaded(collections, entities);
    }

    /**
     * False with {@code hibernate.enable_lazy_load_no_trans}, by which Hibernate opens a session for each late load.
     */
    private static boolean loadsOnlyInSession(SessionImplementor session) {
        return !session.getFactory().getSessionFactoryOptions().isInitializeLazyStateOutsideTransactionsEnabled();
    }

    /** Lets each of them fail with {@link LazyLoadOutsideScope} when it is read, until a session takes it over. */
    void explain(SessionImplementor session, SessionImplementor closed) {
        for (var collection : collections) {
            collection.unsetSession(session);
            collection.setCurrentSession(new ClosedSession(closed, new LazyPart.Collection(collection.getRole())));
        }
        for (var entity : entities) {
            entity.unsetSession();
            entity.setSession(new ClosedSession(
                    closed, new LazyPart.Entity(entity.getEntityName(), entity.getInternalIdentifier())));
        }
    }
}
