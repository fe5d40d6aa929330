package dev.weft.torture;

import dev.weft.awaitlet.Awaitlets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** Workers beside each other, each on a plain virtual thread, as callers from outside of Weft are. */
final class Crew {
    private Crew() {}

    /** What one worker does. */
    interface Worker {
        void work(int number) throws Exception;
    }

    /**
     * Has them all work to their end.
     *
     * @throws Exception the first failure of one, or {@link IllegalStateException} if they do not end in time
     */
    static void run(int workers, Duration within, Worker worker) throws Exception {
        wait(start(workers, worker), within);
    }

    /** Has them begin; the future ends with the last of them. */
    static CompletableFuture<Void> start(int workers, Worker worker) {
        return CompletableFuture.allOf(IntStream.range(0, workers)
                .mapToObj(number -> started(number, worker))
                .toArray(CompletableFuture[]::new));
    }

    private static CompletableFuture<Void> started(int number, Worker worker) {
        var end = new CompletableFuture<Void>();
        Thread.ofVirtual().name("torture-" + number).start(() -> {
            try {
                worker.work(number);
                end.complete(null);
            } catch (Throwable failed) {
                end.completeExceptionally(failed);
            }
        });
        return end;
    }

    static void wait(CompletableFuture<?> crew, Duration within) throws Exception {
        try {
            crew.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stuck) {
            throw new IllegalStateException(
                    "not ended within " + within.toSeconds() + " s; who waits:\n" + Awaitlets.dump(), stuck);
        }
    }
}
