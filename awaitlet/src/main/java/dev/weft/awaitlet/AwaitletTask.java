package dev.weft.awaitlet;

import dev.weft.awaitlet.CancelReason.Kind;
import dev.weft.awaitlet.spi.TimeSource;
import dev.weft.awaitlet.spi.WorkFuture;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An awaitlet from its start to its end: its scopes, its thread, and what it waits for. */
final class AwaitletTask implements Awaitlet {
    private static final ScopedValue<AwaitletTask> CURRENT = ScopedValue.newInstance();
    private static final Set<AwaitletTask> LIVE = ConcurrentHashMap.newKeySet();
    private static final int DEEPEST_WAIT = 1_000; // a bound, because awaitlets that wait for each other are a circle
    private static final AtomicLong STARTED = new AtomicLong();

    private final long number = STARTED.incrementAndGet();
    private final AsyncOptions options;
    private final StackWalker.@Nullable StackFrame site;
    private volatile @Nullable AwaitletTask starter; // until this one ends, so that no chain of ended ones is kept
    private volatile CancelScope innermost;
    private volatile @Nullable Thread thread;
    private volatile @Nullable CancelHook hook;
    private volatile @Nullable Pause pause; // while it waits
    private final @Nullable Heartbeat heartbeat; // where a watchdog listens
    private volatile @Nullable TaskGroup group; // the innermost open one
    private final AtomicReference<@Nullable BlockedCalls> blocked = new AtomicReference<>(); // from the first cancel on
    private volatile boolean ended;
    private final AtomicReference<@Nullable CompletableFuture<@Nullable Void>> end = new AtomicReference<>();
    private boolean awaited; // touched by its own thread only
    private final CancelScope root;
    private volatile @Nullable AwaitletLabel label; // from when it is first asked for

    AwaitletTask(AsyncOptions options, StackWalker.@Nullable StackFrame site) {
        this(options, site, null, currentOrNull());
    }

    /** A task of a group: what cancels the scope around it cancels it too. */
    AwaitletTask(AsyncOptions options, StackWalker.@Nullable StackFrame site, @Nullable CancelScope around) {
        this(options, site, around, currentOrNull());
    }

    /** An awaitlet that may act for its starter, wherever it is started from. */
    AwaitletTask(
            AsyncOptions options,
            StackWalker.@Nullable StackFrame site,
            @Nullable CancelScope around,
            @Nullable AwaitletTask starter) {
        this.options = options;
        this.site = site;
        this.root = CancelScope.root(this, around);
        this.innermost = root;
        this.starter = starter;
        this.heartbeat = options.watchdog() == null ? null : new Heartbeat();
    }

    static @Nullable AwaitletTask currentOrNull() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    static AwaitletTask require(String operation) {
        var task = currentOrNull();
        if (task == null) {
            throw EventLoops.refuse(operation);
        }
        return task;
    }

    static Set<AwaitletTask> live() {
        return LIVE;
    }

    /**
     * Starts the body on a thread of its own; the future completes where the backend delivers results, after the body's
     * context is gone.
     */
    <T extends @Nullable Object> WorkFuture<T> start(Callable<T> body) {
        return start(body, (_, _) -> {});
    }

    /**
     * Starts the body on a thread of its own; the future as above.
     *
     * @param whenEnded told how the body ended, on its thread and before the future is
     */
    <T extends @Nullable Object> WorkFuture<T> start(Callable<T> body, BiConsumer<T, @Nullable Throwable> whenEnded) {
        var future = new TaskFuture<T>(this, options.backend().delivery());
        LIVE.add(this);
        try {
            thread = Thread.ofVirtual().name(name()).unstarted(new AwaitletRun<>(this, body, future, whenEnded));
            thread.start();
        } catch (Throwable notStarted) {
            LIVE.remove(this);
            throw notStarted;
        }
        return future;
    }

    /** Calls a body as this awaitlet. On its own thread. */
    <T extends @Nullable Object> T inside(Callable<T> body) throws Exception {
        return ScopedValue.where(CURRENT, this).call(body::call);
    }

    /** Tells a watchdog that this awaitlet runs from now on. */
    void begun() {
        if (options.watchdog() != null && heartbeat != null) {
            options.watchdog().watch(this, heartbeat);
        }
        wakeLater();
    }

    /** Counts this awaitlet as ended: its body has returned or thrown. */
    void over() {
        ended = true;
        starter = null;
        LIVE.remove(this);
        settleInterrupts();
        if (options.watchdog() != null) {
            options.watchdog().forget(this);
        }
        thread = null; // who keeps this one, to know whose something was, does not keep that
        var asked = end.get();
        if (asked != null) {
            asked.complete(null);
        }
    }

    /** Closes the groups and scopes that the body has left open, and answers the failure that this is. */
    @Nullable
    ScopeMisuse closeAll() {
        var open = group == null ? innermost == root ? null : innermost : group;
        while (group != null) {
            group.abandon();
        }
        innermost = root;
        return open == null ? null : ScopeMisuse.leftOpen(this, open);
    }

    /** Tells whether an await was required, and none occurred. */
    boolean lacksAwait() {
        return options.requireAwait() && !awaited;
    }

    /** The cancel behind a failure in a cancelled scope, whatever frameworks or blocking calls have made of it. */
    @Nullable
    Cancelled cancelIn(Throwable failure, CancelReason why) {
        var cancelled = Failures.cancelledIn(failure);
        var calls = blocked.get();
        if (cancelled == null
                && calls != null
                && !Failures.isConclusive(failure)
                && Failures.causes(failure).anyMatch(calls::mayHaveCaused)) {
            cancelled = new Cancelled(why).alongside(failure);
        }
        return cancelled;
    }

    /** Waits for a stage, at a checkpoint; cancelled meanwhile, it cancels the stage. */
    <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        awaited = true;
        var work = stage instanceof WorkFuture<T> future ? future : null;
        var refused = pendingHere();
        if (refused != null && work == null) {
            Stages.cancel(stage);
            throw new Cancelled(refused);
        }
        if (refused == null && Stages.succeeded(stage)) {
            return stage.toCompletableFuture().resultNow();
        }
        var cell = new AwaitCell<T>(Thread.currentThread());
        stage.whenComplete(cell);
        if (!cell.done()) {
            suspend(cell, stage, work); // work that goes on is stopped, and its end awaited, before a cancel is thrown
        }
        var failure = cell.failure();
        if (refused != null && (failure == null || !Failures.isConclusive(failure))) {
            throw new Cancelled(refused).alongside(failure);
        }
        return outcome(cell);
    }

    /** As {@link #await}; but a value that the work has brought is answered even if the cancel came before the wait. */
    <T extends @Nullable Object> T awaitBrought(WorkFuture<T> work) {
        try {
            return await(work);
        } catch (Cancelled cancelled) {
            if (work.state() == Future.State.SUCCESS) {
                return work.resultNow();
            }
            throw cancelled;
        }
    }

    /**
     * As {@link #await}, whatever becomes of the scopes; without a scope for that where there is nothing to wait for.
     */
    <T extends @Nullable Object> T awaitShielded(CompletionStage<T> stage) {
        if (Stages.succeeded(stage)) {
            awaited = true;
            beat();
            return stage.toCompletableFuture().resultNow();
        }
        return CancelScope.create().shield(true).through(() -> await(stage));
    }

    private <T extends @Nullable Object> void suspend(
            AwaitCell<T> cell, CompletionStage<T> stage, @Nullable WorkFuture<T> work) {
        var foreign = new ForeignInterrupt(this);
        CancelReason reason = null;
        pauses(stage);
        try {
            reason = cell.park(() -> {
                foreign.seen();
                return pending();
            });
            if (reason == null) {
                return;
            }
            if (work != null) {
                work.requestCancel(reason);
            } else if (!cell.comesAfterCancel(stage)) {
                throw new Cancelled(reason);
            }
            cell.park(() -> {
                foreign.seen();
                return null;
            });
            if (cell.failure() != null && Failures.peel(cell.failure()) instanceof CancellationException cause) {
                throw new Cancelled(reason).alongside(cause);
            }
        } finally {
            goesOn(cell.succeeded() ? "completed" : reason == null ? "failed" : "cancelled");
            foreign.restore();
        }
    }

    private <T extends @Nullable Object> T outcome(AwaitCell<T> cell) {
        var failure = cell.failure();
        if (failure != null) {
            throw Failures.sneak(Failures.awaitedHere(Failures.peel(failure), this));
        }
        return cell.value();
    }

    /** Lets others see that this awaitlet waits from now on: for a stage, or in code that waits by itself. */
    private void pauses(@Nullable CompletionStage<?> stage) {
        pause = new Pause(stage, time().nanoTime(), pause, AwaitEvent.ifRecording());
    }

    private void goesOn(String outcome) {
        var over = Objects.requireNonNull(pause);
        pause = over.outer();
        beat();
        over.ended(this, outcome);
    }

    private void beat() {
        if (heartbeat != null) {
            heartbeat.beat();
        }
    }

    /** Runs code that waits by itself, and calls {@code onCancel} if the scope is cancelled meanwhile. */
    <T extends @Nullable Object> T blocking(Consumer<CancelReason> onCancel, Callable<T> body) throws Exception {
        return blocking(null, onCancel, body);
    }

    /** Runs a body as another awaitlet on this one's thread, and hands cancels on to it. */
    <T extends @Nullable Object> T call(AwaitletTask inner, Callable<T> body) throws Exception {
        var outcome = new TaskFuture<T>(inner, Runnable::run);
        this.<@Nullable Void>blocking(outcome, inner::cancel, () -> {
            LIVE.add(inner);
            inner.thread = Thread.currentThread();
            new AwaitletRun<>(inner, body, outcome, (_, _) -> {}).run();
            var _ = Thread.interrupted(); // an interrupt was the other one's, as if the thread had ended with it
            return null;
        });
        return awaitBrought(outcome);
    }

    private <T extends @Nullable Object> T blocking(
            @Nullable CompletionStage<?> stage, Consumer<CancelReason> onCancel, Callable<T> body) throws Exception {
        awaited = true;
        var foreign = new ForeignInterrupt(this);
        var before = hook;
        var mine = new CancelHook(innermost, before, onCancel);
        try {
            foreign.seen();
            hook = mine;
            settleInterrupts(); // after the hook is set: from here on none is sent
            checkpoint(); // after the hook is set: a cancel that comes later finds it
            return waiting(stage, body);
        } finally {
            mine.disarm();
            hook = before;
            foreign.seen();
            foreign.restore();
        }
    }

    private <T extends @Nullable Object> T waiting(@Nullable CompletionStage<?> stage, Callable<T> body)
            throws Exception {
        pauses(stage);
        var outcome = "failed";
        try {
            T value = body.call();
            outcome = "completed";
            return value;
        } finally {
            goesOn(outcome);
        }
    }

    void checkpoint() {
        var reason = pendingHere();
        if (reason != null) {
            throw new Cancelled(reason);
        }
    }

    /** What a checkpoint looks at: an interrupt by foreign code is a cancel of the whole awaitlet, and stays set. */
    private @Nullable CancelReason pendingHere() {
        beat();
        if (Thread.currentThread().isInterrupted() && !takeBackInterrupt()) {
            cancel(new CancelReason(Kind.INTERRUPTED, ""));
        }
        return pending();
    }

    @Nullable
    CancelReason pending() {
        return innermost.pending();
    }

    /** Waits for a stage, whatever becomes of the scopes meanwhile. */
    void awaitEnd(CompletionStage<?> stage) {
        var cell = new AwaitCell<@Nullable Object>(Thread.currentThread());
        var foreign = new ForeignInterrupt(this);
        pauses(stage);
        try {
            var _ = stage.whenComplete(cell);
            cell.park(() -> {
                foreign.seen();
                return null;
            });
        } finally {
            goesOn("completed");
            foreign.restore();
        }
    }

    /** Lets this awaitlet, and the tasks of its groups inside a scope, look at their scopes again. From any thread. */
    void wake(CancelScope scope) {
        wakeSelf();
        for (var open = group; open != null; open = open.outer()) {
            if (open.scope().isWithin(scope)) {
                open.wakeTasks();
            }
        }
    }

    /** Lets this awaitlet, and the tasks of all its groups, look at their scopes again. Called from any thread. */
    void wakeAll() {
        wakeSelf();
        for (var open = group; open != null; open = open.outer()) {
            open.wakeTasks();
        }
    }

    private void wakeSelf() {
        var sleeper = thread;
        if (sleeper == null) {
            return;
        }
        LockSupport.unpark(sleeper);
        var armed = hook;
        if (armed != null && pending() != null) { // a shield further in hides the cancel from all hooks for now
            armed.firePending();
        }
        wakeLater();
    }

    /** Sees to it that blocking calls yet to come are woken too, if the scope they are in is cancelled already. */
    void wakeLater() {
        var sleeper = thread;
        if (sleeper != null && pending() != null) {
            blockedCalls(sleeper).wake();
        }
    }

    private BlockedCalls blockedCalls(Thread sleeper) {
        var known = blocked.get();
        if (known != null) {
            return known;
        }
        var mine = new BlockedCalls(this, sleeper);
        var other = blocked.compareAndExchange(null, mine);
        return other == null ? mine : other;
    }

    /** Tells whether this awaitlet, if its thread is parked, is in a wait that only an interrupt can end. */
    boolean waitsElsewhere() {
        return pause == null && hook == null;
    }

    /** Makes sure that no interrupt of a cancelled scope reaches what comes next. On this awaitlet's thread. */
    void settleInterrupts() {
        var calls = blocked.get();
        if (calls != null) {
            calls.settle();
        }
    }

    boolean takeBackInterrupt() {
        var calls = blocked.get();
        return calls != null && calls.takeBack();
    }

    @Nullable
    TaskGroup group() {
        return group;
    }

    void group(@Nullable TaskGroup innermostGroup) {
        group = innermostGroup;
    }

    CancelScope root() {
        return root;
    }

    void cancel(CancelReason reason) {
        root.cancel(reason);
    }

    CancelScope innermost() {
        return innermost;
    }

    void innermost(CancelScope scope) {
        innermost = scope;
    }

    @Nullable
    Pause pause() {
        return pause;
    }

    @Nullable
    Thread thread() {
        return thread;
    }

    /** Who started it, while this one has not ended. */
    @Nullable
    AwaitletTask starter() {
        return starter;
    }

    long number() {
        return number;
    }

    TimeSource time() {
        return options.time();
    }

    AsyncOptions options() {
        return options;
    }

    @Override
    public String name() {
        var given = options.name();
        return given == null ? "awaitlet-" + number : given;
    }

    @Override
    public Optional<StackTraceElement> site() {
        return Optional.ofNullable(site).map(StackWalker.StackFrame::toStackTraceElement);
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public CompletionStage<@Nullable Void> whenEnded() {
        CompletableFuture<@Nullable Void> mine = new CompletableFuture<>();
        var other = end.compareAndExchange(null, mine);
        var asked = other == null ? mine : other;
        if (ended) {
            asked.complete(null);
        }
        return asked.minimalCompletionStage();
    }

    @Override
    public boolean mayActFor(Awaitlet owner) {
        var task = (AwaitletTask) owner;
        if (task == this || task.ended || descendsFrom(task)) {
            return true;
        }
        return task.waitsFor(this);
    }

    @Override
    public boolean waitsFor(Awaitlet other) {
        @Nullable Awaitlet next = this;
        for (var depth = 0; next != null && depth < DEEPEST_WAIT; depth++) {
            var waits = ((AwaitletTask) next).pause;
            next = waits != null && waits.stage() instanceof WorkFuture<?> work
                    ? work.worker().orElse(null)
                    : null;
            if (next == other) {
                return true;
            }
        }
        return false;
    }

    private boolean descendsFrom(AwaitletTask task) {
        for (var ancestor = starter; ancestor != null; ancestor = ancestor.starter) {
            if (ancestor == task) {
                return true;
            }
        }
        return false;
    }

    @Override
    public AwaitletLabel label() {
        var made = label;
        if (made == null) {
            made = new AwaitletLabel(this, name(), site);
            label = made; // two at once make two, and either will do
        }
        return made;
    }

    @Override
    public String toString() {
        return label().toString();
    }
}
