package dev.weft.awaitlet;

import dev.weft.awaitlet.spi.WorkFuture;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A bounded set of platform threads for code that really blocks its thread: native code, file I/O.
 *
 * <ul>
 *   <li>Never more threads than asked for; work beyond that waits, first come first served. Idle threads end.
 *   <li>Work that is cancelled before it starts never runs. Work that has started is awaited to its end.
 *   <li>A worker thread is no awaitlet: code on it cannot await.
 * </ul>
 *
 * <p>Safe for use by many threads. After anyio's {@code to_thread}.
 */
public final class Workers implements AutoCloseable {
    private static final Duration IDLE = Duration.ofSeconds(5);

    private final String name;
    private final ThreadPoolExecutor threads;
    private final AtomicBoolean resting = new AtomicBoolean(); // whether idle threads end at once

    private Workers(String name, int most) {
        this.name = name;
        threads = new ThreadPoolExecutor(
                most,
                most,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name(name + "-worker-", 1).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * A set of worker threads, none of which is started before there is work.
     *
     * @param name what the threads' names begin with
     * @param most how many threads there may be, at least 1
     * @return the workers
     * @throws IllegalArgumentException if {@code most} is below 1
     */
    public static Workers create(String name, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("most must be at least 1, but was " + most);
        }
        return new Workers(name, most);
    }

    /**
     * Runs blocking code on a worker thread and suspends the current awaitlet until it has ended. The code sees the
     * awaitlet's context; what it sets there stays its own.
     *
     * @param onCancel asked, at most once and from any thread, to make started code end; it must neither block nor
     *     throw
     * @param body the code
     * @param <T> the type of its result
     * @return the code's result; its failure is thrown as the same instance
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     * @throws Cancelled if the scope is cancelled before the code starts (ER-204)
     * @throws WorkersClosed if these workers are closed (ER-207)
     */
    public <T extends @Nullable Object> T run(Consumer<CancelReason> onCancel, Callable<T> body) {
        var task = AwaitletTask.require("Workers.run");
        task.checkpoint();
        var job = new Job<>(onCancel, Carriers.around(task.options().carriers(), body));
        if (resting.compareAndSet(true, false)) {
            threads.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        }
        try {
            threads.execute(job);
        } catch (RejectedExecutionException refused) {
            throw new WorkersClosed(name, refused);
        }
        return Awaitlets.await(job.result);
    }

    /**
     * How many worker threads are alive now.
     *
     * @return the number, 0 to the most asked for
     */
    public int alive() {
        return threads.getPoolSize();
    }

    /**
     * How many pieces of work wait for a thread now.
     *
     * @return the number, without the work that has started
     */
    public int queued() {
        return threads.getQueue().size();
    }

    /** Ends the threads that have nothing to do, now or when their work is done; further work starts new ones. */
    public void endIdle() {
        // Kept until there is further work, because a thread that is woken to end looks at this time again.
        threads.setKeepAliveTime(1, TimeUnit.NANOSECONDS);
        resting.set(true);
    }

    /** Lets the threads end once the work handed over is done; further work is refused (ER-207). Does not wait. */
    @Override
    public void close() {
        threads.shutdown();
    }

    /** One piece of work: started or cancelled, never both. */
    private final class Job<T extends @Nullable Object> implements Runnable {
        private final AtomicBoolean claimed = new AtomicBoolean();
        private final AtomicBoolean tellable = new AtomicBoolean(true); // until told, or the code has ended
        private final Consumer<CancelReason> onCancel;
        private final Callable<T> body;
        private final WorkFuture<T> result = new WorkFuture<>(this::stop);

        Job(Consumer<CancelReason> onCancel, Callable<T> body) {
            this.onCancel = onCancel;
            this.body = body;
        }

        private void stop(CancelReason reason) {
            if (claimed.compareAndSet(false, true)) {
                threads.remove(this);
                result.completeExceptionally(new Cancelled(reason));
            } else if (tellable.compareAndSet(true, false)) {
                onCancel.accept(reason);
            }
        }

        @Override
        public void run() {
            if (!claimed.compareAndSet(false, true)) {
                return;
            }
            try {
                result.complete(call());
            } catch (Throwable failure) {
                result.completeExceptionally(failure);
            }
        }

        private T call() throws Exception {
            try {
                return body.call();
            } finally {
                tellable.set(false);
            }
        }
    }
}
