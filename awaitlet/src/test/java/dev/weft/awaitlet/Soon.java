package dev.weft.awaitlet;

import dev.weft.awaitlet.spi.WorkFuture;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a test on a plain thread waits for, and never for long. */
final class Soon {
    private static final long LIMIT_SECONDS = 10;

    private Soon() {}

    /** The value of a future. */
    static <T extends @Nullable Object> T value(Future<T> future)
            throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** The failure of a stage, with whatever wrapper the stage itself has put around it. */
    static Throwable failure(CompletionStage<?> stage)
            throws ExecutionException, InterruptedException, TimeoutException {
        var seen = new CompletableFuture<@Nullable Throwable>();
        var _ = stage.whenComplete((_, thrown) -> seen.complete(thrown));
        var failure = value(seen);
        if (failure == null) {
            throw new AssertionError(stage + " ended without a failure");
        }
        return failure;
    }

    /** The opening of a latch. */
    static void open(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("a latch is still closed after " + LIMIT_SECONDS + " s");
        }
    }

    /** A moment at which an awaitlet waits for a stage. */
    static void awaited(CompletableFuture<?> stage) {
        holds(() -> stage.getNumberOfDependents() > 0, "nothing awaits " + stage);
    }

    /** A moment at which an awaitlet waits. */
    static void suspended(WorkFuture<?> awaitlet) {
        var task = (AwaitletTask) awaitlet.worker().orElseThrow();
        holds(() -> task.pause() != null, task + " does not wait");
    }

    /** A moment at which a condition holds. */
    @SuppressWarnings("ThreadPriorityCheck") // lets others run between two looks; nothing depends on who does
    static void holds(BooleanSupplier condition, String otherwise) {
        var start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
                throw new AssertionError(otherwise + ", after " + LIMIT_SECONDS + " s");
            }
            Thread.yield();
        }
    }
}
