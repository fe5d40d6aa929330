package dev.weft.engine.internal;

import dev.weft.awaitlet.Awaitlet;
import dev.weft.engine.ConnectionSharedAcrossTasks;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whose a connection is: the awaitlet that used it first, until that has ended or hands it down to a nested one.
 *
 * <p>Checked by task, never by thread. Safe for use by many threads.
 */
public final class Ownership {
    private final AtomicReference<@Nullable Awaitlet> owner = new AtomicReference<>();

    /**
     * Uses the connection.
     *
     * @param task who uses it
     * @return whether it was another's before, or nobody's
     * @throws ConnectionSharedAcrossTasks if it is another's (ER-305)
     */
    public boolean enter(Awaitlet task) {
        while (true) {
            var current = owner.get();
            if (current == task) {
                return false;
            }
            if (current == null || task.mayActFor(current)) {
                if (owner.compareAndSet(current, task)) {
                    return true;
                }
            } else {
                throw new ConnectionSharedAcrossTasks(current, task);
            }
        }
    }
}
