package dev.weft.awaitlet;

import dev.weft.awaitlet.spi.TimeSource;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What wakes one awaitlet from blocking calls of the JDK (locks, queues, sleep) inside a cancelled scope: an interrupt
 * that stays between the scope and that call.
 *
 * <ul>
 *   <li>It interrupts only a thread that is parked, and neither in an await nor in a stretch with a hook of its own.
 *   <li>It looks again, less and less often, until the scope is left: code that carries on meets it again.
 *   <li>{@link #settle} takes back an interrupt that nobody has met, so that none gets out of the scope.
 * </ul>
 */
final class BlockedCalls {
    private static final long FIRST_LOOK = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long RAREST_LOOK = TimeUnit.MILLISECONDS.toNanos(100);

    private final ReentrantLock lock = new ReentrantLock();
    private final AwaitletTask task;
    private final Thread thread;
    private boolean ours; // guarded by lock; whether an interrupt flag on the thread is this class's
    private TimeSource.@Nullable Timer next; // guarded by lock
    private volatile boolean used;

    BlockedCalls(AwaitletTask task, Thread thread) {
        this.task = task;
        this.thread = thread;
    }

    /** Starts to look, because a scope around the awaitlet is cancelled. Called from any thread. */
    void wake() {
        look(FIRST_LOOK);
    }

    private void look(long untilNext) {
        lock.lock();
        try {
            stopLooking();
            if (task.ended() || task.pending() == null) {
                return;
            }
            if (task.waitsElsewhere() && isParked()) {
                ours = true;
                used = true;
                thread.interrupt();
            }
            // The system's clock, whatever that of the deadlines: this is about real threads.
            next = TimeSource.system().schedule(untilNext, () -> look(Math.min(RAREST_LOOK, untilNext * 2)));
        } finally {
            lock.unlock();
        }
    }

    private boolean isParked() {
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING -> true;
            case NEW, RUNNABLE, BLOCKED, TERMINATED -> false;
        };
    }

    /** Clears an interrupt of this class's from the current thread, and tells whether there was one. */
    boolean takeBack() {
        lock.lock();
        try {
            var was = ours;
            ours = false;
            if (was) {
                var _ = Thread.interrupted();
            }
            return was;
        } finally {
            lock.unlock();
        }
    }

    /** Makes sure that none of its interrupts is set or on its way, unless the awaitlet still has to stop. */
    void settle() {
        lock.lock();
        try {
            var _ = takeBack();
            if (task.ended() || task.pending() == null) {
                stopLooking();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether a failure may come from an interrupt of this class's. */
    boolean mayHaveCaused(Throwable failure) {
        return used && (failure instanceof InterruptedException || failure instanceof ClosedByInterruptException);
    }

    private void stopLooking() {
        if (next != null) {
            next.cancel();
            next = null;
        }
    }
}
