package dev.weft.awaitlet;

import java.util.concurrent.CompletableFuture;

/**
 * A thing with an asynchronous close, and a blocking-style one for try-with-resources inside an awaitlet.
 *
 * <p>Closing twice does nothing the second time.
 */
public interface AsyncCloseable extends AutoCloseable {
    /**
     * Closes this thing.
     *
     * @return a future that completes once it is closed
     */
    CompletableFuture<Void> aclose();

    /**
     * Closes this thing and waits until it is closed, which makes it a resource of try-with-resources in an awaitlet.
     * The wait is shielded: a cancelled scope does not skip it.
     *
     * @throws NoAwaitletContext outside an awaitlet (ER-101); use {@link #aclose()} there
     * @throws AwaitOnEventLoop on an event-loop thread (ER-102); use {@link #aclose()} there
     */
    @Override
    default void close() {
        Awaitlets.awaitShielded(aclose());
    }
}
