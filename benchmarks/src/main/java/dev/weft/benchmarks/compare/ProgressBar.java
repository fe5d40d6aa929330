package dev.weft.benchmarks.compare;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** What the user sees meanwhile: on a terminal a bar with the time left, elsewhere a line for each scenario. */
final class ProgressBar {
    private static final String CLEAR = "\r\u001b[K";
    private static final int WIDTH = 20;
    private static final double SURE = 0.02;

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanos;
    private final long start;
    private double done;

    ProgressBar(PrintStream out, boolean terminal, LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    /** How much is done, 1 for all. */
    void done(double part) {
        done = Math.min(1, part);
    }

    /** What is done now. */
    void now(String what) {
        if (terminal) {
            out.print(CLEAR + bar() + " " + what);
            out.flush();
        }
    }

    String bar() {
        var full = (int) Math.round(done * WIDTH);
        return String.format(
                Locale.ROOT,
                "[%s%s] %3.0f %% %s",
                "#".repeat(full),
                "-".repeat(WIDTH - full),
                done * 100,
                done < SURE ? "     " : left());
    }

    private String left() {
        var gone = Duration.ofNanos(nanos.getAsLong() - start).toMillis() / 1e3;
        var left = Math.round(gone * (1 - done) / done);
        return String.format(Locale.ROOT, "%d:%02d left", left / 60, left % 60);
    }

    /** Something that stays. */
    void line(String text) {
        out.println((terminal ? CLEAR : "") + text);
    }
}
