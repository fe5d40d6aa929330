package dev.weft.awaitlet;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A stage of a library that does not interoperate with {@link CompletableFuture}, as its contract allows. */
final class HidingStage<T extends @Nullable Object> extends CompletableFuture<T> {
    @Override
    public CompletableFuture<T> toCompletableFuture() {
        throw new UnsupportedOperationException("this stage has no future");
    }

    /** What a caller outside null-marked code may pass. */
    @SuppressWarnings("NullAway")
    static <T> CompletionStage<T> missing() {
        return null;
    }
}
