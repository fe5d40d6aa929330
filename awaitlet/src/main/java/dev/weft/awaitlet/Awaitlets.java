package dev.weft.awaitlet;

import dev.weft.awaitlet.spi.WorkFuture;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code async} and {@code await}: the two functions that join blocking-style and async code.
 *
 * <ul>
 *   <li>{@link #async(Callable) async} runs blocking-style code as an awaitlet, on a virtual thread, and answers a
 *       future.
 *   <li>{@link #await(CompletionStage) await} suspends the current awaitlet until a stage completes; at any depth of
 *       calls.
 *   <li>Failures cross both ways as the same instance, checked exceptions and errors included, and cancels too.
 *   <li>Nothing here ever blocks a platform thread, except {@link #run(Callable) run}, which says so.
 * </ul>
 *
 * <p>Safe for use by many threads. After awaitlet (Python), SQLAlchemy's {@code greenlet_spawn}, and anyio's scopes.
 */
public final class Awaitlets {
    private Awaitlets() {}

    /**
     * Runs blocking-style code as an awaitlet; within another awaitlet in that one's world, with its context carriers
     * and clock.
     *
     * @param body the code; it may {@link #await(CompletionStage) await}, block, and throw anything
     * @param <T> the type of its result
     * @return a future of the result, at once; cancelling it, or a stage made from it, cancels the awaitlet. It
     *     completes where the world delivers results: in that of virtual threads on the awaitlet's thread, outside the
     *     awaitlet
     */
    public static <T extends @Nullable Object> WorkFuture<T> async(Callable<T> body) {
        return async(inherited(), body);
    }

    /**
     * Runs blocking-style code without a result as an awaitlet; within another awaitlet in that one's world, with its
     * context carriers and clock.
     *
     * @param body the code; it may {@link #await(CompletionStage) await}, block, and throw anything
     * @return a future that completes when the code has ended; cancelling it cancels the awaitlet
     */
    public static WorkFuture<@Nullable Void> async(Action body) {
        return async(inherited(), body);
    }

    /**
     * Runs blocking-style code without a result as an awaitlet, started as the options say.
     *
     * @param options the name, the context carriers and so on
     * @param body the code; it may {@link #await(CompletionStage) await}, block, and throw anything
     * @return a future that completes when the code has ended; cancelling it cancels the awaitlet
     */
    public static WorkFuture<@Nullable Void> async(AsyncOptions options, Action body) {
        return async(options, body.asCallable());
    }

    /**
     * Runs blocking-style code as an awaitlet, started as the options say.
     *
     * @param options the name, the context carriers and so on
     * @param body the code; it may {@link #await(CompletionStage) await}, block, and throw anything
     * @param <T> the type of its result
     * @return a future of the result, at once; it fails with {@link NoAwaitOccurred} (ER-103) if an await was required
     *     and none occurred, and with {@link UnawaitedResult} (ER-105) if the body returned a stage or a publisher
     */
    public static <T extends @Nullable Object> WorkFuture<T> async(AsyncOptions options, Callable<T> body) {
        var task = new AwaitletTask(options, siteFor(options));
        return task.start(Carriers.around(options.carriers(), body));
    }

    /**
     * Runs blocking-style code as an awaitlet of its own on the thread of the current one, which waits for it: what
     * {@code await(async(options, body))} does, without a virtual thread more. For libraries that call code of their
     * users: what that leaves open or starts is that awaitlet's, not the library's. Unlike in a thread of its own, the
     * code sees the thread-locals and scoped values of its caller.
     *
     * @param options the name, the context carriers and so on
     * @param body the code; it may {@link #await(CompletionStage) await}, block, and throw anything
     * @param <T> the type of its result
     * @return the result
     * @throws Exception whatever the code throws, as the same instance
     * @throws NoAwaitletContext outside an awaitlet (ER-101); the code is not called
     * @throws AwaitOnEventLoop on an event-loop thread (ER-102); the code is not called
     * @throws Cancelled if the current scope is cancelled (ER-204), which cancels the code; a result that it still
     *     brings is answered
     * @throws UnawaitedResult if the code returned a stage or a publisher (ER-105)
     */
    public static <T extends @Nullable Object> T call(AsyncOptions options, Callable<T> body) throws Exception {
        var caller = AwaitletTask.require("call");
        return caller.call(new AwaitletTask(options, siteFor(options)), Carriers.around(options.carriers(), body));
    }

    /** Runs code for an awaitlet that waits for it on another thread's behalf. */
    static <T extends @Nullable Object> WorkFuture<T> asyncFor(AwaitletTask caller, Callable<T> body) {
        var options = caller.options().ofNested();
        return new AwaitletTask(options, siteFor(options), null, caller)
                .start(Carriers.around(options.carriers(), body));
    }

    /**
     * Runs blocking-style code as an awaitlet, and blocks the current thread until it has ended: the one entry point of
     * a program's {@code main} and of tests.
     *
     * @param body the code; it may {@link #await(CompletionStage) await}, block, and throw anything
     * @param <T> the type of its result
     * @return the result; a failure is thrown as the same instance
     * @throws PortalOnOwnLoop in an awaitlet or on an event-loop thread (ER-206)
     * @throws Cancelled if the current thread was interrupted, and the code met that; the interrupt flag is kept
     *     (ER-204)
     */
    public static <T extends @Nullable Object> T run(Callable<T> body) {
        return run(AsyncOptions.defaults(), body);
    }

    /**
     * Runs blocking-style code without a result as an awaitlet, and blocks the current thread until it has ended.
     *
     * @param body the code; it may {@link #await(CompletionStage) await}, block, and throw anything
     * @throws PortalOnOwnLoop in an awaitlet or on an event-loop thread (ER-206)
     * @throws Cancelled if the current thread was interrupted, and the code met that; the interrupt flag is kept
     *     (ER-204)
     */
    public static void run(Action body) {
        run(AsyncOptions.defaults(), body);
    }

    /**
     * Runs blocking-style code without a result as an awaitlet, started as the options say, and blocks the current
     * thread until it has ended.
     *
     * @param options the name, the async world, the clock and so on
     * @param body the code; it may {@link #await(CompletionStage) await}, block, and throw anything
     * @throws PortalOnOwnLoop in an awaitlet or on an event-loop thread (ER-206)
     * @throws Cancelled if the current thread was interrupted, and the code met that; the interrupt flag is kept
     *     (ER-204)
     */
    public static void run(AsyncOptions options, Action body) {
        PortalOnOwnLoop.refuse("Awaitlets.run");
        ThreadWait.outcome(async(options, body));
    }

    /**
     * Runs blocking-style code as an awaitlet, started as the options say, and blocks the current thread until it has
     * ended. An interrupt of the thread cancels the code, whose end is still waited for.
     *
     * @param options the name, the async world, the clock and so on
     * @param body the code; it may {@link #await(CompletionStage) await}, block, and throw anything
     * @param <T> the type of its result
     * @return the result; a failure is thrown as the same instance
     * @throws PortalOnOwnLoop in an awaitlet or on an event-loop thread (ER-206)
     * @throws Cancelled if the current thread was interrupted, and the code met that; the interrupt flag is kept
     *     (ER-204)
     */
    public static <T extends @Nullable Object> T run(AsyncOptions options, Callable<T> body) {
        PortalOnOwnLoop.refuse("Awaitlets.run");
        return ThreadWait.outcome(async(options, body));
    }

    /**
     * Suspends the current awaitlet until a stage completes.
     *
     * <ul>
     *   <li>It is a checkpoint, even if the stage is complete: in a cancelled scope it cancels the stage and throws.
     *   <li>A cancel that arrives meanwhile cancels the stage. If the stage stands for work of Weft, the awaitlet waits
     *       until that work has ended; a result it still brings is answered, and the cancel is seen at the next
     *       checkpoint.
     *   <li>To await a stage that others use too, and must not see cancelled, await its {@code copy()}.
     * </ul>
     *
     * @param stage what to wait for
     * @param <T> the type of its result
     * @return the stage's result; if it failed, its failure is thrown as the same instance, without the wrappers of
     *     futures, and with the frames of this call attached
     * @throws NoAwaitletContext outside an awaitlet (ER-101); the stage is cancelled
     * @throws AwaitOnEventLoop on an event-loop thread (ER-102); the stage is cancelled
     * @throws NotAwaitable if the stage is null (ER-106)
     * @throws Cancelled if the current scope is cancelled (ER-204)
     */
    public static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        return contextFor(stage).await(stage);
    }

    /**
     * Suspends the current awaitlet until a publisher has delivered its one element.
     *
     * @param publisher what to subscribe to
     * @param <T> the type of its element
     * @return the element
     * @throws NotAwaitable if the publisher is null, or ends without an element (ER-106)
     * @throws NoAwaitletContext outside an awaitlet (ER-101); the publisher is not subscribed to
     * @throws Cancelled if the current scope is cancelled (ER-204); the publisher is not subscribed to, or the
     *     subscription is cancelled
     */
    public static <T> T await(Flow.Publisher<T> publisher) {
        if (publisher == null) {
            throw new NotAwaitable("null");
        }
        var task = AwaitletTask.require("await");
        task.checkpoint();
        return task.await(FirstElement.of(publisher));
    }

    /**
     * Reads the elements of a publisher one after another, with back pressure.
     *
     * @param publisher what to subscribe to, now
     * @param prefetch how many elements may be under way or wait to be read, at least 1
     * @param <T> the type of the elements
     * @return the elements; close them to cancel the subscription
     * @throws NotAwaitable if the publisher is null (ER-106)
     * @throws IllegalArgumentException if {@code prefetch} is below 1
     * @throws NoAwaitletContext outside an awaitlet (ER-101); the publisher is not subscribed to
     * @throws AwaitOnEventLoop on an event-loop thread (ER-102); the publisher is not subscribed to
     * @throws Cancelled if the current scope is cancelled (ER-204); the publisher is not subscribed to
     */
    @SuppressWarnings("ConstantValue") // callers outside null-marked code do pass null
    public static <T> Elements<T> iterate(Flow.Publisher<T> publisher, int prefetch) {
        if (publisher == null) {
            throw new NotAwaitable("null");
        }
        if (prefetch < 1) {
            throw new IllegalArgumentException("prefetch must be at least 1, but was " + prefetch);
        }
        AwaitletTask.require("iterate").checkpoint();
        return PrefetchedElements.of(publisher, prefetch);
    }

    /**
     * Suspends the current awaitlet until a stage completes, whatever becomes of the scopes meanwhile: for cleanup that
     * has a deadline of its own.
     *
     * @param stage what to wait for
     * @param <T> the type of its result
     * @return the stage's result
     * @throws NoAwaitletContext outside an awaitlet (ER-101); the stage goes on
     * @throws AwaitOnEventLoop on an event-loop thread (ER-102); the stage goes on
     */
    public static <T extends @Nullable Object> T awaitShielded(CompletionStage<T> stage) {
        return AwaitletTask.require("awaitShielded").awaitShielded(stage);
    }

    /**
     * Runs code of another library that waits by itself, such as a driver that reads from a socket.
     *
     * <p>A pending cancel is thrown before the code runs. One that arrives meanwhile is told to {@code onCancel}, whose
     * business it is to make the code end; what the code then throws or answers is what this method throws or answers.
     * {@code onCancel} does not begin after the code has ended; if it is still running then, this method waits for it.
     *
     * @param onCancel asked, at most once and from any thread, to make the code end; it must neither block nor throw
     * @param body the code
     * @param <T> the type of its result
     * @return the code's result
     * @throws Exception whatever the code throws
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     * @throws Cancelled if the current scope is already cancelled (ER-204)
     */
    public static <T extends @Nullable Object> T blocking(Consumer<CancelReason> onCancel, Callable<T> body)
            throws Exception {
        return AwaitletTask.require("blocking").blocking(onCancel, body);
    }

    /**
     * A point at which a cancel is seen and other tasks get their turn, without waiting for anything.
     *
     * @throws Cancelled if the current scope is cancelled (ER-204)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public static void checkpoint() {
        var task = AwaitletTask.require("checkpoint");
        task.checkpoint();
        giveWay();
        task.checkpoint();
    }

    /**
     * A point at which a cancel is seen, and nothing else happens: for loops that run long between their awaits.
     *
     * @throws Cancelled if the current scope is cancelled (ER-204)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public static void checkpointIfCancelled() {
        AwaitletTask.require("checkpointIfCancelled").checkpoint();
    }

    /**
     * A point at which other tasks get their turn, whether the current scope is cancelled or not.
     *
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public static void cancelShieldedCheckpoint() {
        var _ = AwaitletTask.require("cancelShieldedCheckpoint");
        giveWay();
    }

    /**
     * Tells whether the current code may await.
     *
     * @return true inside an awaitlet
     */
    public static boolean inAwaitlet() {
        return AwaitletTask.currentOrNull() != null;
    }

    /**
     * The current awaitlet.
     *
     * @return the awaitlet, empty outside
     */
    public static Optional<Awaitlet> current() {
        return Optional.ofNullable(AwaitletTask.currentOrNull());
    }

    /**
     * The current awaitlet, or the failure that teaches why there is none.
     *
     * @param operation what needs an awaitlet, for the message
     * @return the awaitlet
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     * @throws AwaitOnEventLoop on an event-loop thread (ER-102)
     */
    public static Awaitlet require(String operation) {
        return AwaitletTask.require(operation);
    }

    /**
     * The awaitlets that have started and not yet ended, anywhere in this JVM.
     *
     * @return a copy, in no particular order
     */
    public static Collection<Awaitlet> live() {
        return new ArrayList<>(AwaitletTask.live());
    }

    /**
     * What the live awaitlets of this JVM do: at most 1,000 of them, those nearest to the roots.
     *
     * @return how they stand now; it stops none of them
     */
    public static AwaitletDump dump() {
        return dump(1_000);
    }

    /**
     * What the live awaitlets of this JVM do.
     *
     * @param most how many to look at, those nearest to the roots first, at least 1
     * @return how they stand now; it stops none of them
     * @throws IllegalArgumentException if {@code most} is below 1
     */
    public static AwaitletDump dump(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("most must be at least 1, but was " + most);
        }
        return new LiveTree(AwaitletTask.live()).dump(most);
    }

    @SuppressWarnings("ConstantValue") // callers outside null-marked code do pass null
    private static AwaitletTask contextFor(@Nullable CompletionStage<?> stage) {
        var task = AwaitletTask.currentOrNull();
        if (task == null) {
            if (stage != null) {
                Stages.cancel(stage);
            }
            throw EventLoops.refuse("await");
        }
        if (stage == null) {
            throw new NotAwaitable("null");
        }
        return task;
    }

    @SuppressWarnings("ThreadPriorityCheck") // a scheduling point is what is asked for
    static void giveWay() {
        Thread.yield();
    }

    static AsyncOptions inherited() {
        var outer = AwaitletTask.currentOrNull();
        return outer == null ? AsyncOptions.defaults() : outer.options().ofNested();
    }

    /** The call that starts an awaitlet, if the options ask for it. */
    static StackWalker.@Nullable StackFrame siteFor(AsyncOptions options) {
        return options.recordSite() ? CallSite.here() : null;
    }
}
