package dev.weft.awaitlet;

import dev.weft.awaitlet.TaskGroup.StartingBody;
import dev.weft.awaitlet.spi.WorkFuture;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A way for ordinary threads into the async side: they hand it code, which runs as awaitlets in one group, and may
 * block until it has ended; after anyio's blocking portal.
 *
 * <ul>
 *   <li>{@link #call(Callable) call} blocks the calling thread until the code has ended; an interrupt of the thread
 *       cancels the code. {@link #startSoon(Callable) startSoon} answers a future, whose cancel cancels the code.
 *   <li>A failure of the code is its caller's, and touches no other call.
 *   <li>Once stopped, it takes no more calls. Its block ends when the code of all calls has ended.
 *   <li>What blocks is refused in awaitlets and on event-loop threads.
 * </ul>
 *
 * <p>{@link #run(Block) run} is the usual form: left with a failure, it cancels the code of its callers, and left
 * normally, it waits for it. In an awaitlet that code runs inside the current scope; on an ordinary thread the portal
 * has an awaitlet of its own, as with {@link #open()}.
 *
 * <p>Safe for use by many threads.
 */
public final class Portal implements AutoCloseable {
    private final AsyncOptions options;
    private final TaskGroup group;
    private final CompletableFuture<@Nullable Void> stopped = new CompletableFuture<>();
    private final Set<WorkFuture<?>> calls = ConcurrentHashMap.newKeySet(); // whose futures are not told yet
    private final WorkFuture<@Nullable Void> ended;

    /** A block of code without a result that gives others a portal. */
    @FunctionalInterface
    public interface Block {
        /**
         * Runs the block.
         *
         * @param portal the portal, until the block ends
         * @throws Exception whatever the block throws
         */
        void run(Portal portal) throws Exception;
    }

    /**
     * A block of code that gives others a portal.
     *
     * @param <T> the type of its result
     */
    @FunctionalInterface
    public interface Body<T extends @Nullable Object> {
        /**
         * Runs the block.
         *
         * @param portal the portal, until the block ends
         * @return its result
         * @throws Exception whatever the block throws
         */
        T call(Portal portal) throws Exception;
    }

    /**
     * Code that runs and has signalled that it is ready.
     *
     * @param value what it signalled
     * @param task the future of its result; cancelling it cancels the code
     * @param <S> the type of what it signalled
     * @param <T> the type of its result
     */
    public record Started<S extends @Nullable Object, T extends @Nullable Object>(S value, WorkFuture<T> task) {}

    private Portal(AsyncOptions options, TaskGroup group) {
        this.options = options;
        this.group = group;
        this.ended = new WorkFuture<>(_ -> stop(true));
    }

    /**
     * Opens a portal with an awaitlet of its own, in the world of virtual threads.
     *
     * @return the portal, to be closed
     * @throws PortalOnOwnLoop in an awaitlet or on an event-loop thread (ER-206)
     */
    public static Portal open() {
        return open(AsyncOptions.defaults());
    }

    /**
     * Opens a portal with an awaitlet of its own.
     *
     * @param options the name of that awaitlet, and the async world, the clock and the context carriers of all code
     * @return the portal, to be closed
     * @throws PortalOnOwnLoop in an awaitlet or on an event-loop thread (ER-206)
     */
    public static Portal open(AsyncOptions options) {
        PortalOnOwnLoop.refuse("Portal.open");
        var opened = new CompletableFuture<Portal>();
        var host = Awaitlets.async(
                options,
                () -> hosted(portal -> {
                    opened.complete(portal);
                    return Awaitlets.awaitShielded(portal.stopped);
                }));
        var _ = host.whenComplete((_, failure) -> {
            if (failure != null) {
                opened.completeExceptionally(failure); // it failed before it was open
            }
        });
        return ThreadWait.outcome(opened);
    }

    /**
     * Runs a block with a portal, and returns when the block and the code of all calls have ended.
     *
     * @param block what to run, on the current thread
     * @throws PortalOnOwnLoop on an event-loop thread (ER-206)
     * @throws TaskCancelled in an awaitlet, if the block was cut short by {@link #stop stop(true)} (ER-210)
     */
    public static void run(Block block) {
        Portal.<@Nullable Void>call(portal -> {
            block.run(portal);
            return null;
        });
    }

    /**
     * Runs a block with a portal, and answers its result when the block and the code of all calls have ended.
     *
     * @param body what to run, on the current thread
     * @param <T> the type of its result
     * @return the result; a failure of the block is thrown as it is
     * @throws PortalOnOwnLoop on an event-loop thread (ER-206)
     * @throws TaskCancelled in an awaitlet, if the block was cut short by {@link #stop stop(true)} (ER-210)
     */
    public static <T extends @Nullable Object> T call(Body<T> body) {
        if (Awaitlets.inAwaitlet()) {
            return hosted(body);
        }
        var portal = open();
        T value;
        try {
            value = body.call(portal);
        } catch (Throwable failure) {
            portal.stop(true);
            portal.closeAfter(failure);
            throw Failures.sneak(failure);
        }
        portal.close();
        return value;
    }

    private void closeAfter(Throwable failure) {
        try {
            close();
        } catch (Throwable another) {
            failure.addSuppressed(another);
        }
    }

    /** Runs a body with a portal whose code runs in the scope of the current awaitlet. */
    private static <T extends @Nullable Object> T hosted(Body<T> body) {
        var options = AwaitletTask.require("Portal").options().ofNested();
        var made = new AtomicReference<@Nullable Portal>();
        try {
            T value = TaskGroup.call(group -> {
                var portal = new Portal(options, group);
                made.set(portal);
                return portal.untilStopped(body);
            });
            conclude(made.get(), null);
            return value;
        } catch (Throwable failure) {
            conclude(made.get(), failure);
            throw Failures.sneak(failure);
        }
    }

    /** Ends a portal whose group has ended, once its futures have: they are told a moment after the group. */
    private static void conclude(@Nullable Portal portal, @Nullable Throwable failure) {
        if (portal == null) {
            return;
        }
        Awaitlets.awaitShielded(CompletableFuture.allOf(
                portal.calls.stream().map(call -> call.handle((_, _) -> "")).toArray(CompletableFuture<?>[]::new)));
        if (failure == null) {
            portal.ended.complete(null);
        } else {
            portal.ended.completeExceptionally(failure);
        }
    }

    private <T extends @Nullable Object> T untilStopped(Body<T> body) throws Exception {
        T value;
        try {
            value = body.call(this);
        } catch (Throwable failure) {
            stop(true);
            throw failure;
        }
        stop(false);
        return value;
    }

    /**
     * Runs code as an awaitlet, and blocks the current thread until it has ended.
     *
     * @param body the code; it may await
     * @param <T> the type of its result
     * @return the code's result; its failure, an error too, is thrown as the same instance
     * @throws PortalStopped if this portal has been stopped (ER-206)
     * @throws PortalOnOwnLoop in an awaitlet or on an event-loop thread (ER-206)
     * @throws Cancelled if the code was cancelled with the portal, or because this thread was interrupted (ER-204)
     */
    public <T extends @Nullable Object> T call(Callable<T> body) {
        PortalOnOwnLoop.refuse("Portal.call");
        return ThreadWait.outcome(startSoon(body));
    }

    /**
     * Runs code without a result as an awaitlet, and blocks the current thread until it has ended.
     *
     * @param body the code; it may await
     * @throws PortalStopped if this portal has been stopped (ER-206)
     * @throws PortalOnOwnLoop in an awaitlet or on an event-loop thread (ER-206)
     * @throws Cancelled if the code was cancelled with the portal, or because this thread was interrupted (ER-204)
     */
    public void call(Action body) {
        PortalOnOwnLoop.refuse("Portal.call");
        ThreadWait.outcome(startSoon(body));
    }

    /**
     * Starts code as an awaitlet. Never blocks, so any thread may do it.
     *
     * @param body the code; it may await
     * @param <T> the type of its result
     * @return the future of its result, at once; cancelling it cancels the code
     * @throws PortalStopped if this portal has been stopped (ER-206)
     */
    public <T extends @Nullable Object> WorkFuture<T> startSoon(Callable<T> body) {
        return launch(() -> group.startAlone(options, body));
    }

    /**
     * Starts code without a result as an awaitlet. Never blocks, so any thread may do it.
     *
     * @param body the code; it may await
     * @return a future that completes when the code has ended, at once; cancelling it cancels the code
     * @throws PortalStopped if this portal has been stopped (ER-206)
     */
    public WorkFuture<@Nullable Void> startSoon(Action body) {
        return startSoon(body.asCallable());
    }

    /**
     * Starts code as an awaitlet with a name. Never blocks, so any thread may do it.
     *
     * @param name its name, for failures, logs and thread dumps
     * @param body the code; it may await
     * @param <T> the type of its result
     * @return the future of its result, at once; cancelling it cancels the code
     * @throws PortalStopped if this portal has been stopped (ER-206)
     */
    public <T extends @Nullable Object> WorkFuture<T> startSoon(String name, Callable<T> body) {
        return launch(() -> group.startAlone(options.named(name), body));
    }

    /**
     * Starts code as an awaitlet, and blocks the current thread until the code tells that it is ready. An interrupt
     * before that cancels it.
     *
     * @param body the code; it has to signal its readiness once
     * @param <S> the type of what it signals
     * @param <T> the type of its result
     * @return what it signalled, and the future of its result; a failure after the signal is that future's
     * @throws ReadinessMisuse if it ended without having signalled (ER-212); a failure before is thrown as it is
     * @throws PortalStopped if this portal has been stopped (ER-206)
     * @throws PortalOnOwnLoop in an awaitlet or on an event-loop thread (ER-206)
     * @throws Cancelled if it was cancelled before it was ready (ER-204)
     */
    public <S extends @Nullable Object, T extends @Nullable Object> Started<S, T> start(StartingBody<S, T> body) {
        PortalOnOwnLoop.refuse("Portal.start");
        var ready = new Readiness<S>(group.scope());
        var task = launch(() -> group.startAlone(options, ready, body));
        var signalled = new WorkFuture<S>(task::requestCancel);
        var _ = ready.signalled().whenComplete((value, failure) -> {
            if (failure == null) {
                signalled.complete(value);
            } else {
                signalled.completeExceptionally(failure);
            }
        });
        return new Started<>(ThreadWait.outcome(signalled), task);
    }

    /**
     * Opens a resource of the async side for an ordinary thread: opened and closed by one awaitlet, and used by the
     * thread, in try-with-resources.
     *
     * @param opener opens the resource; it may await
     * @param <R> the type of the resource; its {@code close()} may await
     * @return the open resource
     * @throws PortalStopped if this portal has been stopped (ER-206)
     * @throws PortalOnOwnLoop in an awaitlet or on an event-loop thread (ER-206)
     * @throws Cancelled if it was cancelled before it was open (ER-204)
     */
    public <R extends AutoCloseable> PortalResource<R> wrap(Callable<R> opener) {
        var wanted = new CompletableFuture<@Nullable Void>();
        var started = this.<R, @Nullable Void>start(ready -> PortalResource.hold(opener, ready, wanted));
        return new PortalResource<>(started.value(), wanted, started.task());
    }

    private <T extends @Nullable Object> WorkFuture<T> launch(Callable<WorkFuture<T>> start) {
        if (stopped.isDone()) {
            throw new PortalStopped(null);
        }
        try {
            var call = start.call();
            calls.add(call);
            var _ = call.whenComplete((_, _) -> calls.remove(call));
            return call;
        } catch (ScopeMisuse closed) {
            throw new PortalStopped(closed);
        } catch (Exception failure) {
            throw Failures.sneak(failure);
        }
    }

    /**
     * Takes no more calls. Never blocks, so any thread may do it, also code of this portal, and more than once.
     *
     * @param cancelRemaining whether code that runs is cancelled, which frees the threads that wait for it
     */
    public void stop(boolean cancelRemaining) {
        stopped.complete(null);
        if (cancelRemaining) {
            group.cancel("its portal was stopped");
        }
    }

    /**
     * Takes no more calls, and blocks the current thread until the code of all calls has ended. An interrupt cancels
     * that code.
     *
     * @throws PortalOnOwnLoop in an awaitlet or on an event-loop thread (ER-206); use {@link #stop} there
     */
    @Override
    public void close() {
        PortalOnOwnLoop.refuse("Portal.close");
        stop(false);
        ThreadWait.outcome(ended);
    }

    @Override
    public String toString() {
        return "Portal[" + group.running() + " running" + (stopped.isDone() ? ", stopped]" : "]");
    }
}
