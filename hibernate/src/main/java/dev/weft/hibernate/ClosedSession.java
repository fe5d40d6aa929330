package dev.weft.hibernate;

import org.hibernate.engine.spi.PersistenceContext;
import org.hibernate.engine.spi.SessionDelegatorBaseImpl;
import org.hibernate.engine.spi.SessionImplementor;

/**
 * The session of one collection or entity that was not loaded when its real session was closed. It manages nothing, so
 * that another session may take its ward over, and it is asked whether it is connected before each lazy load: there it
 * tells what was read.
 *
 * <p>Immutable over a closed session that the whole factory shares, so that the real one and its entities can go.
 */
@SuppressWarnings("unchecked") // an override in Hibernate's base class
final class ClosedSession extends SessionDelegatorBaseImpl {
    private static final long serialVersionUID = 1L;

    private final transient LazyPart ward;

    ClosedSession(SessionImplementor closed, LazyPart ward) {
        super(closed);
        this.ward = ward;
    }

    @Override
    public boolean isOpenOrWaitingForAutoClose() {
        return true;
    }

    @Override
    public boolean isConnected() {
        throw LazyLoadOutsideScope.afterClose(ward.name(getFactory()));
    }

    /** Nothing is to be tidied up after a load that failed. */
    @Override
    public boolean isTransactionInProgress() {
        return true;
    }

    @Override
    public PersistenceContext getPersistenceContext() {
        return delegate().getPersistenceContextInternal();
    }
}
