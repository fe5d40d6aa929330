package dev.weft.engine.internal;

import dev.weft.awaitlet.Awaitlet;
import dev.weft.engine.ConnectionSharedAcrossTasks;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whose a connection is: the awaitlet that used it first, until that has ended or waits for another that takes over.
 *
 * <p>Checked by task, never by thread. Safe for use by many threads.
 */
public final class Ownership {
    private final AtomicReference<@Nullable Awaitlet> owner = new AtomicReference<>();

    /**
     * Uses the connection.
     *
     * @param task who uses it
     * @throws ConnectionSharedAcrossTasks if it is another's (ER-305)
     */
    public void enter(Awaitlet task) {
        while (true) {
            var current = owner.get();
            if (current == task) {
                return;
            }
            if (current == null || current.ended()) {
                if (owner.compareAndSet(current, task)) {
                    return;
                }
            } else if (task.mayActFor(current)) {
                return;
            } else {
                throw new ConnectionSharedAcrossTasks(current, task);
            }
        }
    }
}
