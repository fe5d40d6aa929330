package dev.weft.engine.internal;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.Awaitlets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The work that users give a block: called in an awaitlet of its own. */
final class BlockWork {
    private BlockWork() {}

    /** A stage, in a box: an awaitlet must not return one. */
    private record Started<T extends @Nullable Object>(CompletionStage<T> stage) {}

    /**
     * Calls the work. Its awaitlet ends with the call, and leaves what it used free for whoever the work started.
     *
     * @param name the awaitlet's name
     * @return the outcome of the stage that the work answers; cancelling it cancels the call and the stage
     */
    static <R, T extends @Nullable Object> CompletableFuture<T> start(
            String name, Function<? super R, ? extends CompletionStage<T>> work, R resource) {
        var options = AsyncOptions.inherited().named(name).withoutSite();
        return Awaitlets.async(options, () -> new Started<T>(work.apply(resource)))
                .thenCompose(Started::stage);
    }
}
