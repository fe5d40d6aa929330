package dev.weft.vertx.internal.pg;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The cancelling of one operation on the server.
 *
 * <p>The request is sent again until the operation ends, because one that arrives before the statement runs is ignored.
 * An operation that does not end within its budget is cut off with its connection. Confined to the event loop.
 */
final class ServerCancel {
    private static final Duration PAUSE = Duration.ofMillis(25);

    private final Session session;
    private final BooleanSupplier ended;
    private final Runnable settle;
    private final long until;
    private boolean sending;
    private @Nullable Throwable refusal;

    /**
     * @param ended tells whether the operation has ended
     * @param settle called when it has, and a request was under way then
     */
    ServerCancel(Session session, BooleanSupplier ended, Runnable settle) {
        this.session = session;
        this.ended = ended;
        this.settle = settle;
        this.until = System.nanoTime() + session.settings().cancelTimeout().toNanos();
    }

    /** Why a request could not be sent, if that happened. */
    @Nullable
    Throwable refusal() {
        return refusal;
    }

    /** Whether no request is under way. */
    boolean quiet() {
        return !sending;
    }

    /** Whether what it was to stop has ended. */
    boolean over() {
        return ended.getAsBoolean();
    }

    void start() {
        sending = true;
        CancelSocket.send(session, failure -> {
            if (!session.onLoop(() -> sent(failure))) {
                settle.run(); // the loop has ended: there is no connection any more that a request could hit
            }
        });
        session.later(session.settings().cancelTimeout(), () -> {
            if (!ended.getAsBoolean()) {
                session.cut();
            }
        });
    }

    private void sent(@Nullable Throwable failure) {
        sending = false;
        if (failure != null) {
            refusal = failure;
        }
        if (ended.getAsBoolean()) {
            settle.run();
        } else if (System.nanoTime() < until) {
            session.later(PAUSE, this::again);
        }
    }

    private void again() {
        if (!ended.getAsBoolean() && System.nanoTime() < until) {
            sending = true;
            CancelSocket.send(session, failure -> session.onLoop(() -> sent(failure)));
        }
    }
}
