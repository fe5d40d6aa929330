package dev.weft.engine.internal.pool;

import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.spi.TimeSource;
import dev.weft.awaitlet.spi.WorkFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One caller's place in the pool's line: complete once the caller holds a connection.
 *
 * <p>Completing is the one compare-and-set that decides between delivery and giving up; whoever loses it puts the
 * connection back.
 */
final class Waiter extends WorkFuture<Lease> {
    private final String holder;
    private final Consumer<Waiter> leave;
    private volatile TimeSource.@Nullable Timer deadline;

    Waiter(String holder, Consumer<Waiter> leave) {
        this.holder = holder;
        this.leave = leave;
    }

    @Override
    protected void stop(CancelReason reason) {
        leave.accept(this);
        completeExceptionally(new Cancelled(reason));
        stopClock();
    }

    void clock(TimeSource.Timer timer) {
        deadline = timer;
        if (isDone()) {
            timer.cancel();
        }
    }

    void stopClock() {
        var timer = deadline;
        if (timer != null) {
            timer.cancel();
        }
    }

    String holder() {
        return holder;
    }
}
