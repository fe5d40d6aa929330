package dev.weft.benchmarks.compare;

import java.util.List;

/** How a scenario puts its operation upon a contender. */
enum Load {
    /** Tasks that go on for the time of a round. */
    STEADY(List.of(Column.CPU, Column.RATE, Column.P50, Column.P99, Column.P999, Column.ALLOCATED)),
    /** Operations that begin at a rate for the time of a round, whether those before are over or not. */
    OPEN(List.of(Column.CPU, Column.P50, Column.P99, Column.P999, Column.LONGEST, Column.RATE)),
    /** Operations that begin together, again and again for the time of a round. */
    BURST(List.of(Column.CPU, Column.RATE, Column.P50, Column.P99, Column.P999, Column.ALLOCATED)),
    /** A result of many rows, again and again for the time of a round. */
    STREAM(List.of(Column.CPU, Column.RATE, Column.P50, Column.ALLOCATED, Column.HEAP_PEAK)),
    /** Many tasks at once, with a few operations each. */
    CROWD(List.of(
            Column.CPU,
            Column.SERVED,
            Column.LONGEST_TO_IDEAL,
            Column.RATE,
            Column.P50,
            Column.LONGEST,
            Column.HEAP_PEAK)),
    /** Callers that give up, for the time of a round. */
    STORM(List.of(Column.P99, Column.P50, Column.LONGEST, Column.RATE, Column.STUCK, Column.LEAKED, Column.UNUSABLE)),
    /** A JVM from its start to its first answer, and what it takes then. */
    START(List.of(Column.FIRST_ANSWER, Column.CPU_IN_ALL, Column.PROCESS, Column.HEAP)),
    /** Many tasks that wait. */
    PARK(List.of(Column.MEMORY, Column.HEAP, Column.PROCESS));

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Column> columns;

    Load(List<Column> columns) {
        this.columns = columns;
    }

    /** What is told of it. */
    List<Column> columns() {
        return columns;
    }

    /** The figure that contenders are set beside one another by, and runs; less is better. */
    Column primary() {
        return columns.getFirst();
    }
}
