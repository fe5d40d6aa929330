package dev.weft.engine.internal.pool;

import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The attempts to connect since one last worked. While they fail they are made one at a time: the second at once, the
 * others after pauses that grow, each shortened by chance so that many programs do not come back together.
 *
 * <p>Guarded by the pool's lock.
 */
final class Attempts {
    private static final long FIRST_PAUSE = Duration.ofMillis(100).toNanos();

    private final long longestPause;
    private final SplittableRandom chance;
    private int failed;
    private int rounds; // of attempts one after the other
    private long failingSince;
    private long next; // when one may begin again
    private @Nullable Throwable last;

    /** @param now the time, which is another in each program, and the same in each run of a simulation */
    Attempts(Duration longestPause, long now) {
        this.chance = new SplittableRandom(now);
        this.longestPause = longestPause.toNanos();
    }

    boolean mayBegin(int underWay, long now) {
        return failed == 0 || (underWay == 0 && now - next >= 0);
    }

    void worked() {
        failed = 0;
        rounds = 0;
        last = null;
    }

    /** The round in which an attempt that begins now is made. */
    int round() {
        return rounds;
    }

    /** Counts a failed attempt of a round; answers how long to pause before the next, in nanoseconds. */
    long failed(Throwable why, int round, long now) {
        if (failed++ == 0) {
            failingSince = now;
        }
        last = why;
        if (round == rounds) { // those that were made side by side count as one
            rounds++;
            next = now + pause();
        }
        return next - now;
    }

    private long pause() {
        if (rounds == 1) {
            return 0;
        }
        var doublings = Math.min(rounds - 2, 32);
        var whole = Math.min(longestPause, FIRST_PAUSE << doublings);
        return whole == 0 ? 0 : chance.nextLong(whole / 2, whole + 1);
    }

    boolean failing() {
        return failed > 0;
    }

    int failures() {
        return failed;
    }

    Duration failingFor(long now) {
        return failed == 0 ? Duration.ZERO : Duration.ofNanos(now - failingSince);
    }

    @Nullable
    Throwable last() {
        return last;
    }
}
