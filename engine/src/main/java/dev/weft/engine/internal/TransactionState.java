package dev.weft.engine.internal;

import dev.weft.engine.TransactionInactive;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where a connection stands in its transaction: no I/O, only what was begun and what has ended.
 *
 * <p>Changed by the connection's one operation at a time, read from anywhere.
 */
final class TransactionState {
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<String> savepoints = new ArrayDeque<>(); // guarded by lock; innermost first
    private final AtomicInteger named = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();
    private final boolean block;
    private volatile boolean open;
    private volatile boolean lost;

    TransactionState(boolean block) {
        this.block = block;
    }

    boolean open() {
        return open;
    }

    /** How many transactions have ended; tells whether one begun earlier is still the same. */
    int ends() {
        return ends.get();
    }

    void begun() {
        open = true;
    }

    void ended() {
        lock.lock();
        try {
            if (open || lost) {
                ends.incrementAndGet();
            }
            open = false;
            lost = false;
            savepoints.clear();
        } finally {
            lock.unlock();
        }
    }

    /** The connection went, and an open transaction with it: nothing may go on as if it were still there. */
    void lost() {
        lost = open;
    }

    void refuseIfLost() {
        if (lost) {
            throw new TransactionInactive(
                    "The connection was lost or invalidated inside a transaction.",
                    "Roll back first; the next statement then takes a new connection.");
        }
    }

    void refuseIfBlockEnded() {
        if (block && !open && ends.get() > 0) {
            throw new TransactionInactive(
                    "The transaction of this block has been committed or rolled back.",
                    "Leave the block, and open another for more statements.");
        }
    }

    String nextSavepoint() {
        return "weft_" + named.incrementAndGet();
    }

    void savepoint(String name) {
        lock.lock();
        try {
            savepoints.push(name);
        } finally {
            lock.unlock();
        }
    }

    /** Ends a savepoint and those inside it; answers whether it was there. */
    boolean endSavepoint(String name) {
        lock.lock();
        try {
            if (!savepoints.contains(name)) {
                return false;
            }
            while (!savepoints.pop().equals(name)) {
                // those inside end with it
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    boolean holds(String savepoint) {
        lock.lock();
        try {
            return savepoints.contains(savepoint);
        } finally {
            lock.unlock();
        }
    }

    boolean nested() {
        lock.lock();
        try {
            return !savepoints.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
