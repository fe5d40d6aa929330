package dev.weft.peers.workload;

import org.jspecify.annotations.Nullable;

/** Who waits for the end of an operation. */
@FunctionalInterface
public interface Completion {
    /**
     * Hears of the end.
     *
     * @param failure why it failed, or null if it did not
     */
    void ended(@Nullable Throwable failure);
}
