package dev.weft.engine;

import dev.weft.awaitlet.WeftException;

/**
 * The failure of starting a connection or a transaction a second time (ER-302).
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class AlreadyStarted extends WeftException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param what what was started before, such as {@code This connection of engine "shop"}
     */
    public AlreadyStarted(String what) {
        super("ER-302", what + " has been started before.", "Start it once, or make a new one.", null);
    }
}
