package dev.weft.hibernate;

import org.hibernate.Session;
import org.hibernate.engine.spi.SessionDelegatorBaseImpl;
import org.hibernate.engine.spi.SessionImplementor;
import org.jspecify.annotations.Nullable;

/** A plain session in every respect but one: its close also ends the asynchronous one, and no cancel skips it. */
@SuppressWarnings("unchecked") // an override in Hibernate's base class
final class PlainSession extends SessionDelegatorBaseImpl {
    private static final long serialVersionUID = 1L;

    private final transient SessionCore<?> core;

    PlainSession(SessionImplementor session, SessionCore<?> core) {
        super(session);
        this.core = core;
    }

    /** The asynchronous session of a plain one, or null if it has none or is closed. */
    static @Nullable AsyncSession faceOf(Session plain) {
        var core = plain instanceof PlainSession ours ? ours.core : ownerOf(plain);
        return core != null && !core.isClosed() && core.face() instanceof AsyncSession face ? face : null;
    }

    private static @Nullable SessionCore<?> ownerOf(Session plain) {
        if (!plain.isOpen()) {
            return null;
        }
        var session = plain.unwrap(SessionImplementor.class);
        var guard = LazyLoadGuard.find(session.getFactory());
        return guard == null ? null : guard.owner(session);
    }

    @Override
    public void close() {
        core.closeHeld();
    }
}
