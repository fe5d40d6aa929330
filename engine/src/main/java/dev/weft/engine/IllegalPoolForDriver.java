package dev.weft.engine;

import dev.weft.awaitlet.WeftException;

/**
 * The failure of creating an engine whose driver cannot work with the pool that was asked for (ER-405).
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class IllegalPoolForDriver extends WeftException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param problem why the driver cannot work so, as a sentence
     * @param cure which options to change, as a sentence
     */
    public IllegalPoolForDriver(String problem, String cure) {
        super("ER-405", problem, cure, null);
    }
}
