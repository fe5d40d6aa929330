package dev.weft.testing.network;

import java.time.Duration;

/**
 * How a network is now: whether what is sent arrives, when, and in which pieces.
 *
 * @param latency how long each piece is under way, zero or more
 * @param jitter how much longer it may be, by chance; zero or more
 * @param slice the most bytes that are delivered at once, at least 1
 * @param silent whether everything is lost, and nobody is told
 */
record Weather(Duration latency, Duration jitter, int slice, boolean silent) {
    static final Weather FAIR = new Weather(Duration.ZERO, Duration.ZERO, Integer.MAX_VALUE, false);

    Weather {
        if (latency.isNegative() || jitter.isNegative()) {
            throw new IllegalArgumentException("a delay must not be negative");
        }
        if (slice < 1) {
            throw new IllegalArgumentException("a slice has at least 1 byte, not " + slice);
        }
    }

    Weather withLatency(Duration value) {
        return new Weather(value, jitter, slice, silent);
    }

    Weather withJitter(Duration value) {
        return new Weather(latency, value, slice, silent);
    }

    Weather withSlice(int value) {
        return new Weather(latency, jitter, value, silent);
    }

    Weather withSilence(boolean value) {
        return new Weather(latency, jitter, slice, value);
    }
}
