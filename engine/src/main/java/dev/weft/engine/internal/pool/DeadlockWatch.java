package dev.weft.engine.internal.pool;

import dev.weft.awaitlet.spi.TimeSource;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Looks for callers that wait for each other, whenever somebody waits and nothing has moved for a while.
 *
 * <p>Looking costs time, so nobody looks while connections go from hand to hand. Safe for use by many threads.
 */
final class DeadlockWatch {
    private static final Duration LONGEST_INTERVAL = Duration.ofMillis(250);
    private static final int LOOKS = 8; // within the patience of a caller

    private final Supplier<State> state;
    private final Runnable look;
    private final Ticker ticker;
    private long seen = -1; // touched by one round at a time

    /**
     * The pool as it is now.
     *
     * @param waitedFor whether somebody waits
     * @param allHeld whether every connection there may be is held
     * @param handedOut how many have been handed out, ever
     */
    record State(boolean waitedFor, boolean allHeld, long handedOut) {}

    DeadlockWatch(TimeSource time, Duration patience, Supplier<State> state, Runnable look) {
        this.state = state;
        this.look = look;
        var often = patience.dividedBy(LOOKS);
        this.ticker = new Ticker(
                time,
                often.compareTo(LONGEST_INTERVAL) < 0 ? often : LONGEST_INTERVAL,
                () -> state.get().waitedFor(),
                this::round);
    }

    void start() {
        ticker.start();
    }

    void stop() {
        ticker.stop();
    }

    private void round() {
        var now = state.get();
        if (now.allHeld() && now.handedOut() == seen) {
            look.run();
        }
        seen = now.handedOut();
    }
}
