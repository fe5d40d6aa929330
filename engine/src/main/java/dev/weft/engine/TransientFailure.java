package dev.weft.engine;

import org.jspecify.annotations.Nullable;

/**
 * The failure of a transaction that met another one, or a busy server: deadlock, serialization, lock wait, too many
 * connections (ER-602).
 *
 * <p>The caller can run the same transaction again. Immutable, so safe for use by many threads.
 */
public final class TransientFailure extends DatabaseError {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param report what the database told
     * @param cause the driver's own exception, or null if there is none
     */
    public TransientFailure(Report report, @Nullable Throwable cause) {
        super(report, "Run the whole transaction again, after a short pause.", cause);
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
