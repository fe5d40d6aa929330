package dev.weft.engine;

import dev.weft.awaitlet.WeftException;
import org.jspecify.annotations.Nullable;

/**
 * The failure to make a connection because the engine's source of passwords brought none (ER-408).
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class PasswordUnavailable extends WeftException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param engine the engine's name
     * @param cause what the source threw, or null if it answered null
     */
    public PasswordUnavailable(String engine, @Nullable Throwable cause) {
        super(
                "ER-408",
                "The source of passwords of engine \"" + engine + "\" "
                        + (cause == null ? "answered null." : "failed."),
                "Mend what EngineOptions.withPassword(...) was given; it is asked again at the next connection.",
                cause);
    }
}
