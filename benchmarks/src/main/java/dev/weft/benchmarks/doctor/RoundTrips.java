package dev.weft.benchmarks.doctor;

import java.util.Arrays;
import java.util.Locale;

/** How long statements took that do nothing; one at least. */
final class RoundTrips {
    private static final int WIDTH = 40;

    private final long[] nanos; // shortest first

    RoundTrips(long... nanos) {
        this.nanos = nanos.clone();
        Arrays.sort(this.nanos);
    }

    /** The time within which a share of them came back. */
    double millis(double share) {
        var index = (int) Math.ceil(share * nanos.length) - 1;
        return nanos[Math.max(index, 0)] / 1e6;
    }

    /** A line for the figures, and a bar for each doubling of the time. */
    String histogram() {
        var text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d statements: p50 %.2f ms, p99 %.2f ms, longest %.2f ms",
                nanos.length,
                millis(0.5),
                millis(0.99),
                millis(1)));
        for (long from = 0, to = floor(nanos[0]); from < nanos.length; to *= 2) {
            var limit = to * 2;
            var within = Arrays.stream(nanos).filter(time -> time < limit).count();
            var bar = "#".repeat((int) Math.ceilDiv((within - from) * WIDTH, nanos.length));
            text.append(String.format(Locale.ROOT, "%n%8.2f to %8.2f ms  %s", to / 1e6, limit / 1e6, bar)
                    .stripTrailing());
            from = within;
        }
        return text.toString();
    }

    private static long floor(long nanos) {
        return Math.max(Long.highestOneBit(nanos), 1);
    }

    @Override
    public String toString() {
        return histogram();
    }
}
