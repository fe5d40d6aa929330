package dev.weft.awaitlet;

import dev.weft.awaitlet.spi.WorkFuture;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/** What can be asked of a stage, and done to one that is not wanted any more. */
final class Stages {
    private Stages() {}

    /** Cancels a stage, as far as it can be cancelled. */
    static void cancel(CompletionStage<?> stage) {
        futureOf(stage).ifPresent(future -> future.cancel(true));
    }

    /** The future of a stage; a stage need not have one, and then nothing but its own library can cancel it. */
    static <T> Optional<CompletableFuture<T>> futureOf(CompletionStage<T> stage) {
        try {
            return Optional.of(stage.toCompletableFuture());
        } catch (UnsupportedOperationException allowed) { // by the contract of CompletionStage
            return Optional.empty();
        }
    }

    /** Tells whether a stage has completed with a value, if its class is known to tell; without making a dependent. */
    static boolean succeeded(CompletionStage<?> stage) {
        return (stage.getClass() == CompletableFuture.class || stage instanceof WorkFuture)
                && stage.toCompletableFuture().state() == Future.State.SUCCESS;
    }
}
