package dev.weft.vertx;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a test on a plain thread waits for, and never for long. */
final class Soon {
    static final Duration LIMIT = Duration.ofSeconds(10);

    private Soon() {}

    static <T extends @Nullable Object> T value(CompletableFuture<T> future) throws Exception {
        return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @SuppressWarnings("ThreadPriorityCheck") // lets others run between two looks; nothing depends on who does
    static void holds(BooleanSupplier condition, String otherwise) {
        var start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new AssertionError(otherwise + ", after " + LIMIT);
            }
            Thread.yield();
        }
    }
}
