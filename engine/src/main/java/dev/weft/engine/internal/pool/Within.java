package dev.weft.engine.internal.pool;

import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.CancelReason.Kind;
import dev.weft.awaitlet.spi.TimeSource;
import dev.weft.awaitlet.spi.WorkFuture;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waiting for the work of a driver, but never beyond a deadline.
 *
 * <p>At the deadline the work is cancelled and counts as failed; what it brings too late is thrown away. Safe for use
 * by many threads.
 */
record Within(TimeSource time) {
    <T extends @Nullable Object> void await(
            Duration deadline,
            WorkFuture<T> work,
            Consumer<T> late,
            BiConsumer<@Nullable T, @Nullable Throwable> then) {
        var settled = new AtomicBoolean();
        var timer = work.isDone()
                ? null
                : time.schedule(deadline.toNanos(), () -> {
                    if (settled.compareAndSet(false, true)) {
                        work.requestCancel(new CancelReason(Kind.DEADLINE, ""));
                        var timeout = new TimeoutException("no answer within " + deadline.toMillis() + " ms");
                        time.start(() -> then.accept(null, timeout));
                    }
                });
        var _ = work.whenComplete((value, failure) -> {
            if (timer != null) {
                timer.cancel();
            }
            if (settled.compareAndSet(false, true)) {
                then.accept(value, failure == null ? null : WorkFuture.cause(failure));
            } else if (failure == null) {
                late.accept(value);
            }
        });
    }

    /** What to do with a late value that holds nothing. */
    static void ignore(@Nullable Object nothing) {}
}
