package dev.weft.engine;

import dev.weft.awaitlet.WeftException;

/**
 * The failure of using, or waiting for a connection of, an engine that has been closed (ER-404).
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class EngineClosed extends WeftException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param engine the engine's name
     */
    public EngineClosed(String engine) {
        super(
                "ER-404",
                "Engine \"" + engine + "\" has been closed.",
                "Close the engine after its last user; dispose() drops the connections and leaves it usable.",
                null);
    }
}
