package dev.weft.engine.internal.pool;

import dev.weft.awaitlet.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Something done again and again for as long as there is a reason to: one timer, set only then.
 *
 * <p>Safe for use by many threads.
 */
final class Ticker {
    private final TimeSource time;
    private final long every;
    private final BooleanSupplier needed;
    private final Runnable round;
    private final AtomicBoolean runs = new AtomicBoolean();
    private volatile boolean stopped;
    private volatile TimeSource.@Nullable Timer timer;

    /**
     * @param needed whether there is a reason to go on
     * @param round what to do; on a thread of its own
     */
    Ticker(TimeSource time, Duration every, BooleanSupplier needed, Runnable round) {
        this.time = time;
        this.every = every.toNanos();
        this.needed = needed;
        this.round = round;
    }

    /** Begins, if it does not run. The first round comes after one interval. */
    void start() {
        if (!stopped && !runs.get() && runs.compareAndSet(false, true)) {
            set();
        }
    }

    /** Ends for good. */
    void stop() {
        stopped = true;
        var set = timer;
        if (set != null) {
            set.cancel();
        }
    }

    private void set() {
        timer = time.schedule(every, () -> time.start(this::ring));
        if (stopped) {
            stop();
        }
    }

    private void ring() {
        try {
            round.run();
        } finally { // a round that failed is not the last
            goOn();
        }
    }

    private void goOn() {
        if (!stopped && needed.getAsBoolean()) {
            set();
            return;
        }
        runs.set(false);
        if (needed.getAsBoolean()) { // a reason may have come just now, and found it running
            start();
        }
    }
}
