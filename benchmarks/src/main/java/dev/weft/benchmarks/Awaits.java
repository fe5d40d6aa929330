package dev.weft.benchmarks;

import static dev.weft.awaitlet.Awaitlets.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Waiting for a future: for one that is complete, and for one that another thread is about to complete. */
public final class Awaits {
    private Awaits() {}

    /** Nothing to wait for: the commonest await. */
    public static class AwaitComplete extends InAwaitlet {
        private final CompletableFuture<Integer> done = CompletableFuture.completedFuture(1);

        @Benchmark
        public Integer weft() {
            return await(done);
        }

        @Benchmark
        public Integer join() {
            return done.join();
        }
    }

    /** A future that a virtual thread completes, which is started for that. */
    public static class AwaitVirtualThread extends InAwaitlet {
        @Benchmark
        public Integer weft() {
            var future = new CompletableFuture<Integer>();
            Thread.startVirtualThread(() -> future.complete(1));
            return await(future);
        }

        @Benchmark
        public Integer join() {
            var future = new CompletableFuture<Integer>();
            Thread.startVirtualThread(() -> future.complete(1));
            return future.join();
        }
    }

    /** A future that a platform thread completes, as the thread of an event loop would. */
    public static class AwaitPlatformThread extends InAwaitlet {
        private final ExecutorService loop =
                Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());

        @Setup
        public void start() {
            loop.execute(() -> {});
        }

        @TearDown
        public void end() {
            loop.shutdown();
        }

        @Benchmark
        public Integer weft() {
            return await(CompletableFuture.supplyAsync(() -> 1, loop));
        }

        @Benchmark
        public Integer join() {
            return CompletableFuture.supplyAsync(() -> 1, loop).join();
        }
    }
}
