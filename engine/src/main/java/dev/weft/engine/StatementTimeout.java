package dev.weft.engine;

import org.jspecify.annotations.Nullable;

/**
 * The failure of a statement that the server stopped because it took too long, or that somebody else cancelled
 * (ER-602).
 *
 * <p>A cancel by the caller's own scope is {@link dev.weft.awaitlet.Cancelled} instead. Immutable, so safe for use by
 * many threads.
 */
public final class StatementTimeout extends DatabaseError {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param report what the database told
     * @param cause the driver's own exception, or null if there is none
     */
    public StatementTimeout(Report report, @Nullable Throwable cause) {
        super(report, "Make the statement faster, or raise the server's limit on the time it may take.", cause);
    }

    @Override
    public boolean retryable() {
        return false;
    }
}
