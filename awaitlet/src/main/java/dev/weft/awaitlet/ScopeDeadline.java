package dev.weft.awaitlet;

import dev.weft.awaitlet.CancelReason.Kind;
import dev.weft.awaitlet.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The time at which a scope is cancelled: set before the scope is entered or while it is open. */
final class ScopeDeadline {
    private static final long NEVER = Long.MAX_VALUE;

    private final ReentrantLock lock = new ReentrantLock();
    private final CancelScope scope;
    private @Nullable TimeSource time; // guarded by lock; set while the scope is open
    private TimeSource.@Nullable Timer timer; // guarded by lock
    private long limitNanos =
            NEVER; // guarded by lock; counted from the moment the scope is entered, or from now if it is open

    ScopeDeadline(CancelScope scope) {
        this.scope = scope;
    }

    void set(Duration limit) {
        var due = false;
        lock.lock();
        try {
            limitNanos = nanos(limit);
            due = time != null && arm(time);
        } finally {
            lock.unlock();
        }
        expireIf(due);
    }

    void start(TimeSource clock) {
        var due = false;
        lock.lock();
        try {
            time = clock;
            due = arm(clock);
        } finally {
            lock.unlock();
        }
        expireIf(due);
    }

    void stop() {
        lock.lock();
        try {
            time = null;
            disarm();
        } finally {
            lock.unlock();
        }
    }

    /** Sets the timer, or tells that the time is up already. */
    private boolean arm(TimeSource clock) {
        disarm();
        if (limitNanos != NEVER && limitNanos > 0) {
            timer = clock.schedule(limitNanos, () -> expireIf(true));
        }
        return limitNanos <= 0;
    }

    /** Cancels the scope, outside the lock: a cancel runs code of whoever waits in the scope. */
    private void expireIf(boolean due) {
        if (due) {
            scope.cancel(new CancelReason(Kind.DEADLINE, ""));
        }
    }

    private static long nanos(Duration limit) {
        if (!limit.isPositive()) {
            return 0;
        }
        return limit.compareTo(Duration.ofNanos(NEVER)) >= 0 ? NEVER : limit.toNanos();
    }

    private void disarm() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
