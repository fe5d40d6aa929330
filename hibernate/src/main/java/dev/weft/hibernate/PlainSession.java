package dev.weft.hibernate;

import org.hibernate.engine.spi.SessionDelegatorBaseImpl;
import org.hibernate.engine.spi.SessionImplementor;

/** A plain session in every respect but one: its close also ends the asynchronous one, and no cancel skips it. */
@SuppressWarnings("unchecked") // an override in Hibernate's base class
final class PlainSession extends SessionDelegatorBaseImpl {
    private static final long serialVersionUID = 1L;

    private final transient SessionCore<?> core;

    PlainSession(SessionImplementor session, SessionCore<?> core) {
        super(session);
        this.core = core;
    }

    @Override
    public void close() {
        core.closeHeld();
    }
}
