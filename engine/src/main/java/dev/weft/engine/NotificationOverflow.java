package dev.weft.engine;

import dev.weft.awaitlet.WeftException;

/**
 * The failure of a subscriber that did not ask for notifications as fast as they arrived (ER-320).
 *
 * <p>Those that waited for it are dropped, and it hears no more. Immutable, so safe for use by many threads.
 */
public final class NotificationOverflow extends WeftException {
    private static final long serialVersionUID = 1L;

    /** How many were dropped. */
    private final int dropped;

    /**
     * Makes the exception.
     *
     * @param dropped how many notifications were dropped
     */
    public NotificationOverflow(int dropped) {
        super(
                "ER-320",
                "A subscriber was " + dropped
                        + " notifications behind, more than are kept for it; they are dropped, and it hears no more.",
                "Ask for more of them at a time and hand the work on; after this, subscribe again, then look for what"
                        + " was missed.",
                null);
        this.dropped = dropped;
    }

    /**
     * How many notifications had arrived, and are dropped.
     *
     * @return their number
     */
    public int dropped() {
        return dropped;
    }
}
