package dev.weft.peers.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long operations took: a histogram for each of a few tasks, or one for all of many. */
final class Latencies {
    private static final int FEW = 64;
    private static final int DIGITS = 2;
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(10);

    private final List<Histogram> histograms = new ArrayList<>();
    private final boolean shared;

    Latencies(int tasks) {
        shared = tasks > FEW;
        if (shared) {
            histograms.add(new ConcurrentHistogram(LONGEST, DIGITS));
        } else {
            for (var i = 0; i < tasks; i++) {
                histograms.add(new Histogram(LONGEST, DIGITS));
            }
        }
    }

    /** Where a task records, and nobody else if there are few. */
    Histogram of(int task) {
        return histograms.get(shared ? 0 : task);
    }

    Histogram all() {
        var all = new Histogram(LONGEST, DIGITS);
        histograms.forEach(all::add);
        return all;
    }
}
