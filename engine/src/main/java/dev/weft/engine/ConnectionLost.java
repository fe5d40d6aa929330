package dev.weft.engine;

import org.jspecify.annotations.Nullable;

/**
 * The failure of a connection that ended, or could not be made: network, shutdown, or the server's choice (ER-602).
 *
 * <p>What it had not committed is undone, and the engine makes a new connection for the next caller. A loss during a
 * commit is {@link CommitOutcomeUnknown} instead. SQLState class 08. Immutable, so safe for use by many threads.
 */
public final class ConnectionLost extends DatabaseError {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param report what the database told
     * @param cause the driver's own exception, or null if there is none
     */
    public ConnectionLost(Report report, @Nullable Throwable cause) {
        super(report, "Check that the server can be reached, then run the whole transaction again.", cause);
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
