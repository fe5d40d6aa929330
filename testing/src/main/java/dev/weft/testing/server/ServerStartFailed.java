package dev.weft.testing.server;

import org.jspecify.annotations.Nullable;

/**
 * The failure of an embedded server to start: the message says what went wrong, what it needs, and how its log ends.
 *
 * <p>Instances are as thread-safe as any {@link Throwable}.
 */
public final class ServerStartFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServerStartFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
