package dev.weft.peers.workload;

import java.util.Locale;

/** What is counted or measured in a round. */
public enum Figure {
    /** How many operations ended well. */
    OPERATIONS,
    /** How many tasks met a failure. */
    FAILED,
    /** How many tasks there were. */
    TASKS,
    /** How long the round took, in seconds. */
    WALL_SECONDS,
    /** The processor time of the whole JVM, in seconds. */
    CPU_SECONDS,
    /** What was allocated on the heap, in bytes. */
    ALLOCATED_BYTES,
    /** The most that a garbage collection left, in bytes; absent if there was none. */
    HEAP_PEAK_BYTES,
    /** What is left on the heap after a garbage collection at rest, in bytes; or what a task takes of it. */
    HEAP_BYTES,
    /**
     * The memory of the process, in bytes; or what a task takes of it outside the heap. Absent where it is not told.
     */
    PROCESS_BYTES,
    /** Half of the operations took no longer, in microseconds. */
    P50_MICROS,
    /** 99 of 100 operations took no longer, in microseconds. */
    P99_MICROS,
    /** 999 of 1,000 operations took no longer, in microseconds. */
    P999_MICROS,
    /** The longest operation, in microseconds. */
    LONGEST_MICROS,
    /** How many connections the pool thinks in use when nobody uses one; absent if it does not tell. */
    LEAKED,
    /** How many connections of the pool cannot be worked on. */
    UNUSABLE;

    /**
     * Its name in messages and reports.
     *
     * @return such as {@code cpuSeconds}
     */
    public String word() {
        var word = new StringBuilder();
        for (var letter : name().toLowerCase(Locale.ROOT).split("_", -1)) {
            word.append(
                    word.isEmpty() ? letter : letter.substring(0, 1).toUpperCase(Locale.ROOT) + letter.substring(1));
        }
        return word.toString();
    }
}
