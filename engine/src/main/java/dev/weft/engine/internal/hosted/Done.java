package dev.weft.engine.internal.hosted;

import dev.weft.awaitlet.spi.WorkFuture;
import org.jspecify.annotations.Nullable;

/** Work that needed no I/O. */
final class Done {
    private Done() {}

    static WorkFuture<@Nullable Void> nothing() {
        return Done.<@Nullable Void>with(null);
    }

    static <T extends @Nullable Object> WorkFuture<T> with(T value) {
        var done = new WorkFuture<T>(reason -> {});
        done.complete(value);
        return done;
    }

    static <T extends @Nullable Object> WorkFuture<T> failed(Throwable failure) {
        var failed = new WorkFuture<T>(reason -> {});
        failed.completeExceptionally(failure);
        return failed;
    }
}
