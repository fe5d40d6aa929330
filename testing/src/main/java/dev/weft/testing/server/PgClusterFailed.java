package dev.weft.testing.server;

/**
 * The failure of a {@link PgCluster} to do what it was asked: the message says what it did instead.
 *
 * <p>Instances are as thread-safe as any {@link Throwable}.
 */
public final class PgClusterFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PgClusterFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
