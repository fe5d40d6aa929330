package dev.weft.awaitlet;

import java.util.Arrays;

/**
 * Where a failure has crossed between async and blocking-style code, attached to it as a suppressed exception: its own
 * stack trace ends at the thread on which it was thrown.
 */
final class BridgeSite extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_SITES = 4; // a failure may be shared, and awaited any number of times
    private static final int MOST_STARTERS = 3;

    /** The number of the awaitlet on whose edge this is, 0 for a plain thread. */
    private final long number;

    private BridgeSite(String what, Object waiter, boolean withFrames) {
        super(what + lineage(waiter), null, false, withFrames);
        this.number = waiter instanceof AwaitletTask awaitlet ? awaitlet.number() : 0;
        setStackTrace(UserFrames.within(getStackTrace()));
    }

    /** The frames that awaited the operation which has failed elsewhere. */
    static BridgeSite awaited(Object waiter) {
        return new BridgeSite("awaited by ", waiter, true);
    }

    /** The awaitlet in which a failure was thrown, whose frames are in the failure itself. */
    static BridgeSite thrown(AwaitletTask awaitlet) {
        return new BridgeSite("thrown in ", awaitlet, false);
    }

    static boolean hasRoom(Throwable failure) {
        return Arrays.stream(failure.getSuppressed())
                        .filter(BridgeSite.class::isInstance)
                        .count()
                < MOST_SITES;
    }

    static boolean names(Throwable failure, AwaitletTask awaitlet) {
        return Arrays.stream(failure.getSuppressed())
                .anyMatch(other -> other instanceof BridgeSite site && site.number == awaitlet.number());
    }

    /** The awaitlet or thread, and the awaitlets that started it, as far as they have not ended. */
    private static String lineage(Object waiter) {
        var line = new StringBuilder(waiter.toString());
        var starter = waiter instanceof AwaitletTask awaitlet ? awaitlet.starter() : null;
        for (var depth = 1; starter != null && depth < MOST_STARTERS; depth++) {
            line.append(" by ").append(starter);
            starter = starter.starter();
        }
        return line.toString();
    }

    /** Only the words: the class tells a reader nothing. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // the name of the class is what is to be left out
    public String toString() {
        return String.valueOf(getMessage());
    }
}
