package dev.weft.awaitlet.spi;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The clock and the timers of everything that waits with a deadline.
 *
 * <p>All deadlines of scopes and of the layers above are read from it, so that tests can run on a clock of their own.
 * Implementations are safe for use by many threads.
 */
public interface TimeSource {
    /**
     * The current time on a monotonic clock.
     *
     * @return nanoseconds since an arbitrary moment, as {@link System#nanoTime()}
     */
    long nanoTime();

    /**
     * Runs a task once, after a delay.
     *
     * @param delayNanos the delay in nanoseconds; zero or less means at once
     * @param task what to run; it must neither block nor throw
     * @return the timer, to be cancelled if the task is no longer wanted
     */
    Timer schedule(long delayNanos, Runnable task);

    /**
     * Starts what a timer leads to, and what may take long or run the code of others: on a virtual thread of its own.
     * The clock of a simulation has it wait for its turn instead.
     *
     * @param work what to run
     */
    default void start(Runnable work) {
        var _ = Thread.startVirtualThread(work);
    }

    /** A task that waits for its time. */
    @FunctionalInterface
    interface Timer {
        /** Forgets the task, unless it has started; calling it again does nothing. */
        void cancel();
    }

    /**
     * The system's clock, with one daemon thread for all timers.
     *
     * @return the shared instance
     */
    static TimeSource system() {
        return SystemTime.INSTANCE;
    }
}

/** {@link System#nanoTime()} and one scheduled thread. */
final class SystemTime implements TimeSource {
    static final SystemTime INSTANCE = new SystemTime();

    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("weft-timer").daemon().factory());

    private SystemTime() {
        // A cancelled timer must leave the queue at once: most timers are cancelled, long before their time.
        timers.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        var scheduled = timers.schedule(task, Math.max(0, delayNanos), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }
}
