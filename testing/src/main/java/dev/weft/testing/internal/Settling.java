package dev.weft.testing.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Looking again until nothing is left, or the time is up. */
final class Settling {
    static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long PAUSE_MILLIS = 10;

    private Settling() {}

    /** Answers what is left at the last look; empty as soon as nothing is. */
    static List<String> await(Supplier<List<String>> look) {
        return await(PATIENCE, look);
    }

    /** The same, in a time of its own. */
    static List<String> await(Duration patience, Supplier<List<String>> look) {
        var until = System.nanoTime() + patience.toNanos();
        var never = new CountDownLatch(1);
        while (true) {
            var left = look.get();
            if (left.isEmpty() || System.nanoTime() - until >= 0) {
                return left;
            }
            try {
                if (never.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("nobody counts this latch down");
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return left;
            }
        }
    }
}
