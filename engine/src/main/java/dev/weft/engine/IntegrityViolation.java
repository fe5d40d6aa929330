package dev.weft.engine;

import org.jspecify.annotations.Nullable;

/**
 * The failure of a change that a constraint forbids: unique, foreign key, not null, check (ER-602).
 *
 * <p>The caller can change the data. SQLState class 23. Immutable, so safe for use by many threads.
 */
public final class IntegrityViolation extends DatabaseError {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param report what the database told
     * @param cause the driver's own exception, or null if there is none
     */
    public IntegrityViolation(Report report, @Nullable Throwable cause) {
        super(report, "Change the data, or the constraint named above.", cause);
    }

    @Override
    public boolean retryable() {
        return false;
    }
}
