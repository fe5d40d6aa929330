package dev.weft.engine;

import dev.weft.awaitlet.WeftException;
import org.jspecify.annotations.Nullable;

/**
 * The failure of using a connection or a transaction that has been closed (ER-303).
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class ResourceClosed extends WeftException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param what what was closed, such as {@code This connection of engine "shop"}
     * @param closedAt the call that closed it, or null if that is not known
     */
    public ResourceClosed(String what, @Nullable StackTraceElement closedAt) {
        super(
                "ER-303",
                what + " has been closed" + (closedAt == null ? "" : " at " + closedAt) + ".",
                "Use it before it is closed: inside its block, and before the future of its work completes.",
                null);
    }
}
