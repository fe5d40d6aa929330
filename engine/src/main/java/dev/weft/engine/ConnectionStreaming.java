package dev.weft.engine;

import dev.weft.awaitlet.WeftException;

/**
 * The failure of using a connection for something else while a streamed result keeps it for itself (ER-317).
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class ConnectionStreaming extends WeftException {
    private static final long serialVersionUID = 1L;

    /** Makes the exception. */
    public ConnectionStreaming() {
        super(
                "ER-317",
                "A streamed result of this connection is still open, and its driver keeps the rows on the wire:"
                        + " nothing else can run before it is closed.",
                "Read it to its end or close it first; or use execute() for it, or another connection for the rest.",
                null);
    }
}
