package dev.weft.vertx;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.spi.Backend;
import dev.weft.awaitlet.spi.ContextCarrier;
import dev.weft.awaitlet.spi.WorkFuture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Vert.x's world: awaitlets as a {@link Future}, and a {@link Future} awaited.
 *
 * <ul>
 *   <li>An awaitlet may be started from any thread, event loops included. Its result is delivered on the Vert.x context
 *       from which it was started; on a thread without one, on a new context.
 *   <li>That context is the current one inside the awaitlet too, and in the awaitlets started there: what it calls of
 *       Vert.x runs on that context, and context locals are seen, and set, on both sides. Awaitlets that are started
 *       from one context share its locals, as its handlers do.
 *   <li>A Vert.x future has no cancel. {@link #start(Callable) start} answers an object that has one; an awaitlet that
 *       is cancelled while it awaits a Vert.x future goes on at once, and the operation behind the future is told only
 *       through {@link #await(Future, Consumer)}.
 *   <li>An await on an event-loop thread is refused (ER-102).
 *   <li>Deadlines are kept by the system's clock: they have to pass when an event loop is stuck, too.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
public final class VertxBackend implements Backend {
    private final OwnContext context;

    private VertxBackend(Vertx vertx) {
        this.context = new OwnContext(vertx);
    }

    /**
     * The world of a Vert.x instance, which stays the caller's to close.
     *
     * @param vertx the instance
     * @return a backend
     */
    public static VertxBackend create(Vertx vertx) {
        return new VertxBackend(vertx);
    }

    @Override
    public String name() {
        return "Vert.x";
    }

    @Override
    public Executor delivery() {
        var here = context.here();
        return result -> here.runOnContext(_ -> result.run());
    }

    @Override
    public List<ContextCarrier> carriers() {
        return List.of(context);
    }

    /**
     * Runs blocking-style code as an awaitlet.
     *
     * @param body the code; it may await, block, and throw anything
     * @param <T> the type of its result
     * @return the result, on the current context
     */
    public <T extends @Nullable Object> Future<T> async(Callable<T> body) {
        return start(body).future();
    }

    /**
     * Runs blocking-style code as an awaitlet that can be cancelled.
     *
     * @param body the code; it may await, block, and throw anything
     * @param <T> the type of its result
     * @return the awaitlet's future, and its cancel
     */
    public <T extends @Nullable Object> StartedAwaitlet<T> start(Callable<T> body) {
        return start(AsyncOptions.defaults(), body);
    }

    /**
     * Runs blocking-style code as an awaitlet that can be cancelled, started as the options say.
     *
     * @param options the name, the context carriers and so on; this backend is added to them
     * @param body the code; it may await, block, and throw anything
     * @param <T> the type of its result
     * @return the awaitlet's future, and its cancel
     */
    public <T extends @Nullable Object> StartedAwaitlet<T> start(AsyncOptions options, Callable<T> body) {
        var here = context.here();
        var before = here.beginDispatch(); // so that carrier and delivery find one context where there was none
        try {
            var promise = here.<T>promise();
            var work = Awaitlets.async(options.on(this), body);
            var _ = work.whenComplete((value, failure) -> {
                if (failure == null) {
                    promise.tryComplete(value);
                } else {
                    promise.tryFail(failure);
                }
            });
            return new StartedAwaitlet<>(work, promise.future());
        } finally {
            here.endDispatch(before);
        }
    }

    /**
     * Suspends the current awaitlet until a future of Vert.x is complete. Cancelled meanwhile, the awaitlet goes on at
     * once; the operation behind the future does too, because Vert.x has no cancel.
     *
     * @param future what to wait for
     * @param <T> the type of its result
     * @return the result; if it failed, its failure is thrown as the same instance
     * @throws dev.weft.awaitlet.NotAwaitable if the future is null (ER-106)
     * @throws dev.weft.awaitlet.NoAwaitletContext outside an awaitlet (ER-101)
     * @throws dev.weft.awaitlet.AwaitOnEventLoop on an event-loop thread (ER-102)
     * @throws dev.weft.awaitlet.Cancelled if the current scope is cancelled (ER-204)
     */
    @SuppressWarnings({"ConstantValue", "NullAway"}) // callers outside null-marked code do pass null
    public static <T extends @Nullable Object> T await(Future<T> future) {
        return Awaitlets.await(future == null ? null : future.toCompletionStage());
    }

    /**
     * Suspends the current awaitlet until a future of Vert.x is complete, and knows how to stop the operation behind
     * it. Cancelled meanwhile, the awaitlet waits until the future is complete; a result it still brings is answered.
     *
     * @param future what to wait for
     * @param onCancel asked, from any thread, to make the operation end, such as by resetting a request or failing a
     *     promise; it must neither block nor throw, and may be called when the operation has ended
     * @param <T> the type of its result
     * @return the result; if it failed, its failure is thrown as the same instance
     * @throws dev.weft.awaitlet.NotAwaitable if the future is null (ER-106)
     * @throws dev.weft.awaitlet.NoAwaitletContext outside an awaitlet (ER-101); {@code onCancel} is called
     * @throws dev.weft.awaitlet.AwaitOnEventLoop on an event-loop thread (ER-102); {@code onCancel} is called
     * @throws dev.weft.awaitlet.Cancelled if the current scope is cancelled (ER-204)
     */
    @SuppressWarnings({"ConstantValue", "NullAway"}) // callers outside null-marked code do pass null
    public static <T extends @Nullable Object> T await(Future<T> future, Consumer<CancelReason> onCancel) {
        if (future == null) {
            return Awaitlets.await((CompletionStage<T>) null);
        }
        var work = new WorkFuture<T>(onCancel);
        future.onComplete(work::complete, work::completeExceptionally);
        return Awaitlets.await(work);
    }

    @Override
    public String toString() {
        return name();
    }
}
