package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.engine.ResourceClosed;
import org.hibernate.Session;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Where the plain session of one of ours is kept: opened when it is first needed, and closed once.
 *
 * <p>Touched by the queue's one operation at a time; the fields are volatile because the operations run on different
 * threads.
 */
final class SessionSlot<S extends SharedSessionContractImplementor> {
    private final SessionKind<S> kind;
    private final OrmSource source;
    private final SessionOpening opening;
    private volatile @Nullable OpenedSession<S> open;
    private volatile boolean ended;
    private volatile boolean discarded; // its connection, so that nothing can be rolled back

    SessionSlot(SessionKind<S> kind, OrmSource source, SessionOpening opening) {
        this.kind = kind;
        this.source = source;
        this.opening = opening;
    }

    /** The session, if it is open. */
    @Nullable
    OpenedSession<S> current() {
        return open;
    }

    /**
     * The session, opened for its owner if it is not yet.
     *
     * @throws ResourceClosed if it is closed already (ER-303)
     */
    OpenedSession<S> open(SessionCore<S> owner) {
        refuseIfEnded(owner);
        var current = open;
        if (current == null) {
            current = OpenedSession.open(await(source.get()), opening, owner);
            open = current;
        }
        return current;
    }

    void refuseIfEnded(SessionCore<S> owner) {
        if (ended) {
            throw closed(owner);
        }
    }

    /** What is said to who comes after the close. */
    static ResourceClosed closed(SessionCore<?> owner) {
        var name = owner.toString();
        return new ResourceClosed("S" + name.substring(1), null);
    }

    /** Outside of a transaction, gives back what is held between operations. */
    void rest() {
        var current = open;
        if (current != null) {
            current.rest();
        }
    }

    /** Tells, in an operation, that from here on it only reads. */
    void reads() {
        var current = open;
        if (current != null) {
            current.reading(true);
        }
    }

    boolean holds(Object entity) {
        var current = open;
        return current != null && current.session() instanceof Session session && session.contains(entity);
    }

    /** Cuts off the connection that is held, if one is. */
    void discard() {
        var current = open;
        discarded = current != null && current.discard();
    }

    /**
     * Closes the session. After its connection was discarded, rollback and return are bound to fail, and it is quiet.
     */
    void close() {
        ended = true;
        var last = open;
        open = null;
        try {
            if (last != null) {
                last.close(kind);
            }
        } catch (Throwable failure) {
            if (!discarded) {
                throw failure;
            }
        }
    }
}
