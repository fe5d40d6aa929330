package dev.weft.hibernate;

import dev.weft.awaitlet.Awaitlet;
import dev.weft.awaitlet.WeftException;

/**
 * The failure of using a session in a second awaitlet while the first could use it (ER-501).
 *
 * <p>A nested awaitlet its owner waits for may use it: see {@link Awaitlet#mayActFor}. Immutable, so safe for use by
 * many threads.
 */
public final class SessionSharedAcrossTasks extends WeftException {
    private static final long serialVersionUID = 1L;

    SessionSharedAcrossTasks(String session, Awaitlet owner, Operation first, Awaitlet other, Operation refused) {
        super(
                "ER-501",
                "While " + session + " belonged to " + owner + ", which used it for " + first + ", " + other
                        + " tried to use it for " + refused + ".",
                "Give each awaitlet a session of its own, or await the one before the other goes on.",
                null);
    }
}
