package dev.weft.engine.internal;

import dev.weft.engine.AsyncTransaction;
import dev.weft.engine.TransactionInactive;
import dev.weft.engine.internal.flight.TransactionFlight;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection stands in its transaction: no I/O, only what was begun and what has ended.
 *
 * <p>Changed by the connection's one operation at a time, read from anywhere.
 */
final class TransactionState {
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<AsyncTransaction> savepoints = new ArrayDeque<>(1); // guarded by lock; innermost first
    private final AtomicInteger named = new AtomicInteger();
    private final String engine;
    private final boolean block;
    private volatile @Nullable TransactionFlight flight;
    private volatile @Nullable AsyncTransaction open;
    private volatile boolean endedOnce;
    private volatile boolean lost;
    private volatile @Nullable Throwable lostBy;

    TransactionState(String engine, boolean block) {
        this.engine = engine;
        this.block = block;
    }

    /** Whether its connection lives for one block. */
    boolean block() {
        return block;
    }

    boolean open() {
        return open != null;
    }

    boolean holds(AsyncTransaction transaction) {
        return transaction.equals(open);
    }

    Optional<AsyncTransaction> current() {
        return Optional.ofNullable(open);
    }

    void begun(AsyncTransaction transaction) {
        flight = TransactionFlight.ifRecording();
        open = transaction;
    }

    void ended() {
        ended("rolled back");
    }

    void ended(String how) {
        var recorded = flight;
        if (recorded != null) {
            flight = null;
            recorded.ended(engine, how);
        }
        lock.lock();
        try {
            endedOnce |= open != null || lost;
            open = null;
            lost = false;
            lostBy = null;
            savepoints.clear();
        } finally {
            lock.unlock();
        }
    }

    /** The connection went, and an open transaction with it: nothing may go on as if it were still there. */
    void lost(@Nullable Throwable cause) {
        lostBy = cause;
        lost = open != null;
    }

    void refuseIfLost() {
        if (lost) {
            throw new TransactionInactive(
                    "The connection was lost or invalidated inside a transaction.",
                    "Roll back first; the next statement then takes a new connection.",
                    lostBy);
        }
    }

    void refuseIfBlockEnded() {
        if (block && open == null && endedOnce) {
            throw new TransactionInactive(
                    "The transaction of this block has been committed or rolled back.",
                    "Leave the block, and open another for more statements.");
        }
    }

    String nextSavepoint() {
        return "weft_" + named.incrementAndGet();
    }

    void savepoint(AsyncTransaction savepoint) {
        lock.lock();
        try {
            savepoints.push(savepoint);
        } finally {
            lock.unlock();
        }
    }

    /** Ends a savepoint and those inside it. */
    void endSavepoint(AsyncTransaction savepoint) {
        lock.lock();
        try {
            if (savepoints.contains(savepoint)) {
                while (!savepoints.pop().equals(savepoint)) {
                    // those inside end with it
                }
            }
        } finally {
            lock.unlock();
        }
    }

    boolean holdsSavepoint(AsyncTransaction savepoint) {
        lock.lock();
        try {
            return savepoints.contains(savepoint);
        } finally {
            lock.unlock();
        }
    }

    Optional<AsyncTransaction> innermost() {
        lock.lock();
        try {
            return Optional.ofNullable(savepoints.peek());
        } finally {
            lock.unlock();
        }
    }
}
