package dev.weft.peers;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How long things took. Safe for use by many threads. */
final class Times {
    private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();

    void add(long took) {
        nanos.add(took);
    }

    int count() {
        return nanos.size();
    }

    /** What this part of them stayed within, in milliseconds; 1 for the longest. */
    double millis(double part) {
        var sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        if (sorted.length == 0) {
            return 0;
        }
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(Math.ceil(part * sorted.length)) - 1)] / 1e6;
    }
}
