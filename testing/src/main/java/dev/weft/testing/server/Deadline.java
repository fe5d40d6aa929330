package dev.weft.testing.server;

import java.time.Duration;

/** A moment on the JVM's clock by which something has to be done. */
record Deadline(long nanoTime) {
    static Deadline after(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** The time that is left, in nanoseconds; zero or less once it has passed. */
    long left() {
        return nanoTime - System.nanoTime();
    }
}
