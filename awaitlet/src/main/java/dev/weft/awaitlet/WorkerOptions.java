package dev.weft.awaitlet;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How blocking code is run on a worker thread: an immutable record with one method for each thing that can be asked.
 *
 * @param limiter what limits how many such calls run at once, or null for that of the workers, if they have one
 * @param abandonOnCancel whether a cancelled caller goes on at once and leaves started code to end by itself
 * @param onCancel asked, at most once and from any thread, to make started code end when its caller is cancelled; it
 *     must neither block nor throw
 */
public record WorkerOptions(
        @Nullable CapacityLimiter limiter, boolean abandonOnCancel, Consumer<CancelReason> onCancel) {
    private static final WorkerOptions DEFAULTS = new WorkerOptions(null, false, _ -> {});

    /** Checks that there is something to tell of a cancel. */
    public WorkerOptions {
        Objects.requireNonNull(onCancel, "onCancel");
    }

    /**
     * The defaults: the limiter of the workers, and a caller that waits for its code whatever is cancelled.
     *
     * @return the defaults
     */
    public static WorkerOptions defaults() {
        return DEFAULTS;
    }

    /**
     * The same options with a limiter. Its token is lent to the call, and given back when the code has really ended.
     *
     * @param newLimiter the limiter
     * @return new options
     */
    public WorkerOptions limitedBy(CapacityLimiter newLimiter) {
        return new WorkerOptions(newLimiter, abandonOnCancel, onCancel);
    }

    /**
     * The same options, but a cancelled caller does not wait: the code goes on alone, and what it answers or throws is
     * dropped.
     *
     * @return new options
     */
    public WorkerOptions abandoningOnCancel() {
        return new WorkerOptions(limiter, true, onCancel);
    }

    /**
     * The same options with something that makes started code end.
     *
     * @param stop asked at most once, from any thread; it must neither block nor throw
     * @return new options
     */
    public WorkerOptions stoppedBy(Consumer<CancelReason> stop) {
        return new WorkerOptions(limiter, abandonOnCancel, stop);
    }
}
