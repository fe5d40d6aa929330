package dev.weft.hibernate;

import dev.weft.awaitlet.WeftException;

/**
 * The failure of asking a session for an operation from inside one of its own, which would wait for itself (ER-507).
 *
 * <p>Inside {@code runSync(session -> ...)}, and after {@code sync()}, there is a plain session to use. Immutable, so
 * safe for use by many threads.
 */
public final class SessionReentered extends WeftException {
    private static final long serialVersionUID = 1L;

    SessionReentered(String session, Operation running, Operation refused) {
        super(
                "ER-507",
                "Inside " + running + ", " + session + " was asked for " + refused
                        + ", which could only run afterwards.",
                "Use the plain session given to runSync, or answered by sync(), until that ends.",
                null);
    }
}
