package dev.weft.engine.internal.flight;

import dev.weft.awaitlet.spi.WorkFuture;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** How an operation ended, in one word. */
final class Outcomes {
    private Outcomes() {}

    static String of(@Nullable Throwable failure) {
        if (failure == null) {
            return "completed";
        }
        return WorkFuture.cause(failure) instanceof CancellationException ? "cancelled" : "failed";
    }
}
