package dev.weft.testing.internal;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.Awaitlets;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An async world in which the bodies of tests run; closed at the end of the run of JUnit. */
interface TestWorld extends AutoCloseable {
    /**
     * Runs the body of a test as an awaitlet, the way code of this world does it.
     *
     * @return its outcome; a failure if it arrived anywhere but in this world. Cancelling it cancels the awaitlet
     */
    CompletableFuture<? extends @Nullable Object> start(AsyncOptions options, Callable<@Nullable Object> body);

    @Override
    void close();

    /** Nothing but the JDK. */
    final class OnVirtualThreads implements TestWorld {
        @Override
        public CompletableFuture<? extends @Nullable Object> start(
                AsyncOptions options, Callable<@Nullable Object> body) {
            return Awaitlets.<@Nullable Object>async(options, body);
        }

        @Override
        public void close() {
            // There is nothing of its own.
        }
    }
}
