package dev.weft.awaitlet;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The failure of a group because tasks of it failed (ER-209): the cause is what the first of them threw; the failures
 * of the others, each with the name of its task, are suppressed.
 *
 * <p>By the time it is thrown all tasks of the group have ended.
 */
public final class TaskGroupFailed extends WeftException {
    private static final long serialVersionUID = 1L;

    /** What failed, in that order. */
    private final transient List<TaskFailed> failures;

    TaskGroupFailed(List<TaskFailed> failures) {
        super(
                "ER-209",
                problem(failures),
                "Look at the cause.",
                failures.getFirst().failure());
        this.failures = List.copyOf(failures);
        failures.stream().skip(1).forEach(this::addSuppressed);
    }

    private static String problem(List<TaskFailed> failures) {
        var first = "Task \"" + failures.getFirst().task() + "\" failed: "
                + failures.getFirst().failure();
        if (failures.size() == 1) {
            return first + ".";
        }
        return first + "; and so did "
                + failures.stream()
                        .skip(1)
                        .map(failed -> "\"" + failed.task() + "\"")
                        .collect(Collectors.joining(", "))
                + ".";
    }

    /**
     * The failed tasks with what they threw.
     *
     * @return the failures in the order in which they happened, at least one
     */
    public List<TaskFailed> failures() {
        return failures;
    }
}
