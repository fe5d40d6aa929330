package dev.weft.engine;

import org.jspecify.annotations.Nullable;

/**
 * The failure of a statement the database does not accept: its syntax, a table or column that is not there, a missing
 * right (ER-602).
 *
 * <p>The caller can mend the statement or the schema. SQLState class 42. Immutable, so safe for use by many threads.
 */
public final class StatementRejected extends DatabaseError {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param report what the database told
     * @param cause the driver's own exception, or null if there is none
     */
    public StatementRejected(Report report, @Nullable Throwable cause) {
        super(report, "Check the statement against the schema and the rights of the user.", cause);
    }

    @Override
    public boolean retryable() {
        return false;
    }
}
