package dev.weft.awaitlet;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A set of platform threads for code that really blocks its thread: native code, file I/O.
 *
 * <ul>
 *   <li>Never more threads than asked for; work beyond that waits, first come first served. Idle threads end. The
 *       {@link #shared() shared} workers have a {@link #sharedLimiter() limiter} instead.
 *   <li>Work that is cancelled before it starts never runs. Work that has started is awaited to its end, unless it is
 *       {@link WorkerOptions#abandoningOnCancel() abandoned} on demand.
 *   <li>A worker thread is no awaitlet: code on it cannot await, but {@link FromWorker call back}.
 * </ul>
 *
 * <p>Safe for use by many threads. After anyio's {@code to_thread}.
 */
public final class Workers implements AutoCloseable {
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final CapacityLimiter SHARED_LIMITER = CapacityLimiter.create(40);
    private static final Workers SHARED =
            new Workers("weft", Integer.MAX_VALUE, 0, new SynchronousQueue<>(), SHARED_LIMITER);

    private final String name;
    private final ThreadPoolExecutor threads;
    private final @Nullable CapacityLimiter limiter;
    private final AtomicBoolean resting = new AtomicBoolean(); // whether idle threads end at once

    private Workers(String name, int most, int kept, BlockingQueue<Runnable> queue, @Nullable CapacityLimiter limiter) {
        this.name = name;
        this.limiter = limiter;
        threads = new ThreadPoolExecutor(
                kept,
                most,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                queue,
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
        return new Workers(name, most, most, new LinkedBlockingQueue<>(), null);
    }

    /**
     * The workers for whoever has none of his own: as many threads as their {@link #sharedLimiter() limiter} lets work.
     *
     * @return the shared instance, which {@link #close} leaves open
     */
    public static Workers shared() {
        return SHARED;
    }

    /**
     * What limits the work on the {@link #shared() shared} workers, unless a call brings a limiter of its own.
     *
     * @return the limiter, of 40 tokens at first; {@link CapacityLimiter#resize} changes that for everybody
     */
    public static CapacityLimiter sharedLimiter() {
        return SHARED_LIMITER;
    }

    /**
     * Runs blocking code on a worker thread and suspends the current awaitlet until it has ended. The code sees the
     * awaitlet's context; what it sets there stays its own.
     *
     * @param body the code
     * @param <T> the type of its result
     * @return the code's result; its failure is thrown as the same instance
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     * @throws Cancelled if the scope is cancelled before the code starts (ER-204)
     * @throws WorkersClosed if these workers are closed (ER-207)
     */
    public <T extends @Nullable Object> T call(Callable<T> body) {
        return call(WorkerOptions.defaults(), body);
    }

    /**
     * Runs blocking code on a worker thread, as {@link #call(Callable)}, and tells of a cancel.
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
        return call(WorkerOptions.defaults().stoppedBy(onCancel), body);
    }

    /**
     * Runs blocking code on a worker thread, as {@link #call(Callable)} and as the options say.
     *
     * @param options the limiter, and what a cancel does
     * @param body the code
     * @param <T> the type of its result
     * @return the code's result; its failure is thrown as the same instance
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     * @throws Cancelled if the scope is cancelled before the code starts, or later if it is abandoned (ER-204)
     * @throws WorkersClosed if these workers are closed (ER-207)
     */
    public <T extends @Nullable Object> T call(WorkerOptions options, Callable<T> body) {
        var task = AwaitletTask.require("Workers.call");
        task.checkpoint();
        var withContext = Carriers.around(task.options().carriers(), body);
        var job = new WorkerJob<>(
                task, options, withContext, threads::remove, options.limiter() == null ? limiter : options.limiter());
        job.acquire();
        hand(job, task);
        return task.awaitBrought(job.result());
    }

    private void hand(WorkerJob<?> job, AwaitletTask task) {
        if (resting.compareAndSet(true, false)) {
            threads.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        }
        try {
            task.checkpoint(); // a cancel may have come with the token
            threads.execute(job);
        } catch (RejectedExecutionException refused) {
            job.forget();
            throw new WorkersClosed(name, refused);
        } catch (Throwable failure) {
            job.forget();
            throw failure;
        }
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

    /**
     * Lets the threads end once the work handed over is done; further work is refused (ER-207). Does not wait. To the
     * {@link #shared() shared} workers it does nothing.
     */
    @Override
    public void close() {
        if (!equals(SHARED)) {
            threads.shutdown();
        }
    }
}
