package dev.weft.awaitlet;

import dev.weft.awaitlet.spi.EventLoopProbe;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An event loop of one thread, which the probe of these tests knows. */
final class EventLoop implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor(LoopThread::new);

    /** Runs a task on the loop, and tells nobody of its end. */
    void execute(Runnable task) {
        thread.execute(task);
    }

    /** Runs a task on the loop. */
    <T> CompletableFuture<T> run(Callable<T> task) {
        var result = new CompletableFuture<T>();
        thread.execute(() -> {
            try {
                result.complete(task.call());
            } catch (Throwable failure) {
                result.completeExceptionally(failure);
            }
        });
        return result;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static final class LoopThread extends Thread {
        LoopThread(Runnable task) {
            super(task, "test-event-loop");
        }
    }

    /** Found by the service loader. */
    public static final class Probe implements EventLoopProbe {
        /** For the service loader. */
        public Probe() {}

        @Override
        public boolean isEventLoop(Thread thread) {
            return thread instanceof LoopThread;
        }
    }
}
