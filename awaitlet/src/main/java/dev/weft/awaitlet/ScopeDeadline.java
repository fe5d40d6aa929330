package dev.weft.awaitlet;

import dev.weft.awaitlet.CancelReason.Kind;
import dev.weft.awaitlet.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The time at which a scope is cancelled: set before the scope is entered or while it is open.
 *
 * <p>Most scopes never have one, so one is made when it is first set. Safe for use by many threads.
 */
final class ScopeDeadline {
    private final ReentrantLock lock = new ReentrantLock();
    private final CancelScope scope;
    private Deadline at = Deadline.NEVER; // guarded by lock
    private @Nullable Duration fromEntry; // guarded by lock; a limit that counts from the moment the scope is entered
    private @Nullable TimeSource time; // guarded by lock; set while the scope is open
    private TimeSource.@Nullable Timer timer; // guarded by lock
    private boolean over; // guarded by lock; the scope has been left

    ScopeDeadline(CancelScope scope) {
        this.scope = scope;
    }

    void set(Duration limit) {
        lock.lock();
        try {
            fromEntry = time == null ? limit : null;
            at = time == null ? Deadline.NEVER : Deadline.after(limit, time);
        } finally {
            lock.unlock();
        }
        arm();
    }

    void set(Deadline deadline) {
        lock.lock();
        try {
            fromEntry = null;
            at = deadline;
        } finally {
            lock.unlock();
        }
        arm();
    }

    /** The scope is open; told by whoever enters it, by whoever sets the first deadline, or by both. */
    void start(TimeSource clock, long entered) {
        lock.lock();
        try {
            if (time != null || over) {
                return;
            }
            time = clock;
            if (fromEntry != null) {
                at = Deadline.after(fromEntry, clock, entered);
                fromEntry = null;
            }
            if (at.isNever()) {
                return;
            }
        } finally {
            lock.unlock();
        }
        arm();
    }

    void stop() {
        lock.lock();
        try {
            over = true;
            time = null;
            disarm();
        } finally {
            lock.unlock();
        }
    }

    Deadline at() {
        lock.lock();
        try {
            return at;
        } finally {
            lock.unlock();
        }
    }

    /** Sets the timer, or cancels the scope, outside the lock: a cancel runs code of whoever waits in the scope. */
    private void arm() {
        if (due()) {
            scope.cancel(new CancelReason(Kind.DEADLINE, ""));
        }
    }

    private boolean due() {
        lock.lock();
        try {
            disarm();
            if (time == null || at.isNever()) {
                return false;
            }
            var left = at.remaining();
            if (left.isPositive()) {
                timer = time.schedule(left.toNanos(), this::arm);
            }
            return !left.isPositive();
        } finally {
            lock.unlock();
        }
    }

    private void disarm() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
