package dev.weft.awaitlet;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What cancels one stretch of blocking code: fired at most once, and never after that stretch has ended.
 *
 * <p>Safe for use by many threads.
 */
final class CancelHook {
    private final AtomicBoolean armed = new AtomicBoolean(true);
    private final Consumer<CancelReason> onCancel;

    CancelHook(Consumer<CancelReason> onCancel) {
        this.onCancel = onCancel;
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
