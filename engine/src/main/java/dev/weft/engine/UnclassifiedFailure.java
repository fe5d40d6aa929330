package dev.weft.engine;

import org.jspecify.annotations.Nullable;

/**
 * The failure told by a database that belongs to none of the other kinds (ER-602).
 *
 * <p>The SQLState and the database's own code tell more. Immutable, so safe for use by many threads.
 */
public final class UnclassifiedFailure extends DatabaseError {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param report what the database told
     * @param cause the driver's own exception, or null if there is none
     */
    public UnclassifiedFailure(Report report, @Nullable Throwable cause) {
        super(report, "Look up the SQLState and the code in the manual of the database.", cause);
    }

    @Override
    public boolean retryable() {
        return false;
    }
}
