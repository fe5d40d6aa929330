package dev.weft.vertx;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.awaitlet.world.World;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Awaitlets started on an event loop; their results arrive on the same context. */
@SuppressWarnings("exports") // of a test, to nobody
public final class VertxWorld implements World {
    private final Vertx vertx = OneVertx.VERTX;
    private final VertxBackend backend = VertxBackend.create(vertx);

    /** For the service loader. */
    public VertxWorld() {}

    @Override
    public String name() {
        return backend.name();
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> start(AsyncOptions options, Callable<T> body) {
        var started = new CompletableFuture<StartedAwaitlet<T>>();
        var outcome = new WorkFuture<T>(reason -> {
            var _ = started.thenAccept(awaitlet -> awaitlet.cancel(reason.toString()));
        });
        var context = vertx.getOrCreateContext();
        context.runOnContext(_ -> {
            var awaitlet = backend.start(options, body);
            started.complete(awaitlet);
            awaitlet.future().onComplete(result -> {
                if (!context.equals(Vertx.currentContext()) || !Context.isOnEventLoopThread()) {
                    outcome.completeExceptionally(
                            new AssertionError("the result arrived on " + Thread.currentThread()));
                } else if (result.succeeded()) {
                    outcome.complete(result.result());
                } else {
                    outcome.completeExceptionally(result.cause());
                }
            });
        });
        return outcome;
    }

    /** One for all tests of this JVM, with two loops. */
    static final class OneVertx {
        static final Vertx VERTX = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));

        private OneVertx() {}
    }
}
