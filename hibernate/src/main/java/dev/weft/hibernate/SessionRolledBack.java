package dev.weft.hibernate;

import dev.weft.awaitlet.WeftException;
import org.jspecify.annotations.Nullable;

/**
 * The failure of committing a transaction that can only be rolled back, because an operation in it has failed or it was
 * marked so (ER-504). It is rolled back.
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class SessionRolledBack extends WeftException {
    private static final long serialVersionUID = 1L;

    SessionRolledBack(String session, @Nullable Throwable firstFailure) {
        super(
                "ER-504",
                "The transaction of " + session + " was marked for rollback"
                        + (firstFailure == null ? "" : " when an operation failed") + ", so it was not committed.",
                "Let the failure of an operation end the block, or begin a new transaction after it.",
                firstFailure);
    }
}
