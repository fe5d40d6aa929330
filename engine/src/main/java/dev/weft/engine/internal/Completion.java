package dev.weft.engine.internal;

import dev.weft.awaitlet.spi.WorkFuture;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How futures complete that have no value, follow others, or depend on work. */
final class Completion {
    private Completion() {}

    /** The public form of a future without a value: {@code Void} there, a null inside. */
    @SuppressWarnings({"unchecked", "NullAway"}) // the same future; nobody reads the value of a Void
    static CompletableFuture<Void> of(CompletableFuture<? extends @Nullable Void> future) {
        return (CompletableFuture<Void>) future;
    }

    /**
     * Does what is to be done whatever became of something before; the result has the failures of both.
     *
     * @param next is told whether what came before went well
     */
    static CompletableFuture<@Nullable Void> anyway(
            CompletableFuture<@Nullable Void> before, Function<Boolean, CompletableFuture<@Nullable Void>> next) {
        var done = new CompletableFuture<@Nullable Void>();
        var _ = before.whenComplete((nothing, first) -> {
            var _ = next.apply(first == null).whenComplete((either, second) -> {
                if (first == null && second == null) {
                    done.complete(null);
                } else if (first == null || second == null) {
                    done.completeExceptionally(first == null ? second : first);
                } else {
                    first.addSuppressed(second);
                    done.completeExceptionally(first);
                }
            });
        });
        return done;
    }

    /** Dependent stages of work are work: cancelling one cancels what it depends on. */
    static <T extends @Nullable Object> WorkFuture<T> work(CompletableFuture<T> dependent) {
        return dependent instanceof WorkFuture<T> known ? known : WorkFuture.following(dependent);
    }
}
