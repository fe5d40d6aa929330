package dev.weft.engine.internal;

import dev.weft.awaitlet.spi.WorkFuture;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How futures complete: work that has ended already, the end of other work, and futures without a value. */
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

    static <T extends @Nullable Object> WorkFuture<T> done(T value) {
        var done = new WorkFuture<T>(reason -> {});
        done.complete(value);
        return done;
    }

    static <T extends @Nullable Object> WorkFuture<T> failed(Throwable failure) {
        var failed = new WorkFuture<T>(reason -> {});
        failed.completeExceptionally(failure);
        return failed;
    }

    /** Dependent stages of work are work: cancelling one cancels what it depends on. */
    static <T extends @Nullable Object> WorkFuture<T> work(CompletableFuture<T> dependent) {
        return dependent instanceof WorkFuture<T> known ? known : following(dependent);
    }

    /** The end of something that no cancel reaches, such as giving a connection back. */
    static <T extends @Nullable Object> WorkFuture<T> following(CompletableFuture<T> stage) {
        var following = new WorkFuture<T>(reason -> {});
        var _ = stage.whenComplete((value, failure) -> {
            if (failure == null) {
                following.complete(value);
            } else {
                following.completeExceptionally(failure);
            }
        });
        return following;
    }
}
