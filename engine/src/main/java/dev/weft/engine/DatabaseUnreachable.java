package dev.weft.engine;

import dev.weft.awaitlet.WeftException;
import java.time.Duration;

/**
 * The failure of waiting for a connection while none could be made (ER-402).
 *
 * <p>The cause is the last attempt's failure. Immutable, so safe for use by many threads.
 */
public final class DatabaseUnreachable extends WeftException {
    private static final long serialVersionUID = 1L;

    /** For how long attempts have failed. */
    private final Duration failingFor;
    /** How many attempts have failed. */
    private final int attempts;

    /**
     * Makes the exception.
     *
     * @param engine the engine's name
     * @param failingFor the time since the first of the failed attempts
     * @param attempts how many attempts have failed since a connection was last made
     * @param lastFailure why the last attempt failed
     */
    public DatabaseUnreachable(String engine, Duration failingFor, int attempts, Throwable lastFailure) {
        super(
                "ER-402",
                "Engine \"" + engine + "\" could not make a connection: " + sofar(attempts, failingFor)
                        + lastFailure.getMessage(),
                "Check that the server runs, and its host, port and firewall.",
                lastFailure);
        this.failingFor = failingFor;
        this.attempts = attempts;
    }

    private static String sofar(int attempts, Duration failingFor) {
        return attempts == 0
                ? "no attempt has ended yet, in either way; "
                : attempts + " failed in " + failingFor.toMillis() + " ms, the last with: ";
    }

    /**
     * How long no connection could be made.
     *
     * @return the time since the first of the failed attempts
     */
    public Duration failingFor() {
        return failingFor;
    }

    /**
     * How many attempts have failed since a connection was last made.
     *
     * @return their number
     */
    public int attempts() {
        return attempts;
    }
}
