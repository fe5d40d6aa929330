package dev.weft.awaitlet;

import dev.weft.awaitlet.TaskOutcome.Failed;
import dev.weft.awaitlet.TaskOutcome.Finished;
import dev.weft.awaitlet.TaskOutcome.Running;
import dev.weft.awaitlet.TaskOutcome.Stopped;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What the one who started a task of a group holds: its name, how it stands, its value, and the means to cancel it.
 *
 * <ul>
 *   <li>A failure of the task is the group's, whether anybody asks the handle or not.
 *   <li>A cancel of the task alone leaves the group as it is.
 * </ul>
 *
 * <p>Safe for use by many threads.
 *
 * @param <T> the type of its result
 */
public final class TaskHandle<T extends @Nullable Object> {
    private final AwaitletTask task;
    private final CompletableFuture<TaskOutcome<T>> ended = new CompletableFuture<>();

    TaskHandle(AwaitletTask task) {
        this.task = task;
    }

    /**
     * The task's name.
     *
     * @return the name given at its start, or one made from a running number
     */
    public String name() {
        return task.name();
    }

    /**
     * The awaitlet that the task runs as.
     *
     * @return its identity
     */
    public Awaitlet awaitlet() {
        return task;
    }

    /**
     * How the task stands now, without waiting.
     *
     * @return running, or how it ended
     */
    public TaskOutcome<T> outcome() {
        return ended.getNow(new Running<>());
    }

    /**
     * Waits until the task has ended, however it does.
     *
     * @return how it ended, never running
     * @throws Cancelled if the current scope is cancelled (ER-204); the task goes on
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public TaskOutcome<T> join() {
        return AwaitletTask.require("TaskHandle.join").await(ended.copy());
    }

    /**
     * Waits until the task has ended, and answers its value.
     *
     * @return the value
     * @throws TaskFailed if the task failed (ER-209)
     * @throws TaskCancelled if the task was cut short by a cancel (ER-210)
     * @throws Cancelled if the current scope is cancelled (ER-204); the task goes on
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public T await() {
        return valueOf(join());
    }

    /**
     * The value of a task that has ended, without waiting.
     *
     * @return the value
     * @throws TaskNotFinished if the task still runs (ER-211)
     * @throws TaskFailed if the task failed (ER-209)
     * @throws TaskCancelled if the task was cut short by a cancel (ER-210)
     */
    public T value() {
        return valueOf(outcome());
    }

    /**
     * Cancels this task, and no other; once it has ended, nothing happens.
     *
     * @param message why, for the errors and logs that tell of it
     */
    public void cancel(String message) {
        task.cancel(CancelReason.requested(message));
    }

    /** The outcome, once there is one. */
    CompletableFuture<TaskOutcome<T>> ended() {
        return ended;
    }

    private T valueOf(TaskOutcome<T> outcome) {
        return switch (outcome) {
            case Running<T> _ -> throw new TaskNotFinished(name());
            case Finished<T>(var value) -> value;
            case Failed<T>(var failure) -> throw new TaskFailed(name(), failure);
            case Stopped<T>(var cancel) -> throw new TaskCancelled(name(), cancel);
        };
    }

    @Override
    public String toString() {
        return "TaskHandle[\"" + name() + "\", " + outcome().getClass().getSimpleName() + "]";
    }
}
