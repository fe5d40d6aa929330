package dev.weft.awaitlet;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What can be done to a stage that is not wanted any more. */
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
}
