package dev.weft.awaitlet;

/** The answer of a task's handle to whoever asks for the value of a task that still runs, without waiting (ER-211). */
public final class TaskNotFinished extends WeftException {
    private static final long serialVersionUID = 1L;

    TaskNotFinished(String task) {
        super("ER-211", "Task \"" + task + "\" has not ended yet.", "Wait for it with await() or join().", null);
    }
}
