package dev.weft.testing.server;

import java.sql.SQLException;

/**
 * The failure of an embedded server to create or drop a {@link FreshDatabase}.
 *
 * <p>Instances are as thread-safe as any {@link Throwable}.
 */
public final class FreshDatabaseFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FreshDatabaseFailed(String message, SQLException cause) {
        super(message, cause);
    }
}
