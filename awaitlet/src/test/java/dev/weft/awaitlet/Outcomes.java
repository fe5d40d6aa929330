package dev.weft.awaitlet;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How a future ended, asked from the thread of a test, which waits for it as long as a broken test may take. */
final class Outcomes {
    private static final long MOST_SECONDS = 10;

    private Outcomes() {}

    /** The value; a failure is thrown as it is, without the wrapper of the future. */
    static <T extends @Nullable Object> T resultOf(CompletableFuture<T> future) {
        try {
            return future.get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw Failures.sneak(Failures.peel(failed));
        } catch (Exception unexpected) {
            throw Failures.sneak(unexpected);
        }
    }

    /** The failure; a value is an error of the test. */
    static Throwable failureOf(CompletableFuture<?> future) {
        var ended = future.handle((value, failure) -> failure == null ? noFailure(value) : Failures.peel(failure));
        return resultOf(ended);
    }

    /** What a piece of code throws; if it throws nothing, that is an error of the test. */
    static Throwable thrownBy(Action code) {
        try {
            code.run();
        } catch (Throwable thrown) {
            return thrown;
        }
        throw new AssertionError("nothing was thrown");
    }

    private static Throwable noFailure(@Nullable Object value) {
        throw new AssertionError("no failure, but the value " + value);
    }
}
