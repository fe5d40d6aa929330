package dev.weft.torture;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Waiting for a future, never for ever. */
final class Await {
    private static final long SECONDS = 120;
    private static final int LONGEST = 160;

    private Await() {}

    /**
     * Its value.
     *
     * @throws Exception what it failed with
     */
    static <T extends @Nullable Object> T value(CompletableFuture<T> future) throws Exception {
        try {
            return future.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException stuck) {
            throw new IllegalStateException("no answer in " + SECONDS + " s; who waits:\n" + Awaitlets.dump(), stuck);
        } catch (ExecutionException failed) {
            throw reason(failed) instanceof Exception reason ? reason : failed;
        }
    }

    /** Works on a connection of its own, from outside of awaitlets. */
    static void with(AsyncEngine engine, Work work) throws Exception {
        var connection = engine.connect();
        try {
            Await.value(connection.start());
            work.on(connection);
        } finally {
            Await.value(connection.aclose());
        }
    }

    /** Makes the connections of a pool, so that what is measured does not wait for them. */
    static void warm(AsyncEngine engine, int connections) throws Exception {
        value(CompletableFuture.allOf(
                Stream.generate(() -> engine.begin(connection -> connection.execute("select pg_sleep(.05)")))
                        .limit(connections)
                        .toArray(CompletableFuture[]::new)));
    }

    /** What is done with a connection. */
    interface Work {
        void on(AsyncConnection connection) throws Exception;
    }

    /** Lets time pass. */
    static void pause(Duration time) throws InterruptedException {
        if (new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IllegalStateException("nobody counts this latch down");
        }
    }

    /** What a future or a stage failed with, without its wrappings. */
    static Throwable reason(Throwable failure) {
        var cause = failure.getCause();
        return cause != null && (failure instanceof ExecutionException || failure instanceof CompletionException)
                ? reason(cause)
                : failure;
    }

    /** The first line of what a failure tells. */
    static String told(Throwable failure) {
        var line = reason(failure).toString().lines().findFirst().orElse("");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }
}
