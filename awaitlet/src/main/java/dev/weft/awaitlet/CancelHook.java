package dev.weft.awaitlet;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What cancels one stretch of blocking code: fired at most once, and never after that stretch has ended.
 *
 * <p>It belongs to the scope in which the stretch began: a cancel of a scope further in is no business of its. Safe for
 * use by many threads.
 */
final class CancelHook {
    private final AtomicBoolean armed = new AtomicBoolean(true);
    private final CancelScope scope;
    private final @Nullable CancelHook outer;
    private final Consumer<CancelReason> onCancel;

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
        if (armed.compareAndSet(true, false)) {
            onCancel.accept(reason);
        }
    }

    /** Ends the stretch: from now on nothing is fired; an {@code onCancel} that has begun may still run. */
    void disarm() {
        armed.set(false);
    }
}
