package dev.weft.awaitlet;

import dev.weft.awaitlet.spi.WorkFuture;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One piece of work for a worker thread: started or cancelled, never both; and the way back to its caller. */
final class WorkerJob<T extends @Nullable Object> implements Runnable {
    private static final ScopedValue<WorkerJob<?>> CURRENT = ScopedValue.newInstance();

    private final AtomicBoolean claimed = new AtomicBoolean();
    private final AtomicBoolean tellable = new AtomicBoolean(true); // until told, or the code has ended
    private final AtomicReference<@Nullable CancelReason> cancelled = new AtomicReference<>();
    private final AwaitletTask caller;
    private final WorkerOptions options;
    private final Callable<T> body;
    private final Consumer<Runnable> unqueue;
    private final @Nullable CapacityLimiter limiter;
    private volatile @Nullable WorkFuture<?> calledBack; // while the worker waits for it
    private final WorkFuture<T> result = new WorkFuture<>(this::stop) {
        @Override
        public Optional<Awaitlet> worker() {
            var inner = calledBack;
            return inner == null ? Optional.empty() : inner.worker();
        }
    };

    /**
     * Work that has not started.
     *
     * @param unqueue takes this out of the queue of the threads
     * @param limiter whose token this has from {@link #acquire} until the work has ended or will never start, or null
     */
    WorkerJob(
            AwaitletTask caller,
            WorkerOptions options,
            Callable<T> body,
            Consumer<Runnable> unqueue,
            @Nullable CapacityLimiter limiter) {
        this.caller = caller;
        this.options = options;
        this.body = body;
        this.unqueue = unqueue;
        this.limiter = limiter;
    }

    /** The work that the current thread does, or null if it is no worker thread. */
    static @Nullable WorkerJob<?> currentOrNull() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    WorkFuture<T> result() {
        return result;
    }

    AwaitletTask caller() {
        return caller;
    }

    /** Waits for the token of this work. */
    void acquire() {
        if (limiter != null) {
            limiter.acquireOnBehalfOf(this);
        }
    }

    private void release() {
        if (limiter != null) {
            limiter.releaseOnBehalfOf(this);
        }
    }

    /** Gives up work that no thread has taken or will take. */
    void forget() {
        if (claimed.compareAndSet(false, true)) {
            release();
        }
    }

    private void stop(CancelReason reason) {
        if (claimed.compareAndSet(false, true)) {
            unqueue.accept(this);
            release();
            result.completeExceptionally(new Cancelled(reason));
            return;
        }
        cancelled.compareAndSet(null, reason);
        if (tellable.compareAndSet(true, false)) {
            options.onCancel().accept(reason);
        }
        passOnCancel();
        if (options.abandonOnCancel()) {
            result.completeExceptionally(new Cancelled(reason));
        }
    }

    private void passOnCancel() {
        var reason = reasonToPassOn();
        var inner = calledBack;
        if (reason != null && inner != null) {
            inner.requestCancel(reason);
        }
    }

    private @Nullable CancelReason reasonToPassOn() {
        return options.abandonOnCancel() ? null : cancelled.get();
    }

    @Override
    public void run() {
        if (!claimed.compareAndSet(false, true)) {
            return;
        }
        T value = Failures.absent();
        Throwable failure = null;
        try {
            value = ScopedValue.where(CURRENT, this).call(body::call);
        } catch (Throwable thrown) {
            failure = thrown;
        }
        tellable.set(false);
        release();
        if (failure == null) {
            result.complete(value);
        } else {
            result.completeExceptionally(failure); // to nobody, if the caller has abandoned it
        }
    }

    /** Runs code as an awaitlet of the caller's, on behalf of the worker thread, which waits for it. */
    <R extends @Nullable Object> R callBack(Callable<R> code) {
        var work = Awaitlets.asyncFor(caller, () -> {
            var reason = reasonToPassOn(); // one that came before anybody could be told
            if (reason != null) {
                AwaitletTask.require("FromWorker").cancel(reason);
            }
            return code.call();
        });
        calledBack = work;
        try {
            passOnCancel();
            return ThreadWait.outcome(work);
        } finally {
            calledBack = null;
        }
    }

    /** Throws the cancel of the caller, if there was one since the work started. */
    void checkCancelled() {
        var reason = cancelled.get();
        if (reason != null) {
            throw new Cancelled(reason);
        }
    }

    @Override
    public String toString() {
        return "work of " + caller;
    }
}
