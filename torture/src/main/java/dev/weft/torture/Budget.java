package dev.weft.torture;

import java.time.Duration;

/**
 * How much a goal may do.
 *
 * @param full whether it is the long form
 * @param time how long it goes on with what it repeats
 * @param patience how long it waits for what has to come to an end, before that counts as hanging or leaked
 */
record Budget(boolean full, Duration time, Duration patience) {
    private static final Duration LONG = Duration.ofMinutes(1);

    /** That of a test of every build. */
    static Budget small() {
        return new Budget(false, Duration.ofSeconds(2), LONG);
    }

    static Budget full(Duration time) {
        return new Budget(true, time, LONG);
    }

    Budget withPatience(Duration value) {
        return new Budget(full, time, value);
    }

    /** How many of something, in the long and in the short form. */
    int of(int many, int few) {
        return full ? many : few;
    }

    /** A moment at which this much time is over. */
    long end() {
        return System.nanoTime() + time.toNanos();
    }
}
