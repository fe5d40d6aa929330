package dev.weft.testing.network;

/**
 * The way that bytes go.
 *
 * <p>Constants, so safe for use by many threads.
 */
public enum Direction {
    /** What the client says. */
    TO_SERVER,
    /** What the server answers. */
    TO_CLIENT
}
