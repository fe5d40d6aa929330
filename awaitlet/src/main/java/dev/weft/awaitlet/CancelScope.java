package dev.weft.awaitlet;

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
    private volatile boolean shield;
    private volatile @Nullable AwaitletTask host;
    private volatile @Nullable CancelScope parent;
    private volatile boolean left;
    private volatile @Nullable Cancelled caught;
    private final ScopeDeadline deadline = new ScopeDeadline(this);

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
    static CancelScope root(AwaitletTask task) {
        var scope = new CancelScope();
        scope.host = task;
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
        var scope = create().deadlineAfter(limit);
        var outcome = scope.enclose(body);
        if (outcome.absorbed() != null) {
            throw new ScopeTimeout(limit, outcome.absorbed());
        }
        return outcome.value();
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
        var scope = create().shield(true).deadlineAfter(budget);
        var outcome = scope.enclose(body);
        if (outcome.absorbed() != null) {
            throw new ScopeTimeout(budget, outcome.absorbed());
        }
        return outcome.value();
    }

    /**
     * Runs a body inside this scope. A cancel of this scope ends here, silently.
     *
     * @param body what to run
     * @throws ScopeMisuse if this scope has been entered before (ER-201)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public void run(Action body) {
        var _ = enclose(() -> {
            body.run();
            return null;
        });
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
        deadline.set(limit);
        return this;
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
        enter(task);
        try {
            T value = body.call();
            leave(task);
            return new Outcome<>(value, null);
        } catch (Throwable failure) {
            leave(task);
            var cancelled = ours(failure, task);
            if (cancelled == null) {
                throw Failures.sneak(failure);
            }
            caught = cancelled;
            return new Outcome<>(Failures.absent(), cancelled);
        }
    }

    private void enter(AwaitletTask task) {
        if (host != null) {
            throw ScopeMisuse.enteredTwice(this);
        }
        parent = task.innermost();
        host = task;
        task.innermost(this);
        deadline.start(task.time());
    }

    private void leave(AwaitletTask task) {
        deadline.stop();
        left = true;
        if (task.innermost() != this) {
            throw ScopeMisuse.wrongOrder(this, task.innermost());
        }
        task.innermost(parent == null ? this : parent);
        if (shield) {
            task.wake(); // what the shield has hidden is told now
        }
    }

    /** The cancel in a failure, if this scope caused it and no outer scope claims it. */
    private @Nullable Cancelled ours(Throwable failure, AwaitletTask task) {
        if (reason.get() == null || (!shield && task.pending() != null)) {
            return null;
        }
        return Failures.cancelledIn(failure);
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

    private void wakeHost() {
        var task = host;
        if (task != null && !left) {
            task.wake();
        }
    }
}
