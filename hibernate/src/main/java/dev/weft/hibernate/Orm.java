package dev.weft.hibernate;

import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * A session factory, and what its sessions need.
 *
 * @param factory the factory
 * @param guard what watches over the lazy loads of its sessions
 * @param connections what its sessions are given; null if they ask the factory for their connections
 */
record Orm(
        SessionFactoryImplementor factory,
        LazyLoadGuard guard,
        @Nullable SessionConnections connections) {
    static Orm over(SessionFactoryImplementor factory, @Nullable SessionConnections connections) {
        return new Orm(factory, LazyLoadGuard.of(factory), connections);
    }

    SessionImplementor open(SessionCore<?> owner, SessionOpening opening, @Nullable RoutedConnection route) {
        var session = opening.session(factory, route);
        guard.watch(session, owner);
        return session;
    }

    /**
     * Closes a session, whatever it was doing: what was not committed is rolled back, its entities are detached, and
     * those of their associations that were not loaded say so when they are read.
     */
    void close(SessionImplementor session) {
        guard.forget(session);
        try (Step _ = session::close) {
            var unloaded = Unloaded.of(session);
            try (Step _ = () -> unloaded.explain(session, guard.closedSession(session));
                    Step _ = session::clear) {
                rollback(session);
            }
        }
    }

    /**
     * Tells whether a session is in a transaction; it says that itself of every stateless one that was given a
     * connection.
     */
    static boolean inTransaction(SharedSessionContractImplementor session) {
        return session.isOpenOrWaitingForAutoClose()
                && session.getTransactionCoordinator().isTransactionActive();
    }

    static void rollback(SharedSessionContractImplementor session) {
        if (inTransaction(session)) {
            closeResults(session);
            session.getTransaction().rollback();
        }
    }

    /**
     * Closes what is still being read, before its transaction ends: MariaDB's driver leaves a commit or rollback out if
     * it has read nothing yet of the server's word that there is a transaction.
     */
    static void closeResults(SharedSessionContractImplementor session) {
        session.getJdbcCoordinator()
                .getLogicalConnection()
                .getResourceRegistry()
                .releaseResources();
    }

    /** One of several steps that are all done, though one before may fail. */
    interface Step extends AutoCloseable {
        @Override
        void close();
    }
}
