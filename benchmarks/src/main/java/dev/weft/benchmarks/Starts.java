package dev.weft.benchmarks;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.Workers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.TearDown;

/** Starting one piece of work, and waiting for its result. */
public final class Starts {
    private Starts() {}

    /** On a virtual thread. */
    public static class AsyncAndAwait extends InAwaitlet {
        private static final AsyncOptions WITHOUT_SITE = AsyncOptions.defaults().withoutSite();
        private final ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();

        @TearDown
        public void end() {
            virtual.shutdown();
        }

        @Benchmark
        public Integer weft() {
            return await(async(() -> 1));
        }

        /** Weft again, for what it costs to find the call that starts the awaitlet. */
        @Benchmark
        public Integer asyncWithoutSite() {
            return await(async(WITHOUT_SITE, () -> 1));
        }

        @Benchmark
        public void virtualThreadStartAndJoin() throws InterruptedException {
            Thread.startVirtualThread(() -> {}).join();
        }

        @Benchmark
        public Integer virtualExecutorSubmitAndGet() throws ExecutionException, InterruptedException {
            return virtual.submit(() -> 1).get();
        }

        @Benchmark
        public Integer supplyAsyncOnCommonPoolAndJoin() {
            return CompletableFuture.supplyAsync(() -> 1).join();
        }
    }

    /** On a platform thread that is there already. */
    public static class WorkersCall extends InAwaitlet {
        private final ExecutorService pool =
                Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());

        @TearDown
        public void end() {
            pool.shutdown();
        }

        @Benchmark
        public Integer weft() {
            return Workers.shared().call(() -> 1);
        }

        @Benchmark
        public Integer cachedPoolSubmitAndGet() throws ExecutionException, InterruptedException {
            return pool.submit(() -> 1).get();
        }
    }
}
