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
        lock.lock();
        try {
            limitNanos = limit.compareTo(Duration.ofNanos(NEVER)) >= 0 ? NEVER : limit.toNanos();
            if (time != null) {
                arm(time);
            }
        } finally {
            lock.unlock();
        }
    }

    void start(TimeSource clock) {
        lock.lock();
        try {
            time = clock;
            arm(clock);
        } finally {
            lock.unlock();
        }
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

    private void arm(TimeSource clock) {
        disarm();
        if (limitNanos == NEVER) {
            return;
        }
        var expiry = new CancelReason(Kind.DEADLINE, "");
        if (limitNanos <= 0) {
            scope.cancel(expiry);
        } else {
            timer = clock.schedule(limitNanos, () -> scope.cancel(expiry));
        }
    }

    private void disarm() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
