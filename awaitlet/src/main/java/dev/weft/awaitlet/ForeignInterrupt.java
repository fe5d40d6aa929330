package dev.weft.awaitlet;

import dev.weft.awaitlet.CancelReason.Kind;

/**
 * An interrupt by foreign code, seen while this awaitlet was inside one operation: it becomes a cancel of the whole
 * awaitlet, and the flag is there again for the code outside.
 */
final class ForeignInterrupt {
    private final AwaitletTask task;
    private boolean seen;

    ForeignInterrupt(AwaitletTask task) {
        this.task = task;
    }

    /** Takes the flag away, without which a park would not wait and a socket would close. */
    boolean seen() {
        if (Thread.interrupted() && !task.takeBackInterrupt()) {
            seen = true;
            task.cancel(new CancelReason(Kind.INTERRUPTED, ""));
        }
        return seen;
    }

    void restore() {
        if (seen) {
            Thread.currentThread().interrupt();
        }
    }
}
