package dev.weft.engine.internal.pool;

import dev.weft.awaitlet.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The patience of the callers in a pool's line: one timer for all, set for the first, because all are as patient as
 * each other.
 *
 * <p>Safe for use by many threads.
 */
final class LineClock {
    private final ReentrantLock lock; // the pool's
    private final Collection<Waiter> line; // guarded by lock; longest waiting first
    private final TimeSource time;
    private final long patience;
    private final Consumer<Waiter> expire;
    private boolean runs; // guarded by lock
    private volatile TimeSource.@Nullable Timer timer;

    /**
     * @param expire ends the wait of a caller that is still in line; called without the lock, on a thread of its own
     */
    LineClock(
            ReentrantLock lock, Collection<Waiter> line, TimeSource time, Duration patience, Consumer<Waiter> expire) {
        this.lock = lock;
        this.line = line;
        this.time = time;
        this.patience = patience.toNanos();
        this.expire = expire;
    }

    /** When the patience of a caller that comes now will end, on the clock's own scale. */
    long endOfPatience() {
        return time.nanoTime() + patience;
    }

    /** Whether a caller came after a moment on the clock's own scale. */
    boolean joinedAfter(long moment, Waiter waiter) {
        return waiter.left(moment) > patience;
    }

    /** Starts it, if somebody waits and it does not run; whoever waits may have begun to some time ago. */
    void start() {
        long left;
        lock.lock();
        try {
            if (runs || line.isEmpty()) {
                return;
            }
            runs = true;
            left = line.iterator().next().left(time.nanoTime());
        } finally {
            lock.unlock();
        }
        if (left > 0) {
            set(left);
        } else {
            time.start(this::ring);
        }
    }

    /** Stops it, once nobody can join the line any more. */
    void stop() {
        var set = timer;
        if (set != null) {
            set.cancel();
        }
    }

    private void set(long nanos) {
        timer = time.schedule(nanos, () -> time.start(this::ring));
    }

    private void ring() {
        var late = new ArrayList<Waiter>();
        var left = 0L;
        lock.lock();
        try {
            var now = time.nanoTime();
            for (var waiter : line) {
                left = waiter.left(now);
                if (left > 0) {
                    break;
                }
                late.add(waiter);
            }
            runs = left > 0;
        } finally {
            lock.unlock();
        }
        if (left > 0) {
            set(left);
        }
        late.forEach(expire);
    }
}
