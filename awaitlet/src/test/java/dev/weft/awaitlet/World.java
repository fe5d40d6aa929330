package dev.weft.awaitlet;

import java.util.Iterator;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The async world in which each {@link AwaitletTest} runs. A module that brings a world offers it as a service, and
 * runs these tests again.
 */
public interface World {
    /**
     * Runs the body of a test as an awaitlet, the way code of this world starts one and gets its result.
     *
     * @return its outcome; cancelling it cancels the awaitlet
     */
    <T extends @Nullable Object> CompletableFuture<T> start(AsyncOptions options, Callable<T> body);

    /** The world on offer, else virtual threads. */
    static World here() {
        Iterator<World> offered = ServiceLoader.load(World.class).iterator();
        return offered.hasNext() ? offered.next() : new VirtualThreads();
    }
}

/** Awaitlets started from a plain thread. */
final class VirtualThreads implements World {
    @Override
    public <T extends @Nullable Object> CompletableFuture<T> start(AsyncOptions options, Callable<T> body) {
        return Awaitlets.async(options, body);
    }
}
