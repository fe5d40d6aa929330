package dev.weft.engine.internal;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The public form of a future without a value: {@code Void} there, a null inside. */
final class Completion {
    private Completion() {}

    @SuppressWarnings({"unchecked", "NullAway"}) // the same future; nobody reads the value of a Void
    static CompletableFuture<Void> of(CompletableFuture<? extends @Nullable Void> future) {
        return (CompletableFuture<Void>) future;
    }
}
