package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.await;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Code on a plain platform thread, as a caller that is no awaitlet runs it. */
final class OutsideAwaitlets {
    private OutsideAwaitlets() {}

    /** Runs the code on a thread of its own and waits for it. */
    static <T> T call(Callable<T> code) {
        var result = new CompletableFuture<T>();
        Thread.ofPlatform().name("plain thread").daemon().start(() -> {
            try {
                result.complete(code.call());
            } catch (Throwable failure) {
                result.completeExceptionally(failure);
            }
        });
        return await(result);
    }
}
