package dev.weft.hibernate;

import org.hibernate.FlushMode;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.engine.spi.StatelessSessionImplementor;
import org.hibernate.internal.EmptyInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * What differs between a session that knows its entities and one that does not.
 *
 * @param <S> Hibernate's session
 */
interface SessionKind<S extends SharedSessionContractImplementor> {
    SessionKind<SessionImplementor> STATEFUL = new Stateful();
    SessionKind<StatelessSessionImplementor> STATELESS = new Stateless();

    /**
     * Opens one.
     *
     * @param route the connection it is to use, or null for those of its factory
     */
    S open(Orm orm, SessionCore<S> owner, SessionOpening opening, @Nullable RoutedConnection route);

    /** What one is given to connect by; null if it asks its factory. */
    @Nullable
    RoutedConnection route(Orm orm);

    /** Writes what is pending, before a commit. */
    void flush(S session);

    /** Commits a transaction whose pending changes have all been written. */
    void commitFlushed(S session);

    /** What the session knows of the database, to be restored; null if it keeps nothing. */
    @Nullable
    KnownEntities known(S session);

    /** Lets go of what it knows. */
    void clear(S session);

    Object identifier(S session, Object entity);

    void close(Orm orm, S session);

    /** With a persistence context. */
    record Stateful() implements SessionKind<SessionImplementor> {
        @Override
        public SessionImplementor open(
                Orm orm,
                SessionCore<SessionImplementor> owner,
                SessionOpening opening,
                @Nullable RoutedConnection route) {
            return orm.open(owner, opening, route);
        }

        @Override
        public @Nullable RoutedConnection route(Orm orm) {
            return orm.connections() == null ? null : orm.connections().forSession();
        }

        @Override
        public void flush(SessionImplementor session) {
            if (Orm.inTransaction(session)
                    && !session.getTransaction().getRollbackOnly()
                    && session.getHibernateFlushMode() != FlushMode.MANUAL) {
                session.flush();
            }
        }

        /**
         * Hibernate would look at every entity once more, unless somebody is still to have a word before the commit.
         */
        @Override
        public void commitFlushed(SessionImplementor session) {
            var mode = session.getHibernateFlushMode();
            var last = !session.asEventSource().getActionQueue().hasBeforeTransactionActions()
                    && session.getInterceptor() instanceof EmptyInterceptor;
            if (last) {
                session.setHibernateFlushMode(FlushMode.MANUAL);
            }
            try {
                session.getTransaction().commit();
            } finally {
                session.setHibernateFlushMode(mode);
            }
        }

        @Override
        public void clear(SessionImplementor session) {
            session.clear();
        }

        @Override
        public KnownEntities known(SessionImplementor session) {
            return KnownEntities.of(session);
        }

        @Override
        public Object identifier(SessionImplementor session, Object entity) {
            return session.getIdentifier(entity);
        }

        @Override
        public void close(Orm orm, SessionImplementor session) {
            orm.close(session);
        }

        @Override
        public String toString() {
            return "session";
        }
    }

    /** Without one: each operation is a statement. */
    record Stateless() implements SessionKind<StatelessSessionImplementor> {
        @Override
        public StatelessSessionImplementor open(
                Orm orm,
                SessionCore<StatelessSessionImplementor> owner,
                SessionOpening opening,
                @Nullable RoutedConnection route) {
            return opening.stateless(orm.factory(), route);
        }

        @Override
        public @Nullable RoutedConnection route(Orm orm) {
            return null; // Hibernate lets one that is given a connection write outside of transactions
        }

        @Override
        public void flush(StatelessSessionImplementor session) {
            // nothing is ever pending, but the batch that the commit sends
        }

        @Override
        public void commitFlushed(StatelessSessionImplementor session) {
            session.getTransaction().commit();
        }

        @Override
        public void clear(StatelessSessionImplementor session) {
            // it knows nothing
        }

        @Override
        public @Nullable KnownEntities known(StatelessSessionImplementor session) {
            return null;
        }

        @Override
        public Object identifier(StatelessSessionImplementor session, Object entity) {
            return session.getIdentifier(entity);
        }

        @Override
        public void close(Orm orm, StatelessSessionImplementor session) {
            try (Orm.Step _ = session::close) {
                Orm.rollback(session);
            }
        }

        @Override
        public String toString() {
            return "stateless session";
        }
    }
}
