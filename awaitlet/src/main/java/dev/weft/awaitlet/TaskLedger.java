package dev.weft.awaitlet;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a group knows of its tasks: how many run, which failed, and whether more may come.
 *
 * <ul>
 *   <li>It closes at the moment when its block has ended and no task runs: from then on nothing enters.
 *   <li>A task that runs may let others enter, also after the block has ended.
 *   <li>What a task failed with is known before the task counts as ended.
 * </ul>
 *
 * <p>Safe for use by many threads; plain {@code java.util.concurrent} code.
 */
final class TaskLedger {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<TaskFailed> failures = new ArrayList<>(); // guarded by lock
    private int running; // guarded by lock
    private boolean blockEnded; // guarded by lock
    private boolean cutShort; // guarded by lock
    private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();

    /** Counts one more task, unless it is closed. */
    boolean enter() {
        lock.lock();
        try {
            if (blockEnded && running == 0) {
                return false;
            }
            running++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void failed(TaskFailed failure) {
        lock.lock();
        try {
            failures.add(failure);
        } finally {
            lock.unlock();
        }
    }

    /** Keeps in mind that a task was cancelled with the group, not for itself. */
    void cutShort() {
        lock.lock();
        try {
            cutShort = true;
        } finally {
            lock.unlock();
        }
    }

    /** Counts one task less. */
    void leave() {
        var last = false;
        lock.lock();
        try {
            running--;
            last = blockEnded && running == 0;
        } finally {
            lock.unlock();
        }
        if (last) {
            closed.complete(null);
        }
    }

    /** Tells that the block has ended; the stage completes, now or later, when the last task has. */
    CompletableFuture<@Nullable Void> blockEnded() {
        var last = false;
        lock.lock();
        try {
            blockEnded = true;
            last = running == 0;
        } finally {
            lock.unlock();
        }
        if (last) {
            closed.complete(null);
        }
        return closed;
    }

    int running() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }

    boolean wasCutShort() {
        lock.lock();
        try {
            return cutShort;
        } finally {
            lock.unlock();
        }
    }

    List<TaskFailed> failures() {
        lock.lock();
        try {
            return List.copyOf(failures);
        } finally {
            lock.unlock();
        }
    }
}
