package dev.weft.engine;

import org.jspecify.annotations.Nullable;

/**
 * The failure of a value the database cannot take: out of range, too long, malformed, a division by zero (ER-602).
 *
 * <p>The caller can change the value. SQLState class 22. Immutable, so safe for use by many threads.
 */
public final class DataFault extends DatabaseError {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param report what the database told
     * @param cause the driver's own exception, or null if there is none
     */
    public DataFault(Report report, @Nullable Throwable cause) {
        super(report, "Check the values against the types of their columns.", cause);
    }

    @Override
    public boolean retryable() {
        return false;
    }
}
