package dev.weft.micrometer;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What a test waits for, and never for long. */
final class Soon {
    private Soon() {}

    static <T extends @Nullable Object> T value(Future<T> future)
            throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(30, TimeUnit.SECONDS);
    }
}
