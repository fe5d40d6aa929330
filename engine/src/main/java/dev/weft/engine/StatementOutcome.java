package dev.weft.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a statement ended that an {@link EngineListener} hears of.
 *
 * <p>Immutable, so safe for use by many threads.
 *
 * @param duration from its start to its end, with the reading of its rows; listeners not counted
 * @param failure why it failed, or null if it did not
 */
public record StatementOutcome(Duration duration, @Nullable Throwable failure) {
    /**
     * Tells whether it did what it was to do.
     *
     * @return true if there is no failure
     */
    public boolean succeeded() {
        return failure == null;
    }
}
