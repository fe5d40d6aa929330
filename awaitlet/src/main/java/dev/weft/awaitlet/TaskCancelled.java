package dev.weft.awaitlet;

/**
 * The answer of a task's handle to whoever asks for the value of a task that was cut short by a cancel (ER-210).
 *
 * <p>It is not the signal {@link Cancelled}, which concerns the task, not the one who asks.
 */
public final class TaskCancelled extends WeftException {
    private static final long serialVersionUID = 1L;

    TaskCancelled(String task, Cancelled cancel) {
        super(
                "ER-210",
                "Task \"" + task + "\" has no value: it was cut short (" + cancel.reason() + ").",
                "Ask for its outcome() if a cancel is expected.",
                cancel);
    }
}
