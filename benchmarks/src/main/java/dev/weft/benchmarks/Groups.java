package dev.weft.benchmarks;

import dev.weft.awaitlet.Concurrently;
import dev.weft.awaitlet.TaskGroup;
import dev.weft.awaitlet.TaskHandle;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.TearDown;

/** Starting many pieces of work, and waiting for all of them. */
public final class Groups {
    private Groups() {}

    /** What is common to both: what the JDK offers for the same. */
    public abstract static class Tasks extends InAwaitlet {
        /** How many. */
        @Param({"1", "10", "100"})
        public int tasks = 1;

        private final ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();

        @TearDown
        public void end() {
            virtual.shutdown();
        }

        @Benchmark
        public int virtualThreads() throws InterruptedException {
            var sum = new AtomicInteger();
            var threads = new ArrayList<Thread>(tasks);
            for (var i = 0; i < tasks; i++) {
                threads.add(Thread.startVirtualThread(sum::incrementAndGet));
            }
            for (var thread : threads) {
                thread.join();
            }
            return sum.get();
        }

        @Benchmark
        public int supplyAsyncOnVirtualThreads() {
            return supplied(virtual);
        }

        @Benchmark
        public int supplyAsyncOnCommonPool() {
            return supplied(ForkJoinPool.commonPool());
        }

        private int supplied(ExecutorService executor) {
            var futures = new ArrayList<CompletableFuture<Integer>>(tasks);
            for (var i = 0; i < tasks; i++) {
                futures.add(CompletableFuture.supplyAsync(() -> 1, executor));
            }
            CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new)).join();
            return futures.stream().mapToInt(CompletableFuture::join).sum();
        }
    }

    /** A group in a try block. */
    public static class GroupOfTasks extends Tasks {
        @Benchmark
        public int weft() {
            var handles = new ArrayList<TaskHandle<Integer>>(tasks);
            try (var group = TaskGroup.open()) {
                for (var i = 0; i < tasks; i++) {
                    handles.add(group.fork(() -> 1));
                }
                group.join();
            }
            return handles.stream().mapToInt(TaskHandle::value).sum();
        }
    }

    /** The function for it. */
    public static class Gather extends Tasks {
        @Benchmark
        public int weft() {
            var bodies = new ArrayList<Callable<Integer>>(tasks);
            for (var i = 0; i < tasks; i++) {
                bodies.add(() -> 1);
            }
            return Concurrently.gather(bodies).stream().mapToInt(value -> value).sum();
        }
    }
}
