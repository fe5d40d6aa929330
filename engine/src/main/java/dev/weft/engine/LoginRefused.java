package dev.weft.engine;

import org.jspecify.annotations.Nullable;

/**
 * The failure of connecting as a user whom the server does not let in (ER-602).
 *
 * <p>The caller can change the user, the password or the name of the database. SQLState class 28. Immutable, so safe
 * for use by many threads.
 */
public final class LoginRefused extends DatabaseError {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param report what the database told
     * @param cause the driver's own exception, or null if there is none
     */
    public LoginRefused(Report report, @Nullable Throwable cause) {
        super(report, "Check user, password and database in the URL, and the server's rules for this host.", cause);
    }

    @Override
    public boolean retryable() {
        return false;
    }
}
