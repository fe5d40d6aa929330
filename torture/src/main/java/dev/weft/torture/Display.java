package dev.weft.torture;

import java.io.PrintStream;
import java.time.Duration;

/** What the user sees while goals run: on a terminal one line that changes, elsewhere a line for each beginning. */
final class Display {
    private static final String CLEAR = "\r\u001b[K";
    private static final Duration SHORTEST = Duration.ofMillis(200);

    private final PrintStream out;
    private final boolean terminal;
    private volatile String heading = "";
    private volatile long told;

    Display(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Says what begins. */
    void begin(int number, int of, Goal goal, Through through) {
        begin("[%d/%d] %s %s: %s".formatted(number, of, goal.id(), through, goal.title()));
    }

    void begin(String what) {
        heading = what;
        if (terminal) {
            show(heading);
        } else {
            out.println(heading + " ...");
        }
    }

    /** Says how far it has come; not more than a few times a second. */
    void tell(String how) {
        if (terminal && System.nanoTime() - told > SHORTEST.toNanos()) {
            show(heading + ": " + how);
        }
    }

    private void show(String line) {
        told = System.nanoTime();
        out.print(CLEAR + line);
        out.flush();
    }

    /** A line that stays. */
    void line(String line) {
        out.println(terminal ? CLEAR + line : line);
    }
}
