package dev.weft.peers.workload;

import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** One caller: an operation after the other, until it has enough or meets a failure. */
final class Task implements Runnable, Completion {
    private final Operation operation;
    private final Quota quota;
    private final SplittableRandom random;
    private final Histogram took;
    private final LongSupplier beginning;
    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private final AtomicInteger turns = new AtomicInteger(); // so that a chain of completions is no chain of calls
    private int done;
    private long began;

    /** A task whose operations are timed from when they begin. */
    Task(Operation operation, Quota quota, SplittableRandom random, Histogram took) {
        this(operation, quota, random, took, System::nanoTime);
    }

    private Task(Operation operation, Quota quota, SplittableRandom random, Histogram took, LongSupplier beginning) {
        this.operation = operation;
        this.quota = quota;
        this.random = random;
        this.took = took;
        this.beginning = beginning;
    }

    /** A task of one operation, which is timed from when it was due, however late it begins. */
    static Task due(long time, Operation operation, SplittableRandom random, Histogram took) {
        return new Task(operation, done -> done == 0, random, took, () -> time);
    }

    /** When a caller has enough. */
    @FunctionalInterface
    interface Quota {
        /** Whether one more is to be done by a caller that has done some. */
        boolean more(int done);

        /** At least one, and on until a time of {@link System#nanoTime}. */
        static Quota until(long time) {
            return done -> done == 0 || System.nanoTime() - time < 0;
        }
    }

    /** How many it has done, or why it met a failure. */
    CompletableFuture<Integer> end() {
        return end;
    }

    @Override
    public void run() {
        switch (operation) {
            case Operation.Blocking blocking -> loop(blocking);
            case Operation.Async async -> next(async);
        }
    }

    private void loop(Operation.Blocking blocking) {
        try {
            while (quota.more(done)) {
                began = beginning.getAsLong();
                blocking.run(random.nextInt(Integer.MAX_VALUE));
                took.recordValue(System.nanoTime() - began);
                done++;
            }
            end.complete(done);
        } catch (Throwable failed) {
            end.completeExceptionally(failed);
        }
    }

    private void next(Operation.Async async) {
        if (turns.getAndIncrement() != 0) {
            return;
        }
        do {
            if (!quota.more(done)) {
                end.complete(done);
                return;
            }
            began = beginning.getAsLong();
            try {
                async.run(random.nextInt(Integer.MAX_VALUE), this);
            } catch (Throwable failed) {
                end.completeExceptionally(failed);
                return;
            }
        } while (turns.decrementAndGet() != 0);
    }

    @Override
    public void ended(@Nullable Throwable failure) {
        if (failure != null) {
            end.completeExceptionally(failure);
            return;
        }
        took.recordValue(System.nanoTime() - began);
        done++;
        if (operation instanceof Operation.Async async) {
            next(async);
        }
    }
}
