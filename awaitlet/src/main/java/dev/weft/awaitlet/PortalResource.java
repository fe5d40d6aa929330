package dev.weft.awaitlet;

import dev.weft.awaitlet.spi.WorkFuture;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A resource of the async side in the hands of an ordinary thread: what {@link Portal#wrap} opens.
 *
 * <ul>
 *   <li>One awaitlet opens it and closes it, so that it may hold scopes and groups open in between.
 *   <li>If the portal is stopped with {@link Portal#stop stop(true)}, it is closed at once.
 * </ul>
 *
 * <p>As safe for use by many threads as the resource itself.
 *
 * @param <R> the type of the resource
 */
public final class PortalResource<R extends AutoCloseable> implements AutoCloseable {
    private final R resource;
    private final CompletableFuture<@Nullable Void> unwanted;
    private final WorkFuture<@Nullable Void> closed;
    private final AtomicBoolean closing = new AtomicBoolean();

    PortalResource(R resource, CompletableFuture<@Nullable Void> unwanted, WorkFuture<@Nullable Void> closed) {
        this.resource = resource;
        this.unwanted = unwanted;
        this.closed = closed;
    }

    /** Opens the resource, and closes it when it is not wanted any more. */
    @SuppressWarnings("try") // whatever its close throws is thrown
    static <R extends AutoCloseable> @Nullable Void hold(
            Callable<R> opener, Readiness<R> ready, CompletableFuture<@Nullable Void> unwanted) throws Exception {
        try (var resource = opener.call()) {
            ready.signal(resource);
            return Awaitlets.await(unwanted);
        }
    }

    /**
     * The resource itself.
     *
     * @return the resource, open until this is closed
     */
    public R get() {
        return resource;
    }

    /**
     * Closes the resource in its awaitlet, and blocks the current thread until that has ended; calling it again does
     * nothing. What the resource's own close throws is thrown as the same instance.
     *
     * @throws PortalOnOwnLoop in an awaitlet or on an event-loop thread (ER-206)
     * @throws Cancelled if the portal was stopped with a cancel, which has closed the resource (ER-204)
     */
    @Override
    public void close() {
        PortalOnOwnLoop.refuse("PortalResource.close");
        if (closing.compareAndSet(false, true)) {
            unwanted.complete(null);
            ThreadWait.outcome(closed);
        }
    }
}
