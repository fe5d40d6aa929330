package dev.weft.hibernate;

import dev.weft.awaitlet.Awaitlet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The turn of a block's end among the operations of its session. A cancelled block takes it at once, though its work
 * has not ended yet: what its caller asks for next comes after the end. What the block's own work still asks for, such
 * as a shielded clean-up, comes before it.
 *
 * <p>Safe for use by many threads.
 */
final class EndTurn {
    private final SessionQueue queue;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Operation place; // guarded by lock
    private boolean over; // guarded by lock

    EndTurn(SessionQueue queue) {
        this.queue = queue;
    }

    /** The place in the queue, from now on; for the block itself, which is not over. */
    Operation take(Awaitlet block) {
        lock.lock();
        try {
            var taken = place;
            if (taken == null) {
                taken = queue.reserve("end of block", block);
                place = taken;
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the place for a block that has been cancelled, unless it is over. */
    void takeEarly(Awaitlet block) {
        lock.lock();
        try {
            if (!over) {
                var _ = take(block);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The block is over; whoever comes after it may go on. */
    void release() {
        lock.lock();
        try {
            over = true;
            if (place != null) {
                queue.leave(place);
            }
        } finally {
            lock.unlock();
        }
    }
}
