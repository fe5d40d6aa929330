package dev.weft.benchmarks;

import dev.weft.awaitlet.CapacityLimiter;
import dev.weft.awaitlet.Channel;
import dev.weft.awaitlet.TaskGroup;
import dev.weft.awaitlet.TaskLock;
import dev.weft.awaitlet.TaskSemaphore;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** Tokens, locks and items that go from task to task. */
public final class HandOffs {
    private static final int ROUNDS = 1_000;
    private static final int TASKS = 4;

    private HandOffs() {}

    /** Code that may be interrupted. */
    @FunctionalInterface
    private interface Step {
        void run() throws InterruptedException;
    }

    /** Takes turns in several tasks, so that each turn has to be waited for. The same work for Weft and for the JDK. */
    @SuppressWarnings("ThreadPriorityCheck") // whoever holds the token lets the others ask for it
    private static void inTurns(Step take, Runnable giveBack) {
        TaskGroup.run(group -> {
            for (var task = 0; task < TASKS; task++) {
                group.fork(() -> {
                    for (var round = 0; round < ROUNDS / TASKS; round++) {
                        take.run();
                        Thread.yield();
                        giveBack.run();
                    }
                });
            }
        });
    }

    /** A token nobody else wants. */
    public static class FreeToken extends InAwaitlet {
        private final CapacityLimiter limiter = CapacityLimiter.create(1);
        private final Semaphore semaphore = new Semaphore(1, true);

        @Benchmark
        public void weft() {
            limiter.acquire();
            limiter.release();
        }

        @Benchmark
        public void semaphore() throws InterruptedException {
            semaphore.acquire();
            semaphore.release();
        }
    }

    /** A permit nobody else wants. */
    public static class FreeSemaphore extends InAwaitlet {
        private final TaskSemaphore permits = TaskSemaphore.create(1);
        private final Semaphore semaphore = new Semaphore(1, true);

        @Benchmark
        public void weft() {
            permits.acquire();
            permits.release();
        }

        @Benchmark
        public void semaphore() throws InterruptedException {
            semaphore.acquire();
            semaphore.release();
        }
    }

    /** A lock nobody else wants. */
    public static class FreeLock extends InAwaitlet {
        private final TaskLock lock = TaskLock.create();
        private final ReentrantLock reentrant = new ReentrantLock(true);

        @Benchmark
        public void weft() {
            lock.acquire();
            lock.release();
        }

        @Benchmark
        public void reentrantLock() throws InterruptedException {
            reentrant.lockInterruptibly();
            reentrant.unlock();
        }
    }

    /** One token for four tasks, first come first served. */
    public static class TokenInTurns extends InAwaitlet {
        private final CapacityLimiter limiter = CapacityLimiter.create(1);
        private final Semaphore semaphore = new Semaphore(1, true);

        @Benchmark
        @OperationsPerInvocation(ROUNDS)
        public void weft() {
            inTurns(limiter::acquire, limiter::release);
        }

        @Benchmark
        @OperationsPerInvocation(ROUNDS)
        public void fairSemaphore() {
            inTurns(semaphore::acquire, semaphore::release);
        }
    }

    /** Items from one task to another, with a buffer or without. */
    public static class ItemThroughChannel extends InAwaitlet {
        /** How many items may wait. */
        @Param({"0", "16"})
        public int buffer = 0;

        @Benchmark
        @OperationsPerInvocation(ROUNDS)
        public long weft() {
            var channel = Channel.<Integer>open(buffer);
            return TaskGroup.call(group -> {
                group.fork(() -> {
                    try (var sender = channel.sender()) {
                        for (var item = 0; item < ROUNDS; item++) {
                            sender.send(item);
                        }
                    }
                });
                var sum = 0L;
                try (var receiver = channel.receiver()) {
                    for (var item : receiver) {
                        sum += item;
                    }
                }
                return sum;
            });
        }

        @Benchmark
        @OperationsPerInvocation(ROUNDS)
        public long blockingQueue() {
            BlockingQueue<Integer> queue = buffer == 0 ? new SynchronousQueue<>() : new ArrayBlockingQueue<>(buffer);
            return TaskGroup.call(group -> {
                group.fork(() -> {
                    for (var item = 0; item < ROUNDS; item++) {
                        queue.put(item);
                    }
                });
                var sum = 0L;
                for (var item = 0; item < ROUNDS; item++) {
                    sum += queue.take();
                }
                return sum;
            });
        }
    }
}
