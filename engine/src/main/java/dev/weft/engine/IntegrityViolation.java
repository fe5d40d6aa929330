package dev.weft.engine;

import org.jspecify.annotations.Nullable;

/**
 * The failure of a change that a constraint forbids: unique, foreign key, not null, check (ER-602).
 *
 * <p>The caller can change the data. SQLState class 23. Immutable, so safe for use by many threads.
 */
public final class IntegrityViolation extends DatabaseError {
    private static final long serialVersionUID = 1L;

    /** What the constraint is about. */
    public enum Kind {
        /** Two rows with one key. */
        UNIQUE,
        /** A reference to a row that is not there, or from one that is. */
        FOREIGN_KEY,
        /** A NULL, or no value, where there must be one. */
        NOT_NULL,
        /** A condition on values that is not met. */
        CHECK,
        /** Two rows that exclude each other. */
        EXCLUSION,
        /** Something else, or the database does not tell. */
        OTHER
    }

    /** What the constraint is about. */
    private final Kind kind;

    /**
     * Makes the exception for a constraint of which the database does not tell more.
     *
     * @param report what the database told
     * @param cause the driver's own exception, or null if there is none
     */
    public IntegrityViolation(Report report, @Nullable Throwable cause) {
        this(report, Kind.OTHER, cause);
    }

    /**
     * Makes the exception.
     *
     * @param report what the database told
     * @param kind what the constraint is about
     * @param cause the driver's own exception, or null if there is none
     */
    public IntegrityViolation(Report report, Kind kind, @Nullable Throwable cause) {
        super(report, "Change the data, or the constraint named above.", cause);
        this.kind = kind;
    }

    /**
     * What the constraint is about.
     *
     * @return its kind
     */
    public Kind kind() {
        return kind;
    }

    @Override
    public boolean retryable() {
        return false;
    }
}
