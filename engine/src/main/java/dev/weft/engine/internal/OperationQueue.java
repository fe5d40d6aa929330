package dev.weft.engine.internal;

import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.internal.flight.CancelFlight;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The operations of one connection: one at a time, first in, first out.
 *
 * <ul>
 *   <li>An operation starts when the one before it has ended, whatever became of it.
 *   <li>Cancelled before it starts, an operation never starts. Cancelled while it runs, it is asked to stop.
 *   <li>No caller's code runs while the lock is held.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
final class OperationQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Operation<?>> queue = new ArrayDeque<>(1); // guarded by lock
    private @Nullable Operation<?> running; // guarded by lock

    /** Adds an operation; {@code start} is called when its turn comes. */
    <T extends @Nullable Object> WorkFuture<T> submit(String name, Supplier<? extends WorkFuture<T>> start) {
        var operation = Operation.of(this, name, start);
        lock.lock();
        try {
            if (running != null) {
                queue.add(operation);
                return operation.result;
            }
            running = operation;
        } finally {
            lock.unlock();
        }
        operation.run();
        return operation.result;
    }

    /** The name of the operation that runs now, or null if none does, or only one that was cancelled and is ending. */
    @Nullable
    String running() {
        lock.lock();
        try {
            return running == null || running.stopped != null ? null : running.name;
        } finally {
            lock.unlock();
        }
    }

    /** Cancels what waits and what runs. */
    void cancelAll(CancelReason reason) {
        ArrayList<Operation<?>> all;
        lock.lock();
        try {
            all = new ArrayList<>(queue);
            if (running != null) {
                all.add(running);
            }
        } finally {
            lock.unlock();
        }
        all.forEach(operation -> operation.stop(reason));
    }

    private void next() {
        Operation<?> next;
        lock.lock();
        try {
            next = queue.poll();
            running = next;
        } finally {
            lock.unlock();
        }
        if (next != null) {
            next.run();
        }
    }

    private boolean withdraw(Operation<?> operation) {
        lock.lock();
        try {
            return queue.remove(operation);
        } finally {
            lock.unlock();
        }
    }

    /** One operation: its future for the caller, and the work behind it once that has started. */
    private static final class Operation<T extends @Nullable Object> {
        private final OperationQueue line;
        private final String name;
        private final Supplier<? extends WorkFuture<T>> start;
        private final WorkFuture<T> result = new WorkFuture<>(this::stop);
        private volatile @Nullable CancelReason stopped;
        private volatile @Nullable WorkFuture<T> work;

        private Operation(OperationQueue line, String name, Supplier<? extends WorkFuture<T>> start) {
            this.line = line;
            this.name = name;
            this.start = start;
        }

        static <T extends @Nullable Object> Operation<T> of(
                OperationQueue line, String name, Supplier<? extends WorkFuture<T>> start) {
            return new Operation<>(line, name, start);
        }

        private void stop(CancelReason reason) {
            stopped = reason;
            CancelFlight.of(name, reason, work != null);
            if (line.withdraw(this)) {
                result.completeExceptionally(new Cancelled(reason));
                return;
            }
            var started = work;
            if (started != null) {
                started.requestCancel(reason);
            }
        }

        void run() {
            WorkFuture<T> started;
            try {
                started = start.get();
            } catch (Throwable failure) {
                line.next();
                result.completeExceptionally(failure);
                return;
            }
            if (started.state() == Future.State.SUCCESS) {
                line.next();
                result.complete(started.resultNow());
                return;
            }
            work = started;
            var reason = stopped;
            if (reason != null) {
                started.requestCancel(reason);
            }
            var _ = started.whenComplete((value, failure) -> {
                line.next();
                result.completeAs(value, failure);
            });
        }
    }
}
