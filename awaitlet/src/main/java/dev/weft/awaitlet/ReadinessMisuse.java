package dev.weft.awaitlet;

/** The failure of a task started by {@link TaskGroup#start} that did not signal its readiness exactly once (ER-212). */
public final class ReadinessMisuse extends WeftException {
    private static final long serialVersionUID = 1L;

    private ReadinessMisuse(String problem) {
        super("ER-212", problem, "Call ready.signal(...) once, when the task can be used.", null);
    }

    static ReadinessMisuse never(String task) {
        return new ReadinessMisuse("Task \"" + task + "\" ended without having signalled that it is ready.");
    }

    static ReadinessMisuse twice() {
        return new ReadinessMisuse("The task has signalled before that it is ready.");
    }
}
