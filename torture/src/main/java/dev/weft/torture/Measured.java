package dev.weft.torture;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What came of a goal.
 *
 * @param checks the figures, each beside its mark
 */
record Measured(List<Check> checks) {
    Measured {
        checks = List.copyOf(checks);
    }

    static Measured of(Check... checks) {
        return new Measured(List.of(checks));
    }

    String figure() {
        return checks.stream().map(Check::figure).collect(Collectors.joining(", "));
    }

    String passMark() {
        return checks.stream()
                .map(Check::passMark)
                .filter(mark -> !mark.isEmpty())
                .collect(Collectors.joining(", "));
    }

    boolean ok() {
        return checks.stream().allMatch(Check::ok);
    }

    /** What is wrong on a machine of any speed. */
    List<Check> wrong() {
        return checks.stream().filter(check -> !check.ok() && !check.timed()).toList();
    }
}
