package dev.weft.reactor;

import dev.weft.awaitlet.Action;
import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.CancelReason.Kind;
import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.Elements;
import dev.weft.awaitlet.spi.Backend;
import dev.weft.awaitlet.spi.ContextCarrier;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Project Reactor's world: awaitlets as a {@link Mono}, and a {@link Mono} or {@link Flux} awaited.
 *
 * <ul>
 *   <li>{@link #async(Callable) async} is lazy: nothing runs before subscription, and each subscription runs the code
 *       once. The result is delivered on this backend's scheduler.
 *   <li>Cancelling the subscription cancels the awaitlet; cancelling an awaitlet cancels the subscription it awaits.
 *   <li>Reactor's context is carried into the awaitlet, where {@link #currentContext()} reads it, into the awaitlets
 *       started inside, and out again into every {@link Mono} and {@link Flux} awaited there. With Micrometer's context
 *       propagation on the class or module path so are the thread-locals it knows.
 *   <li>An await on a thread that Reactor marks as non-blocking is refused (ER-102).
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
public final class ReactorBackend implements Backend {
    private static final ScopedValue<ContextView> CONTEXT = ScopedValue.newInstance();
    private static final List<ContextCarrier> CARRIERS = List.of(ContextCarrier.of(CONTEXT));
    private static final CancelReason UNSUBSCRIBED =
            new CancelReason(Kind.FUTURE_CANCELLED, "the subscription was cancelled");

    private final Scheduler scheduler;

    private ReactorBackend(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * The world that delivers results on {@link Schedulers#parallel()}.
     *
     * @return a backend
     */
    public static ReactorBackend create() {
        return new ReactorBackend(Schedulers.parallel());
    }

    /**
     * The world that delivers results on a scheduler.
     *
     * @param scheduler the scheduler; on {@link Schedulers#immediate()} results are delivered on the awaitlets' own
     *     threads. It stays the caller's: one that is disposed of refuses results, which are then delivered on the
     *     awaitlets' own threads too, but drops those it has accepted and not yet delivered
     * @return a backend
     */
    public static ReactorBackend create(Scheduler scheduler) {
        return new ReactorBackend(scheduler);
    }

    @Override
    public String name() {
        return "Reactor";
    }

    @Override
    public Executor delivery() {
        return scheduler::schedule;
    }

    @Override
    public List<ContextCarrier> carriers() {
        return CARRIERS;
    }

    /**
     * Blocking-style code as a {@link Mono}.
     *
     * @param body the code; it may await, block, and throw anything
     * @param <T> the type of its result
     * @return a mono that runs the code as an awaitlet at each subscription; empty if the result is null
     */
    public <T> Mono<T> async(Callable<? extends @Nullable T> body) {
        return async(AsyncOptions.defaults(), body);
    }

    /**
     * Blocking-style code without a result as a {@link Mono}.
     *
     * @param body the code; it may await, block, and throw anything
     * @return a mono that runs the code as an awaitlet at each subscription, and is empty
     */
    public Mono<Void> async(Action body) {
        return async(AsyncOptions.defaults(), body.asCallable());
    }

    /**
     * Blocking-style code as a {@link Mono}, started as the options say. The call that starts the awaitlet is Reactor's
     * own, at subscription, and is not recorded.
     *
     * @param options the name, the context carriers and so on; this backend is added to them
     * @param body the code; it may await, block, and throw anything
     * @param <T> the type of its result
     * @return a mono that runs the code as an awaitlet at each subscription; empty if the result is null. What fails in
     *     the awaitlet after the subscription was cancelled is handed to Reactor's hook for dropped errors
     */
    public <T> Mono<T> async(AsyncOptions options, Callable<? extends @Nullable T> body) {
        var here = options.on(this).withoutSite();
        return Mono.create(sink -> run(here, body, sink));
    }

    private static <T> void run(AsyncOptions options, Callable<? extends @Nullable T> body, MonoSink<T> sink) {
        var context = sink.contextView();
        var outcome = new Outcome<T>(sink);
        var inContext = ThreadLocals.<@Nullable T>of(context, body::call);
        var work = ScopedValue.where(CONTEXT, context)
                .call(() -> Awaitlets.<@Nullable T>async(options, () -> {
                    outcome.expected.join();
                    return inContext.call();
                }));
        sink.onCancel(() -> {
            outcome.unwanted = true;
            work.requestCancel(UNSUBSCRIBED);
        });
        var _ = work.whenComplete(outcome);
        outcome.expected.complete(null);
    }

    /** Tells a subscriber how an awaitlet has ended, on the thread that delivers it. */
    private static final class Outcome<T> implements BiConsumer<@Nullable T, @Nullable Throwable> {
        // The body waits for it: else its result could be there first, and be told on the subscribing thread.
        final CompletableFuture<@Nullable Void> expected = new CompletableFuture<>();
        private final MonoSink<T> sink;
        volatile boolean unwanted;

        Outcome(MonoSink<T> sink) {
            this.sink = sink;
        }

        @Override
        public void accept(@Nullable T value, @Nullable Throwable failure) {
            if (failure == null) {
                sink.success(value);
            } else if (!unwanted) {
                sink.error(failure);
            } else if (!(failure instanceof Cancelled)) {
                Operators.onErrorDropped(failure, Context.of(sink.contextView()));
            }
        }
    }

    /**
     * Suspends the current awaitlet until a {@link Mono} has ended. It is subscribed to once, here and now, with the
     * current context.
     *
     * @param mono what to subscribe to
     * @param <T> the type of its value
     * @return the value, null if it ended without one, as {@link Mono#block()} has it; {@link Mono#singleOptional()}
     *     makes an {@link java.util.Optional} of it
     * @throws dev.weft.awaitlet.NotAwaitable if the mono is null (ER-106)
     * @throws dev.weft.awaitlet.NoAwaitletContext outside an awaitlet (ER-101); the mono is not subscribed to
     * @throws dev.weft.awaitlet.AwaitOnEventLoop on a thread that must not block (ER-102); the mono is not subscribed
     *     to
     * @throws Cancelled if the current scope is cancelled (ER-204); the mono is not subscribed to, or the subscription
     *     is cancelled
     */
    public static <T> @Nullable T await(Mono<T> mono) {
        var _ = Awaitlets.require("await");
        Awaitlets.checkpointIfCancelled();
        return Awaitlets.await(
                found(mono).contextCapture().contextWrite(currentContext()).toFuture());
    }

    /**
     * Suspends the current awaitlet until a {@link Flux} has delivered its first element, and cancels it then.
     *
     * @param flux what to subscribe to
     * @param <T> the type of its elements
     * @return the element
     * @throws dev.weft.awaitlet.NotAwaitable if the flux is null, or ends without an element (ER-106)
     * @throws dev.weft.awaitlet.NoAwaitletContext outside an awaitlet (ER-101); the flux is not subscribed to
     * @throws dev.weft.awaitlet.AwaitOnEventLoop on a thread that must not block (ER-102); the flux is not subscribed
     *     to
     * @throws Cancelled if the current scope is cancelled (ER-204); the flux is not subscribed to, or the subscription
     *     is cancelled
     */
    public static <T> T await(Flux<T> flux) {
        return Awaitlets.await(publisher(flux));
    }

    /**
     * Reads the elements of a {@link Flux} one after another, with back pressure.
     *
     * @param flux what to subscribe to, now, with the current context
     * @param prefetch how many elements may be under way or wait to be read, at least 1
     * @param <T> the type of the elements
     * @return the elements; close them to cancel the subscription
     * @throws IllegalArgumentException if {@code prefetch} is below 1
     * @throws dev.weft.awaitlet.NotAwaitable if the flux is null (ER-106)
     * @throws dev.weft.awaitlet.NoAwaitletContext outside an awaitlet (ER-101); the flux is not subscribed to
     * @throws dev.weft.awaitlet.AwaitOnEventLoop on a thread that must not block (ER-102); the flux is not subscribed
     *     to
     * @throws Cancelled if the current scope is cancelled (ER-204); the flux is not subscribed to
     */
    public static <T> Elements<T> iterate(Flux<T> flux, int prefetch) {
        return Awaitlets.iterate(publisher(flux), prefetch);
    }

    /**
     * Reactor's context of the subscription for which the current awaitlet runs.
     *
     * @return the context; empty outside an awaitlet of this world
     */
    public static ContextView currentContext() {
        return CONTEXT.isBound() ? CONTEXT.get() : Context.empty();
    }

    private static <T> Flow.Publisher<T> publisher(Flux<T> flux) {
        return JdkFlowAdapter.publisherToFlowPublisher(
                found(flux).contextCapture().contextWrite(currentContext()));
    }

    /** The source itself; the failure of awaiting null if there is none. */
    @SuppressWarnings({"ConstantValue", "NullAway"}) // callers outside null-marked code do pass null
    private static <P extends @Nullable Object> P found(P source) {
        return source == null ? Awaitlets.await((Flow.Publisher<P>) null) : source;
    }

    @Override
    public String toString() {
        return name() + " delivering on " + scheduler;
    }
}
