package dev.weft.testing.internal;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.vertx.StartedAwaitlet;
import dev.weft.vertx.VertxBackend;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Vert.x's world, with one event loop, which runs before any test and so is no leak of one. */
final class OnVertx implements TestWorld {
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setUseDaemonThread(true));
    private final VertxBackend backend = VertxBackend.create(vertx);

    OnVertx() {
        var started = new CompletableFuture<Boolean>();
        vertx.runOnContext(_ -> started.complete(true));
        started.join();
    }

    @Override
    public CompletableFuture<? extends @Nullable Object> start(AsyncOptions options, Callable<@Nullable Object> body) {
        var started = new CompletableFuture<StartedAwaitlet<@Nullable Object>>();
        var outcome = new WorkFuture<@Nullable Object>(reason -> {
            var _ = started.thenAccept(awaitlet -> awaitlet.cancel(reason.toString()));
        });
        var context = vertx.getOrCreateContext();
        context.runOnContext(_ -> {
            var awaitlet = backend.start(options, body);
            started.complete(awaitlet);
            awaitlet.future().onComplete(result -> complete(outcome, result, context));
        });
        return outcome;
    }

    private static void complete(WorkFuture<@Nullable Object> outcome, AsyncResult<?> result, Context context) {
        if (!context.equals(Vertx.currentContext()) || !Context.isOnEventLoopThread()) {
            outcome.completeExceptionally(new IllegalStateException(
                    "The result of the test did not arrive on its context, but on " + Thread.currentThread()));
        } else if (result.succeeded()) {
            outcome.complete(result.result());
        } else {
            outcome.completeExceptionally(result.cause());
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
