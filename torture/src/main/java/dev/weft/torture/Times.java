package dev.weft.torture;

import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Durations as they were measured, counted by tens of microseconds; safe for use by many threads. */
final class Times {
    private static final long STEP_NANOS = 10_000;

    private final ConcurrentSkipListMap<Long, LongAdder> counts = new ConcurrentSkipListMap<>();
    private final LongAdder sum = new LongAdder();
    private final AtomicLong longest = new AtomicLong();

    void add(long nanos) {
        counts.computeIfAbsent(nanos / STEP_NANOS, _ -> new LongAdder()).increment();
        sum.add(nanos);
        longest.accumulateAndGet(nanos, Math::max);
    }

    long count() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** The time that this part of them did not exceed, in milliseconds; 0 if there are none. */
    double millis(double part) {
        var left = (long) Math.ceil(count() * part);
        for (var entry : counts.entrySet()) {
            left -= entry.getValue().sum();
            if (left <= 0) {
                return (entry.getKey() + 1) * STEP_NANOS / 1e6;
            }
        }
        return 0;
    }

    double longestMillis() {
        return longest.get() / 1e6;
    }

    double meanMillis() {
        var count = count();
        return count == 0 ? 0 : sum.sum() / 1e6 / count;
    }
}
