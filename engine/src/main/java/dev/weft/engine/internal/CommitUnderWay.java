package dev.weft.engine.internal;

import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.CommitOutcomeUnknown;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.spi.DriverConnection;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A commit that has been sent, or is about to be.
 *
 * <ul>
 *   <li>A cancel does not undo it and is not told to the driver: from then on the answer has the engine's
 *       {@code closeTimeout} left. An answer that comes in time counts as if there had been no cancel.
 *   <li>Without an answer the connection is cut off, and the failure is {@link CommitOutcomeUnknown} (ER-312) at once,
 *       whatever the driver does then.
 *   <li>So it is if the connection is lost.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
final class CommitUnderWay<T extends @Nullable Object> extends WorkFuture<T> {
    private final String engine;
    private final EngineOptions options;
    private final DriverConnection connection;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile @Nullable CancelReason cutOff;

    private CommitUnderWay(String engine, EngineOptions options, DriverConnection connection) {
        this.engine = engine;
        this.options = options;
        this.connection = connection;
    }

    /** Starts a commit on a connection of an engine. That of one who joined another is no commit yet. */
    static <T extends @Nullable Object> WorkFuture<T> start(
            String engine, EngineOptions options, DriverConnection connection, Supplier<WorkFuture<T>> commit) {
        var started = commit.get();
        if (started.state() == Future.State.SUCCESS || connection instanceof JoinedConnection) {
            return started;
        }
        var underWay = new CommitUnderWay<T>(engine, options, connection);
        var _ = started.whenComplete(underWay::answered);
        return underWay;
    }

    @Override
    protected void stop(CancelReason reason) {
        if (!isDone() && asked.compareAndSet(false, true)) {
            var time = options.time();
            var end = time.schedule(options.closeTimeout().toNanos(), () -> time.start(() -> cutOff(reason)));
            var _ = whenComplete((value, failure) -> end.cancel());
        }
    }

    private void cutOff(CancelReason reason) {
        if (!isDone()) {
            cutOff = reason; // before the driver answers that its connection was lost
            connection.abort();
            completeExceptionally(unknown(new Cancelled(reason)));
        }
    }

    private void answered(@Nullable T value, @Nullable Throwable failure) {
        completeAs(value, failure == null ? null : told(cause(failure)));
    }

    private Throwable told(Throwable cause) {
        var reason = cutOff;
        if (reason != null) {
            var cancelled = new Cancelled(reason);
            cancelled.addSuppressed(cause);
            return unknown(cancelled);
        }
        return connection.broken() && !(cause instanceof CommitOutcomeUnknown) ? unknown(cause) : cause;
    }

    private CommitOutcomeUnknown unknown(Throwable cause) {
        return new CommitOutcomeUnknown(engine, cause);
    }
}
