package dev.weft.benchmarks;

import dev.weft.awaitlet.CancelScope;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.TearDown;

/** Entering and leaving a scope around code that does nothing. */
public final class Scopes {
    private Scopes() {}

    /** Without a deadline. The JDK has no such scope; a binding of a scoped value is a block as well. */
    public static class Scope extends InAwaitlet {
        private static final ScopedValue<Integer> BOUND = ScopedValue.newInstance();
        private final Callable<Integer> body = () -> 1;

        @Benchmark
        public Integer weft() {
            return CancelScope.create().callOrFail(body);
        }

        @Benchmark
        public Integer scopedValueBinding() throws Exception {
            return ScopedValue.where(BOUND, 1).call(body::call);
        }
    }

    /** With a deadline that never comes. */
    public static class ScopeWithDeadline extends InAwaitlet {
        private static final Duration LIMIT = Duration.ofMinutes(10);
        private final Callable<Integer> body = () -> 1;
        private final ScheduledThreadPoolExecutor timers = timers();

        private static ScheduledThreadPoolExecutor timers() {
            var timers = new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().factory());
            timers.setRemoveOnCancelPolicy(true);
            return timers;
        }

        @TearDown
        public void end() {
            timers.shutdownNow();
        }

        @Benchmark
        public Integer weft() {
            return CancelScope.failAfter(LIMIT, body);
        }

        @Benchmark
        public Integer timerScheduledAndCancelled() throws Exception {
            var timer = timers.schedule(() -> {}, LIMIT.toNanos(), TimeUnit.NANOSECONDS);
            try {
                return body.call();
            } finally {
                timer.cancel(false);
            }
        }

        @Benchmark
        public Integer futureOrTimeout() throws Exception {
            var future = new CompletableFuture<Integer>().orTimeout(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
            future.complete(body.call());
            return future.join();
        }
    }
}
