package dev.weft.awaitlet;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What cancels one stretch of blocking code: fired at most once, and done with when that stretch has ended.
 *
 * <p>It belongs to the scope in which the stretch began: a cancel of a scope further in is no business of its. Safe for
 * use by many threads.
 */
final class CancelHook {
    private enum State {
        ARMED,
        FIRING,
        OVER
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.ARMED);
    private final CancelScope scope;
    private final @Nullable CancelHook outer;
    private final Consumer<CancelReason> onCancel;
    private volatile @Nullable Thread ending;

    CancelHook(CancelScope scope, @Nullable CancelHook outer, Consumer<CancelReason> onCancel) {
        this.scope = scope;
        this.outer = outer;
        this.onCancel = onCancel;
    }

    /** Fires this hook and those around it, as far outwards as their scopes have to stop. */
    void firePending() {
        for (@Nullable CancelHook hook = this; hook != null; hook = hook.outer) {
            var reason = hook.scope.pending();
            if (reason == null) {
                return;
            }
            hook.fire(reason);
        }
    }

    void fire(CancelReason reason) {
        if (state.compareAndSet(State.ARMED, State.FIRING)) {
            try {
                onCancel.accept(reason);
            } finally {
                state.set(State.OVER);
                LockSupport.unpark(ending);
            }
        }
    }

    /**
     * Ends the stretch: from now on nothing is fired. Waits for an {@code onCancel} that has begun on another thread,
     * because what it reaches for, such as a connection, may be in other hands next.
     */
    void disarm() {
        if (!state.compareAndSet(State.ARMED, State.OVER)) {
            ending = Thread.currentThread();
            var interrupted = false;
            while (state.get() == State.FIRING) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted(); // with the flag set, a park would not wait
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
