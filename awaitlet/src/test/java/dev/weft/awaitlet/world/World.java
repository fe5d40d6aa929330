package dev.weft.awaitlet.world;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.Awaitlets;
import java.util.Iterator;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The async world in which each behaviour test runs. A module that brings a world offers it as a service, and runs
 * these tests again.
 *
 * <p>In a package of its own, because such a module cannot see tests in a package of the module {@code awaitlet}.
 */
public interface World {
    /** The name, for the messages of tests. */
    String name();

    /**
     * Runs the body of a test as an awaitlet, the way code of this world starts one and gets its result; fails if the
     * result arrives anywhere but in this world.
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
    public String name() {
        return "virtual threads";
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> start(AsyncOptions options, Callable<T> body) {
        return Awaitlets.async(options, body);
    }
}
