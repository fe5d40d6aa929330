package dev.weft.engine.internal;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits in tests for what other threads bring about; each ends in time. */
public final class Soon {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private Soon() {}

    /** A moment at which something is so; it fails if there is none. */
    @SuppressWarnings("ThreadPriorityCheck") // lets others run between two looks; nothing depends on who does
    public static void until(String what, BooleanSupplier truth) {
        var end = System.nanoTime() + LIMIT.toNanos();
        while (!truth.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not so within " + LIMIT + ": " + what);
            }
            Thread.yield();
        }
    }
}
