package dev.weft.engine;

import dev.weft.awaitlet.WeftException;
import dev.weft.awaitlet.spi.Conclusive;

/**
 * The failure of a commit whose reply never came: it may have been done or not (ER-312).
 *
 * <p>Weft never tries such a commit again, and discards the connection. No cancelled scope takes it for its cancel,
 * also when a cancel is its cause. Immutable, so safe for use by many threads.
 */
public final class CommitOutcomeUnknown extends WeftException implements Conclusive {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param engine the engine's name
     * @param cause the loss of the connection, or the cancel
     */
    public CommitOutcomeUnknown(String engine, Throwable cause) {
        super(
                "ER-312",
                "A commit on engine \"" + engine + "\" ended without a reply; it may have been done or not.",
                "Look whether its changes are there, by a key of your own, before doing them again.",
                cause);
    }
}
