package dev.weft.vertx;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A Vert.x of a test's own, with two loops. */
@Timeout(20)
abstract class VertxTest {
    final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    final VertxBackend backend = VertxBackend.create(vertx);

    @AfterEach
    void close() throws Exception {
        Soon.value(vertx.close().toCompletionStage().toCompletableFuture());
    }

    /** A context like that of a request: with locals of its own. */
    Context newContext() {
        return ((ContextInternal) vertx.getOrCreateContext()).duplicate();
    }

    /** Does something on a context, and waits for what comes of it. */
    static <T> T on(Context context, Callable<Future<T>> task) throws Exception {
        var result = new CompletableFuture<T>();
        context.runOnContext(_ -> {
            try {
                task.call().onComplete(result::complete, result::completeExceptionally);
            } catch (Throwable failure) {
                result.completeExceptionally(failure);
            }
        });
        return Soon.value(result);
    }

    /** Where the current code runs. */
    static String place() {
        return (Context.isOnEventLoopThread() ? "loop" : Thread.currentThread().isVirtual() ? "virtual" : "other") + " "
                + System.identityHashCode(Vertx.currentContext());
    }

    static String loop(@Nullable Context context) {
        return "loop " + System.identityHashCode(context);
    }
}
