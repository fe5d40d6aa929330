package dev.weft.hibernate;

import java.util.concurrent.Executor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * A plain session that is open.
 *
 * @param orm where it is from
 * @param session the session
 * @param route the connection it was given, or null if it asks its factory for one
 */
record OpenedSession<S extends SharedSessionContractImplementor>(
        Orm orm, S session, @Nullable RoutedConnection route) {
    private static final Executor AT_ONCE = Runnable::run;

    static <S extends SharedSessionContractImplementor> OpenedSession<S> open(
            Orm orm, SessionOpening opening, SessionCore<S> owner) {
        var route = opening.route(owner.kind(), orm);
        var session = owner.kind().open(orm, owner, opening, route);
        if (route != null) {
            route.belongsTo(session);
        }
        return new OpenedSession<>(orm, session, route);
    }

    /** Tells whether what comes next only reads. */
    void reading(boolean only) {
        if (route != null) {
            route.reading(only);
        }
    }

    /** Outside of transactions a connection is held for an operation at most. */
    void rest() {
        if (Orm.inTransaction(session)) {
            return;
        }
        if (route != null) {
            route.rest();
        } else if (holdsOwnConnection()) {
            session.getJdbcCoordinator().afterTransaction(); // Hibernate forgets it after some operations
        }
    }

    private boolean holdsOwnConnection() {
        return session.getJdbcCoordinator().getLogicalConnection().isPhysicallyConnected();
    }

    /** Cuts off the connection that it holds; answers false if it holds none. */
    boolean discard() {
        if (route == null ? !holdsOwnConnection() : !route.isTaken()) {
            return false;
        }
        session.doWork(connection -> connection.abort(AT_ONCE));
        return true;
    }

    void close(SessionKind<S> kind) {
        try (Orm.Step _ = route == null ? () -> {} : route::release) {
            kind.close(orm, session);
        }
    }
}
