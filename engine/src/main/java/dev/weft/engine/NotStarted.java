package dev.weft.engine;

import dev.weft.awaitlet.WeftException;

/**
 * The failure of asking something of a connection or a transaction that only a started one has (ER-301).
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class NotStarted extends WeftException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param what what has not been started, such as {@code This connection}
     */
    public NotStarted(String what) {
        super("ER-301", what + " has not been started.", "Await its start(), or a first statement, before.", null);
    }
}
