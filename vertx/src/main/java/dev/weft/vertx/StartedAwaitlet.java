package dev.weft.vertx;

import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.spi.WorkFuture;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * An awaitlet that was started from Vert.x: its future, and the way to cancel it, which Vert.x's futures have not.
 *
 * <p>Safe for use by many threads.
 *
 * @param <T> the type of the result
 */
public final class StartedAwaitlet<T extends @Nullable Object> {
    private final WorkFuture<T> work;
    private final Future<T> future;

    StartedAwaitlet(WorkFuture<T> work, Future<T> future) {
        this.work = work;
        this.future = future;
    }

    /**
     * The result, on the context from which the awaitlet was started.
     *
     * <p>Once Vert.x has been closed the handlers of its futures are not called any more; {@link #work()} completes all
     * the same.
     *
     * @return the future
     */
    public Future<T> future() {
        return future;
    }

    /**
     * The same result as a future of the JDK. It too completes on the context, or on the awaitlet's own thread once
     * Vert.x has been closed.
     *
     * @return the future; cancelling it cancels the awaitlet
     */
    public WorkFuture<T> work() {
        return work;
    }

    /**
     * Cancels the awaitlet, if it has not ended. The future fails with a {@link dev.weft.awaitlet.Cancelled} when its
     * cleanup is done, or with what the awaitlet made of it.
     *
     * @param why the words for errors and logs
     */
    public void cancel(String why) {
        work.requestCancel(CancelReason.requested(why));
    }
}
