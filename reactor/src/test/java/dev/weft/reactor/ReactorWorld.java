package dev.weft.reactor;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.world.World;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Awaitlets started by subscribing to a Mono; their results arrive on a thread of Reactor's own. */
@SuppressWarnings("exports") // of a test, to nobody
public final class ReactorWorld implements World {
    private final ReactorBackend backend = ReactorBackend.create();

    /** For the service loader. */
    public ReactorWorld() {}

    @Override
    public String name() {
        return backend.name();
    }

    @Override
    @SuppressWarnings("unchecked") // a Mono has no value where the body's is null
    public <T extends @Nullable Object> CompletableFuture<T> start(AsyncOptions options, Callable<T> body) {
        Mono<Object> outcome = backend.async(options, body);
        return (CompletableFuture<T>)
                outcome.doOnTerminate(ReactorWorld::checkThread).toFuture();
    }

    private static void checkThread() {
        if (!Schedulers.isInNonBlockingThread()) {
            throw new AssertionError("the result arrived on " + Thread.currentThread());
        }
    }
}
