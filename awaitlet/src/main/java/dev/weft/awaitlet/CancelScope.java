package dev.weft.awaitlet;

import dev.weft.awaitlet.spi.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of an awaitlet that can be cancelled as a whole, by hand or by a deadline; after anyio's scope of that
 * name.
 *
 * <ul>
 *   <li>Once cancelled, <em>every</em> checkpoint inside throws {@link Cancelled}, until the scope is left: code that
 *       catches it and carries on meets it again.
 *   <li>The scope absorbs the cancel it caused; {@link #cancelledCaught()} tells. A cancel of an outer scope passes.
 *   <li>A {@link #shield shielded} scope hides cancels from outside, not its own: cleanup runs in one, with a deadline.
 *   <li>The first reason is kept. Scopes nest, and are left in reverse order.
 * </ul>
 *
 * <p>A scope is entered once, by one awaitlet; {@link #cancel}, the deadline and the shield may be set from any thread.
 */
public final class CancelScope {
    private final AtomicReference<@Nullable CancelReason> reason = new AtomicReference<>();
    private final AtomicReference<@Nullable AwaitletTask> host = new AtomicReference<>();
    private volatile boolean shield;
    private volatile @Nullable CancelScope parent; // of a task's outermost scope, that of its group
    private volatile boolean left;
    private volatile @Nullable Cancelled caught;
    private @Nullable ScopeEvent event; // touched by its host only
    private final AtomicReference<@Nullable ScopeDeadline> deadline = new AtomicReference<>(); // once one has been set
    private volatile @Nullable TimeSource clock; // while this scope is open
    private long entered; // by that clock, and published by it

    private CancelScope() {}

    /**
     * A scope not yet entered, without deadline or shield.
     *
     * @return a new scope
     */
    public static CancelScope create() {
        return new CancelScope();
    }

    /** The outermost scope of an awaitlet: entered from the start. */
    static CancelScope root(AwaitletTask task, @Nullable CancelScope around) {
        var scope = new CancelScope();
        scope.host.set(task);
        scope.parent = around;
        return scope;
    }

    /**
     * Runs a body that has to end in time.
     *
     * @param limit how long it may take, from now; zero or less cancels it at its first checkpoint
     * @param body what to run
     * @param <T> the type of its result
     * @return the body's result
     * @throws ScopeTimeout if it was cancelled because the time was up (ER-204)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public static <T extends @Nullable Object> T failAfter(Duration limit, Callable<T> body) {
        return create().deadlineAfter(limit).callOrFail(body);
    }

    /**
     * Runs a body that has to end before a moment.
     *
     * @param deadline the moment; {@link Deadline#NEVER} for no limit
     * @param body what to run
     * @param <T> the type of its result
     * @return the body's result
     * @throws ScopeTimeout if it was cancelled because the moment had come (ER-204)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public static <T extends @Nullable Object> T failAt(Deadline deadline, Callable<T> body) {
        return create().deadlineAt(deadline).callOrFail(body);
    }

    /**
     * Runs a body that is given up when its time is up.
     *
     * @param limit how long it may take, from now; zero or less cancels it at its first checkpoint
     * @param body what to run
     * @param <T> the type of its result
     * @return the body's result, empty if the time was up (or the result was null)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public static <T> Optional<T> moveOnAfter(Duration limit, Callable<? extends @Nullable T> body) {
        return create().deadlineAfter(limit).call(body);
    }

    /**
     * Runs a body that is given up when a moment has come.
     *
     * @param deadline the moment; {@link Deadline#NEVER} for no limit
     * @param body what to run
     * @param <T> the type of its result
     * @return the body's result, empty if the time was up (or the result was null)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public static <T> Optional<T> moveOnAt(Deadline deadline, Callable<? extends @Nullable T> body) {
        return create().deadlineAt(deadline).call(body);
    }

    /**
     * Runs cleanup that a cancel from outside must not reach, but that must not take for ever either.
     *
     * @param budget how long it may take, from now
     * @param body what to run
     * @param <T> the type of its result
     * @return the body's result
     * @throws ScopeTimeout if the budget was used up (ER-204)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public static <T extends @Nullable Object> T shielded(Duration budget, Callable<T> body) {
        return create().shield(true).deadlineAfter(budget).callOrFail(body);
    }

    /**
     * The moment at which the current code will be cancelled, if nothing changes: the nearest deadline of the scopes
     * around it that no shield hides.
     *
     * @return the deadline; one that has passed if the code is cancelled already
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public static Deadline currentEffectiveDeadline() {
        var task = AwaitletTask.require("currentEffectiveDeadline");
        if (task.pending() != null) {
            return Deadline.after(Duration.ZERO, task.time());
        }
        var nearest = Deadline.NEVER;
        for (@Nullable CancelScope scope = task.innermost();
                scope != null;
                scope = scope.shield ? null : scope.parent) {
            nearest = nearest.orEarlier(scope.deadline());
        }
        return nearest;
    }

    /**
     * Runs a body inside this scope. A cancel of this scope ends here, silently.
     *
     * @param body what to run
     * @throws ScopeMisuse if this scope has been entered before (ER-201)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public void run(Action body) {
        var _ = enclose(body.asCallable());
    }

    /**
     * Runs a body inside this scope and answers its result. A cancel of this scope ends here, silently.
     *
     * @param body what to run
     * @param <T> the type of its result
     * @return the body's result, empty if this scope was cancelled (or the result was null)
     * @throws ScopeMisuse if this scope has been entered before (ER-201)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public <T> Optional<T> call(Callable<? extends @Nullable T> body) {
        return Optional.ofNullable(enclose(body::call).value());
    }

    /**
     * Runs a body inside this scope and answers its result, which there always is.
     *
     * @param body what to run
     * @param <T> the type of its result
     * @return the body's result
     * @throws ScopeTimeout if the body was cut short by this scope's deadline (ER-204)
     * @throws Cancelled if the body was cut short by a {@link #cancel} of this scope (ER-204)
     * @throws ScopeMisuse if this scope has been entered before (ER-201)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public <T extends @Nullable Object> T callOrFail(Callable<T> body) {
        var outcome = enclose(body);
        var absorbed = outcome.absorbed();
        if (absorbed == null) {
            return outcome.value();
        }
        if (absorbed.reason().kind() == CancelReason.Kind.DEADLINE) {
            throw new ScopeTimeout(deadline().since(entered), absorbed);
        }
        throw absorbed;
    }

    /**
     * Enters this scope in the current awaitlet, for code that cannot hand over its body as a whole, such as callbacks
     * before and after a block. It has to be {@link #leave left} by the same awaitlet, in reverse order.
     *
     * @throws ScopeMisuse if this scope has been entered before (ER-201)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public void enter() {
        enterIn(AwaitletTask.require("CancelScope"));
    }

    /**
     * Leaves this scope. Scopes further in that are still open are left with it.
     *
     * @param failure what ended the block, or null if it came to its end
     * @return true if the failure is the cancel of this very scope, which ends here: then it is not to be thrown on
     * @throws ScopeMisuse if this scope is not open, or scopes further in are (ER-202), or it belongs to another
     *     awaitlet (ER-203)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public boolean leave(@Nullable Throwable failure) {
        var task = AwaitletTask.require("CancelScope");
        leaveIn(task);
        caught = failure == null ? null : ours(failure, task);
        return caught != null;
    }

    /**
     * Cancels everything inside this scope, once; later calls change nothing.
     *
     * @param message why, for the errors and logs that tell of it
     */
    public void cancel(String message) {
        cancel(CancelReason.requested(message));
    }

    /**
     * Cancels everything inside this scope, once; later calls change nothing.
     *
     * @param why the reason
     */
    public void cancel(CancelReason why) {
        if (reason.compareAndSet(null, why)) {
            CancelEvent.record(this, why);
            wakeHost();
        }
    }

    /**
     * Tells whether this scope has been cancelled, by hand or by its deadline.
     *
     * @return true once cancelled
     */
    public boolean cancelCalled() {
        return reason.get() != null;
    }

    /**
     * Tells whether this scope has absorbed its own cancel.
     *
     * @return true if the body was cut short by this scope, and has ended
     */
    public boolean cancelledCaught() {
        return caught != null;
    }

    /**
     * The cancel that this scope has absorbed; whatever failed in the cleanup behind it is among its suppressed
     * exceptions.
     *
     * @return the cancel, empty while the body runs and if it was not cut short by this scope
     */
    public Optional<Cancelled> caught() {
        return Optional.ofNullable(caught);
    }

    /**
     * The first reason for which this scope was cancelled.
     *
     * @return the reason, empty if it was not cancelled
     */
    public Optional<CancelReason> reason() {
        return Optional.ofNullable(reason.get());
    }

    /**
     * Hides cancels of outer scopes from this one, or lets them through again.
     *
     * @param hide true to hide them
     * @return this scope
     */
    public CancelScope shield(boolean hide) {
        shield = hide;
        if (!hide) {
            wakeHost();
        }
        return this;
    }

    /**
     * Moves the deadline of this scope.
     *
     * @param limit how long from now this scope may last; zero or less means that the time is up
     * @return this scope
     */
    public CancelScope deadlineAfter(Duration limit) {
        settableDeadline().set(limit);
        return this;
    }

    /**
     * Moves the deadline of this scope.
     *
     * @param newDeadline when this scope is cancelled; {@link Deadline#NEVER} for no limit
     * @return this scope
     */
    public CancelScope deadlineAt(Deadline newDeadline) {
        settableDeadline().set(newDeadline);
        return this;
    }

    /**
     * The moment at which this scope is cancelled.
     *
     * @return the deadline; {@link Deadline#NEVER} if it has none, or none yet because its limit counts from entry
     */
    public Deadline deadline() {
        var set = deadline.get();
        return set == null ? Deadline.NEVER : set.at();
    }

    /**
     * Tells whether this scope hides cancels of outer scopes.
     *
     * @return true if it does
     */
    public boolean isShielded() {
        return shield;
    }

    @Override
    public String toString() {
        var why = reason.get();
        return "CancelScope[" + (shield ? "shielded, " : "") + (why == null ? "not cancelled" : why) + "]";
    }

    /** Runs a body inside this scope, which nobody else knows and which therefore only its body can end. */
    <T extends @Nullable Object> T through(Callable<T> body) {
        return enclose(body).value();
    }

    /** How a body inside a scope ended: with a value, or cut short by that very scope. */
    private record Outcome<T extends @Nullable Object>(
            T value, @Nullable Cancelled absorbed) {}

    private <T extends @Nullable Object> Outcome<T> enclose(Callable<T> body) {
        var task = AwaitletTask.require("CancelScope");
        enterIn(task);
        T value;
        try {
            value = body.call();
        } catch (Throwable failure) {
            leaveAfter(failure, task);
            var cancelled = ours(failure, task);
            if (cancelled == null) {
                throw Failures.sneak(failure);
            }
            caught = cancelled;
            return new Outcome<>(Failures.absent(), cancelled);
        }
        leaveIn(task);
        return new Outcome<>(value, null);
    }

    private void leaveAfter(Throwable failure, AwaitletTask task) {
        try {
            leaveIn(task);
        } catch (ScopeMisuse misuse) {
            failure.addSuppressed(misuse);
        }
    }

    void enterIn(AwaitletTask task) {
        if (!host.compareAndSet(null, task)) {
            throw ScopeMisuse.enteredTwice(this);
        }
        event = ScopeEvent.ifRecording();
        parent = task.innermost();
        task.innermost(this);
        if (shield) {
            task.settleInterrupts(); // what is on its way is of an outer scope, and must not reach this block
        }
        startClock(task.time());
        if (cancelCalled()) {
            task.wakeLater();
        }
    }

    void leaveIn(AwaitletTask task) {
        var owner = host.get();
        if (owner != null && owner != task) {
            throw ScopeMisuse.foreignTask(this, owner, task);
        }
        if (owner == null || left) {
            throw ScopeMisuse.notOpen(this);
        }
        var open = task.innermost();
        for (var scope = open; scope != null && scope != this; scope = scope.parent) {
            scope.close();
        }
        close();
        task.innermost(parent == null ? this : parent);
        task.settleInterrupts();
        if (shield) {
            task.wake(this); // what the shield has hidden is told now
        }
        if (open != this) {
            throw ScopeMisuse.wrongOrder(this, open);
        }
        var group = task.group();
        if (group != null && group.scope().isWithin(this)) {
            group.scope().cancel(new CancelReason(CancelReason.Kind.GROUP, "the scope around it was left"));
            throw ScopeMisuse.wrongOrder(this, group);
        }
    }

    /** Opens this scope around tasks that its host starts, but not around the host's own code. */
    void around(AwaitletTask task) {
        host.set(task);
        event = ScopeEvent.ifRecording();
        parent = task.innermost();
        startClock(task.time());
    }

    /** Ends a scope that was opened around tasks. */
    void leaveAround(AwaitletTask task) {
        close();
        if (task.innermost() != parent) {
            throw ScopeMisuse.wrongOrder(this, task.innermost());
        }
    }

    private void startClock(TimeSource time) {
        entered = time.nanoTime();
        clock = time;
        var set = deadline.get(); // after the clock: one that is made now is either found here, or finds the clock
        if (set != null) {
            set.start(time, entered);
        }
    }

    private ScopeDeadline settableDeadline() {
        var set = deadline.get();
        if (set != null) {
            return set;
        }
        var made = new ScopeDeadline(this);
        var other = deadline.compareAndExchange(null, made);
        var first = other == null ? made : other;
        var open = clock;
        if (open != null) {
            first.start(open, entered);
        }
        return first;
    }

    private void close() {
        clock = null;
        var set = deadline.get();
        if (set != null) {
            set.stop();
        }
        left = true;
        if (event != null) {
            event.ended(this);
        }
    }

    /** The cancel in a failure, if this scope caused it and no outer scope claims it. */
    @Nullable
    Cancelled ours(Throwable failure, AwaitletTask task) {
        var why = reason.get();
        if (why == null || (!shield && task.pending() != null)) {
            return null;
        }
        return task.cancelIn(failure, why);
    }

    /** The nearest reason for which code inside this scope has to stop, looking outwards as far as a shield. */
    @Nullable
    CancelReason pending() {
        for (var scope = this; scope != null; scope = scope.parent) {
            var why = scope.reason.get();
            if (why != null) {
                return why;
            }
            if (scope.shield) {
                return null;
            }
        }
        return null;
    }

    /** Tells whether this scope is another, or inside it. */
    boolean isWithin(CancelScope other) {
        for (var scope = this; scope != null; scope = scope.parent) {
            if (scope == other) {
                return true;
            }
        }
        return false;
    }

    @Nullable
    CancelScope parent() {
        return parent;
    }

    @Nullable
    AwaitletTask host() {
        return host.get();
    }

    /** Gives the outermost scope of a task to another group. */
    void moveInto(CancelScope around) {
        parent = around;
    }

    private void wakeHost() {
        var task = host.get();
        if (task != null && !left) {
            task.wake(this);
        }
    }
}
