package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineUrl;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Steps that many tests take. */
final class Work {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Work() {}

    /** Creates {@code a (id, data)}. */
    static void createTable(AsyncEngine engine) {
        await(engine.begin(connection -> connection.execute("create table a (id int primary key, data varchar(50))")));
    }

    /** How many rows {@code a} has, as a connection of its own sees it. */
    static long rows(AsyncEngine engine) {
        return await(engine.begin(connection -> connection.scalar(Long.class, "select count(*) from a")))
                .orElseThrow();
    }

    /** Proves that the next user of an engine gets a connection that works. */
    static int one(AsyncEngine engine) {
        return await(engine.begin(connection -> connection.scalar(Integer.class, "select 1")))
                .orElseThrow();
    }

    /** The URL of a database with one more option, and with the password that its string form hides. */
    static String with(EngineUrl url, String option, String value) {
        return "%s://%s:%s@127.0.0.1:%d/%s?%s=%s"
                .formatted(
                        url.dialect(),
                        url.user().orElseThrow(),
                        url.password().orElseThrow(),
                        url.port().orElseThrow(),
                        url.database().orElseThrow(),
                        option,
                        value);
    }

    /** Runs code on a platform thread, which is no awaitlet. */
    static <T> T onPlainThread(Callable<T> code) {
        var result = new CompletableFuture<T>();
        Thread.ofPlatform().name("plain").start(() -> {
            try {
                result.complete(code.call());
            } catch (Throwable failure) {
                result.completeExceptionally(failure);
            }
        });
        return await(result);
    }

    /** Runs code in an awaitlet that nobody's awaitlet started, and which therefore may not act for any. */
    static <T> CompletableFuture<T> stranger(Callable<T> code) {
        return onPlainThread(() -> Awaitlets.async(AsyncOptions.defaults().named("stranger"), code));
    }

    /** Waits until something has come true, or fails after 20 s. */
    static void until(String what, BooleanSupplier condition) throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var pause = new CountDownLatch(1);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
            }
            if (pause.await(5, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody counts this latch down");
            }
        }
    }
}
