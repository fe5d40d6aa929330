package dev.weft.torture;

import java.util.Collection;
import java.util.Locale;

/**
 * One figure beside its pass mark.
 *
 * @param figure what was measured, with its unit
 * @param passMark what it has to be
 * @param ok whether it is
 * @param timed whether the speed of the machine decides, so that only the long form holds it to the mark
 */
record Check(String figure, String passMark, boolean ok, boolean timed) {
    /** A number that must be reached, whatever the machine. */
    static Check atLeast(String what, long least, long count) {
        return new Check("%,d %s".formatted(count, what), "at least %,d".formatted(least), count >= least, false);
    }

    /** Something that must not have happened, whatever the machine; the first cases are told. */
    static Check none(String what, Collection<String> cases) {
        var told = cases.stream().limit(3).toList();
        var figure =
                cases.isEmpty() ? "0 " + what : "%,d %s (%s)".formatted(cases.size(), what, String.join("; ", told));
        return new Check(figure, "0 " + what, cases.isEmpty(), false);
    }

    /** Something that must have been so, whatever the machine. */
    static Check fact(String figure, String passMark, boolean ok) {
        return new Check(figure, passMark, ok, false);
    }

    /** A figure that is told, and has no mark. */
    static Check told(String figure) {
        return new Check(figure, "", true, false);
    }

    /** A time that must not be longer. */
    static Check within(String what, double millis, double mostMillis) {
        return new Check(
                String.format(Locale.ROOT, "%s %.1f ms", what, millis),
                String.format(Locale.ROOT, "%.0f ms", mostMillis),
                millis <= mostMillis,
                true);
    }

    /** Something that depends on the speed of the machine. */
    static Check timed(String figure, String passMark, boolean ok) {
        return new Check(figure, passMark, ok, true);
    }
}
