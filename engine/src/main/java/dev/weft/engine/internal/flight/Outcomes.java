package dev.weft.engine.internal.flight;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** How an operation ended, in one word. */
final class Outcomes {
    private Outcomes() {}

    static String of(@Nullable Throwable failure) {
        if (failure == null) {
            return "completed";
        }
        var told = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return told instanceof CancellationException ? "cancelled" : "failed";
    }
}
