package dev.weft.vertx.internal.pg;

import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.spi.WorkFuture;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a connection, as its future: it completes on the event loop.
 *
 * <p>Cancelled, it is stopped on the server, and completes only when its own reply has been read and no cancel request
 * is under way (the quiet-wire rule). Everything but the future's own methods is confined to the loop.
 */
class Operation<T extends @Nullable Object> extends WorkFuture<T> {
    private final Session session;
    private @Nullable ServerCancel cancel;
    private @Nullable CancelReason stopped;
    private boolean ended;
    private @Nullable T value;
    private @Nullable Throwable failure;

    Operation(Session session) {
        this.session = session;
    }

    Session session() {
        return session;
    }

    /** Starts it on the loop. */
    final void on(Runnable start) {
        if (!session.onLoop(start)) {
            completeExceptionally(PgFailures.closed(session, null));
        }
    }

    @Override
    protected final void stop(CancelReason reason) {
        session.onLoop(() -> cancelNow(reason));
    }

    /** Stops what runs; called on the loop, once. */
    void cancelNow(CancelReason reason) {
        if (!ended && cancel == null) {
            stopped = reason;
            cancel = new ServerCancel(session, this::ended, this::settle);
            cancel.start();
        }
    }

    boolean ended() {
        return ended;
    }

    /** Why nothing more is to be sent, or null if it is not cancelled. */
    @Nullable
    CancelReason cancelReason() {
        return stopped;
    }

    /** Cancels it without a word to the server: its reply is read all the same. */
    final void stopQuietly(CancelReason reason) {
        if (stopped == null) {
            stopped = reason;
        }
    }

    /** Hears that it has ended; on the loop. */
    void onEnd() {}

    final void succeed(T result) {
        if (!ended) {
            value = result;
            end();
        }
    }

    final void fail(Throwable reason) {
        if (!ended) {
            failure = reason;
            end();
        }
    }

    private void end() {
        ended = true;
        onEnd();
        if (cancel == null || cancel.quiet()) {
            settle();
        }
    }

    @SuppressWarnings("NullAway") // a value that has been set, and may be null where T may
    private void settle() {
        var cause = failure;
        if (cause == null) {
            complete(value);
        } else {
            completeExceptionally(stopped == null ? cause : cancelled(stopped, cause));
        }
    }

    private Throwable cancelled(CancelReason reason, Throwable cause) {
        if (cause instanceof Cancelled) {
            return cause;
        }
        var cancelled = new Cancelled(reason);
        cancelled.addSuppressed(cause);
        var refusal = cancel == null ? null : cancel.refusal();
        if (refusal != null) {
            cancelled.addSuppressed(refusal);
        }
        return cancelled;
    }
}
