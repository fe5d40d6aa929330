package dev.weft.engine.internal.pool;

import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.spi.WorkFuture;
import java.util.function.Consumer;

/**
 * One caller's place in the pool's line: complete once the caller holds a connection.
 *
 * <p>Completing is the one compare-and-set that decides between delivery and giving up; whoever loses it puts the
 * connection back.
 */
final class Waiter extends WorkFuture<Lease> {
    private final Caller caller;
    private final Consumer<Waiter> leave;
    private final long until;

    /** @param until when its patience ends, on the clock of {@code System.nanoTime} */
    Waiter(Caller caller, Consumer<Waiter> leave, long until) {
        this.caller = caller;
        this.leave = leave;
        this.until = until;
    }

    @Override
    protected void stop(CancelReason reason) {
        leave.accept(this);
        completeExceptionally(new Cancelled(reason));
    }

    /** The patience that is left, in nanoseconds. */
    long left(long now) {
        return until - now;
    }

    Caller caller() {
        return caller;
    }
}
