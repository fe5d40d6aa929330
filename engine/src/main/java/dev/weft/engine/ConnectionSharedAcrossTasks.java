package dev.weft.engine;

import dev.weft.awaitlet.Awaitlet;
import dev.weft.awaitlet.WeftException;

/**
 * The failure of using a connection in a second awaitlet while the first could use it (ER-305).
 *
 * <p>A nested awaitlet its owner waits for may use it: see {@link Awaitlet#mayActFor}. Immutable, so safe for use by
 * many threads.
 */
public final class ConnectionSharedAcrossTasks extends WeftException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param owner the awaitlet the connection belongs to
     * @param other the awaitlet that tried to use it
     */
    public ConnectionSharedAcrossTasks(Awaitlet owner, Awaitlet other) {
        super(
                "ER-305",
                "A connection of " + owner + " was used by " + other + ".",
                "Give each awaitlet a connection of its own, or await the one before the other goes on.",
                null);
    }
}
