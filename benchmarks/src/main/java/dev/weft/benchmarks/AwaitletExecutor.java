package dev.weft.benchmarks;

import dev.weft.awaitlet.Awaitlets;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The threads of JMH, each an awaitlet: benchmarks can await, and baselines run on a virtual thread just the same. */
public final class AwaitletExecutor extends AbstractExecutorService {
    private final Phaser running = new Phaser(1);
    private volatile boolean shutdown;

    /**
     * Made by JMH, by its name.
     *
     * @param threads how many tasks there are at a time
     * @param prefix of thread names
     */
    public AwaitletExecutor(int threads, String prefix) {}

    @Override
    public void execute(Runnable task) {
        if (shutdown) {
            throw new RejectedExecutionException("shut down");
        }
        running.register();
        var _ = Awaitlets.async(task::run).whenComplete((_, _) -> running.arriveAndDeregister());
    }

    @Override
    public void shutdown() {
        if (!shutdown) {
            shutdown = true;
            running.arriveAndDeregister();
        }
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return running.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        try {
            running.awaitAdvanceInterruptibly(0, timeout, unit);
            return true;
        } catch (TimeoutException late) {
            return false;
        }
    }
}
