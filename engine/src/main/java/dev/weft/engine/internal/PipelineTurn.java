package dev.weft.engine.internal;

import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.ConnectionInPipeline;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The time for which a connection belongs to its pipeline: from the call until the future of the block completes.
 *
 * <p>Other operations are refused, not queued: one that the block's work waited for would wait for the block's end.
 * Safe for use by many threads.
 */
final class PipelineTurn {
    private static final WorkFuture<?> BEGINNING = new WorkFuture<@Nullable Void>(reason -> {});
    private static final WorkFuture<?> NONE = WorkFuture.<@Nullable Void>completedWork(null);

    private volatile WorkFuture<?> current = NONE;
    private volatile @Nullable CancelReason ended;

    /** Why nothing else may run now, or null if it may. */
    @Nullable
    ConnectionInPipeline refusal() {
        return current.isDone() ? null : new ConnectionInPipeline();
    }

    /** Starts a pipeline, which takes its turn. */
    <T extends @Nullable Object> WorkFuture<T> take(Supplier<WorkFuture<T>> pipeline) {
        var refusal = refusal();
        if (refusal != null) {
            return WorkFuture.failedWork(refusal);
        }
        current = BEGINNING; // the work may run before its future is here
        var turn = pipeline.get();
        current = turn;
        stopIfEnded();
        return turn;
    }

    /** Cancels the pipeline, if one is open, with the connection. */
    void end(CancelReason reason) {
        ended = reason;
        stopIfEnded();
    }

    private void stopIfEnded() {
        var reason = ended;
        if (reason != null) {
            current.requestCancel(reason);
        }
    }
}
