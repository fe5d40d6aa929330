package dev.weft.awaitlet;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where one awaitlet waits for one outcome.
 *
 * <ul>
 *   <li>The outcome is delivered by any thread, at most once; the thread given at the start waits for it.
 *   <li>No wake-up is lost: the outcome, or the reason to give up, is looked at again after every wake-up.
 * </ul>
 *
 * <p>Plain {@code java.util.concurrent} code over a given thread, so that model checkers can run it.
 */
final class AwaitCell<T extends @Nullable Object> implements BiConsumer<T, @Nullable Throwable> {
    private final Thread waiter;
    private @Nullable T value; // published by done
    private @Nullable Throwable failure; // published by done
    private volatile boolean done;

    AwaitCell(Thread waiter) {
        this.waiter = waiter;
    }

    @Override
    public void accept(T newValue, @Nullable Throwable newFailure) {
        value = newValue;
        failure = newFailure;
        done = true;
        LockSupport.unpark(waiter);
    }

    /**
     * Waits until the outcome is there, or there is a reason to give up.
     *
     * @param giveUp asked before each park; the waiter is unparked when its answer changes. What it has to wait for,
     *     such as a lock, it waits for before it looks
     * @return null once the outcome is there, else the reason
     */
    @Nullable
    CancelReason park(Supplier<@Nullable CancelReason> giveUp) {
        while (!done) {
            var reason = giveUp.get();
            if (reason != null) {
                return done ? null : reason;
            }
            if (!done) { // again: if giveUp has waited for a lock, that wait has used up the wake-up of the outcome
                LockSupport.park(this);
            }
        }
        return null;
    }

    /**
     * Cancels the stage whose outcome is waited for, and tells whether it was too late for that: the stage had
     * completed, so that its outcome is here or on its way, and must not be lost.
     */
    boolean comesAfterCancel(CompletionStage<T> stage) {
        var future = Stages.futureOf(stage);
        future.ifPresent(found -> found.cancel(true));
        var completed = future.filter(CompletableFuture::isDone).isPresent();
        var cancelled = future.filter(CompletableFuture::isCancelled).isPresent();
        return cancelled ? succeeded() : done || completed;
    }

    boolean done() {
        return done;
    }

    boolean succeeded() {
        return done && failure == null;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    @SuppressWarnings("NullAway") // null only where T admits null
    T value() {
        return value;
    }
}
