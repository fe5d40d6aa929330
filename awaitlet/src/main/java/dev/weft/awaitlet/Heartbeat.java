package dev.weft.awaitlet;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How often one awaitlet has reached a checkpoint: told by its own thread, at the price of a plain write, and looked at
 * by a watchdog now and then.
 */
final class Heartbeat {
    private final AtomicLong beats = new AtomicLong();
    private long seen; // this and the next two are touched by looks only, one after another
    private long since;
    private boolean told;

    void beat() {
        beats.setRelease(beats.getPlain() + 1); // only one thread writes
    }

    long beats() {
        return beats.getAcquire();
    }

    /** How long there has been no beat, as far as the looks can tell: never more than there really was. */
    long stillFor(long now) {
        var beatsNow = beats();
        if (beatsNow != seen) {
            seen = beatsNow;
            since = now;
            told = false;
        }
        return now - since;
    }

    /** Starts anew, because the awaitlet waits. */
    void restart(long now) {
        since = now;
        told = false;
    }

    /** True once in each stretch without a beat. */
    boolean tellNow() {
        var first = !told;
        told = true;
        return first;
    }
}
