package dev.weft.testing.internal;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.reactor.ReactorBackend;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Reactor's world, with a thread of its own, which is there before any test and so is no leak of one. */
final class OnReactor implements TestWorld {
    private static final String THREADS = "weft-test-reactor";

    private final Scheduler scheduler = Schedulers.newSingle(THREADS, true);
    private final ReactorBackend backend = ReactorBackend.create(scheduler);

    OnReactor() {
        var started = new CompletableFuture<Boolean>();
        scheduler.schedule(() -> started.complete(true));
        started.join();
    }

    @Override
    public CompletableFuture<? extends @Nullable Object> start(AsyncOptions options, Callable<@Nullable Object> body) {
        Mono<Object> outcome = backend.async(options, body);
        return outcome.doOnTerminate(OnReactor::checkThread).toFuture();
    }

    private static void checkThread() {
        var thread = Thread.currentThread();
        if (!thread.getName().startsWith(THREADS)) {
            throw new IllegalStateException("The result of the test did not arrive in Reactor, but on " + thread);
        }
    }

    @Override
    public void close() {
        scheduler.dispose();
    }
}
