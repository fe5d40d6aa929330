package dev.weft.awaitlet;

/**
 * The failure of one task of a group, seen by whoever asks the task's handle for its value; the cause is what the task
 * threw (ER-209).
 */
public final class TaskFailed extends WeftException {
    private static final long serialVersionUID = 1L;

    /** The task's name. */
    private final String task;

    TaskFailed(String task, Throwable failure) {
        super("ER-209", "Task \"" + task + "\" failed: " + failure + ".", "Look at the cause.", failure);
        this.task = task;
    }

    /**
     * The name of the task that failed.
     *
     * @return the name given to it, or one made from a running number
     */
    public String task() {
        return task;
    }

    /** What the task threw. */
    Throwable failure() {
        var failure = getCause();
        return failure == null ? this : failure;
    }
}
