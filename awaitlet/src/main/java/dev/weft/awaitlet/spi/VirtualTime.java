package dev.weft.awaitlet.spi;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A clock that a test moves by hand: deadlines pass when the test says so, and no test sleeps.
 *
 * <ul>
 *   <li>Time stands still until {@link #advance}; timers then run in the order of their times, on the advancing thread.
 *   <li>Timers of one time run in the order in which they were set.
 * </ul>
 *
 * <p>Safe for use by many threads. After trio's {@code MockClock}.
 */
public final class VirtualTime implements TimeSource {
    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Pending> timers = new PriorityQueue<>(
            Comparator.comparingLong(Pending::at).thenComparingLong(Pending::order)); // guarded by lock
    private long now; // guarded by lock
    private long set; // guarded by lock; how many timers were set, ever

    private record Pending(long at, long order, Runnable task) {}

    /** A clock that shows zero. */
    public VirtualTime() {}

    @Override
    public long nanoTime() {
        lock.lock();
        try {
            return now;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        lock.lock();
        try {
            var pending = new Pending(now + Math.max(0, delayNanos), set++, task);
            timers.add(pending);
            return () -> forget(pending);
        } finally {
            lock.unlock();
        }
    }

    private void forget(Pending pending) {
        lock.lock();
        try {
            timers.remove(pending);
        } finally {
            lock.unlock();
        }
    }

    /**
     * How many timers are set and have not run: after a test that cleaned up, none.
     *
     * @return the number of timers
     */
    public int timers() {
        lock.lock();
        try {
            return timers.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Moves time on, and runs what is due on the way, including what that sets in turn.
     *
     * @param by how far, zero or more
     */
    public void advance(Duration by) {
        var until = nanoTime() + by.toNanos();
        for (var due = nextDue(until); due != null; due = nextDue(until)) {
            due.task().run();
        }
    }

    private @Nullable Pending nextDue(long until) {
        lock.lock();
        try {
            var first = timers.peek();
            if (first == null || first.at() > until) {
                now = until;
                return null;
            }
            now = Math.max(now, first.at());
            return timers.poll();
        } finally {
            lock.unlock();
        }
    }
}
