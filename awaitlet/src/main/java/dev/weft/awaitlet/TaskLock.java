package dev.weft.awaitlet;

import dev.weft.awaitlet.WaitingLine.Now;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A lock that belongs to a task, not to a thread: one awaitlet has it at a time, and may await while it has it; after
 * anyio's {@code Lock}.
 *
 * <ul>
 *   <li>It is handed over first come, first served: after {@link #release()} the first in line owns it at once, and
 *       nobody overtakes, not even with {@link #tryAcquire()}.
 *   <li>Only the awaitlet that took it may give it back; an awaitlet that was started inside is another one. Taking it
 *       twice is an error, not a deadlock.
 *   <li>{@link #acquire()} is a checkpoint, even if it need not wait: in a cancelled scope it takes nothing. If it
 *       throws, the lock is not held. If the lock came before the cancel, it returns with the lock, and the cancel is
 *       met at the next checkpoint: {@code acquire(); try { ... } finally { release(); }} never loses it.
 *   <li>It can be made before any thread, loop or awaitlet exists.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
public final class TaskLock {
    private final WaitingLine line = new WaitingLine(this, 1);

    private TaskLock() {}

    /**
     * A lock that nobody has.
     *
     * @return a new lock
     */
    public static TaskLock create() {
        return new TaskLock();
    }

    /**
     * Takes the lock, and waits for it if another awaitlet has it.
     *
     * @throws PrimitiveMisuse if this awaitlet has it already (ER-208)
     * @throws Cancelled if the scope is cancelled (ER-204); then the lock is not held
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public void acquire() {
        var task = AwaitletTask.require("TaskLock.acquire");
        if (!line.acquire(task, task)) {
            throw twice();
        }
    }

    /**
     * Takes the lock if it is free now. It is no checkpoint.
     *
     * @throws WouldBlock if another awaitlet has it (ER-205)
     * @throws PrimitiveMisuse if this awaitlet has it already (ER-208)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public void acquireNow() {
        if (!take("TaskLock.acquireNow")) {
            throw WouldBlock.acquiring(this, "acquire()");
        }
    }

    /**
     * Takes the lock if it is free now. It is no checkpoint.
     *
     * @return false if another awaitlet has it
     * @throws PrimitiveMisuse if this awaitlet has it already (ER-208)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public boolean tryAcquire() {
        return take("TaskLock.tryAcquire");
    }

    private boolean take(String operation) {
        var answer = line.tryTake(AwaitletTask.require(operation));
        if (answer == Now.TWICE) {
            throw twice();
        }
        return answer == Now.TAKEN;
    }

    /**
     * Gives the lock to the first in line, or back. It is no checkpoint, so it works in a cancelled scope too.
     *
     * @throws PrimitiveMisuse if this awaitlet does not have it (ER-208)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public void release() {
        var task = AwaitletTask.require("TaskLock.release");
        if (!line.release(task)) {
            throw new PrimitiveMisuse(
                    task + " gives back " + this + ", which it does not have.",
                    "Release it once, in the task that acquired it.");
        }
    }

    /**
     * Takes the lock for the length of a block: {@code try (var _ = lock.hold()) { ... }}.
     *
     * @return what gives the lock back when this awaitlet closes it
     * @throws PrimitiveMisuse if this awaitlet has it already (ER-208)
     * @throws Cancelled if the scope is cancelled (ER-204); then the lock is not held
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public Held hold() {
        acquire();
        return new Held(this::release);
    }

    /**
     * Runs a body while the current awaitlet has the lock.
     *
     * @param body what to run; its failure is thrown as it is
     * @throws PrimitiveMisuse if this awaitlet has it already (ER-208)
     * @throws Cancelled if the scope is cancelled (ER-204)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public void run(Action body) {
        Held.during(hold(), body);
    }

    /**
     * Runs a body while the current awaitlet has the lock, and answers its result.
     *
     * @param body what to run; its failure is thrown as it is
     * @param <T> the type of its result
     * @return the body's result
     * @throws PrimitiveMisuse if this awaitlet has it already (ER-208)
     * @throws Cancelled if the scope is cancelled (ER-204)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public <T extends @Nullable Object> T call(Callable<T> body) {
        return Held.during(hold(), body);
    }

    /**
     * Tells whether an awaitlet has the lock.
     *
     * @return true while it is taken
     */
    public boolean locked() {
        return statistics().locked();
    }

    /**
     * What goes on at this lock now.
     *
     * @return a picture of one moment
     */
    public Statistics statistics() {
        var state = line.state();
        var owner =
                state.holders().isEmpty() ? null : (Awaitlet) state.holders().getFirst();
        return new Statistics(owner != null, owner, state.waiting());
    }

    /**
     * What goes on at a lock at one moment.
     *
     * @param locked whether an awaitlet has it
     * @param owner the awaitlet that has it, or null
     * @param waiting how many wait for it
     */
    public record Statistics(boolean locked, @Nullable Awaitlet owner, int waiting) {}

    @Override
    public String toString() {
        var now = statistics();
        var owner = now.owner();
        var ended = owner != null && owner.ended() ? ", which has ended" : "";
        return "TaskLock[" + (owner == null ? "free" : "owner=" + owner + ended) + ", waiting=" + now.waiting() + "]";
    }

    /** The current awaitlet, which must have the lock. */
    AwaitletTask requireOwner(String operation) {
        var task = AwaitletTask.require(operation);
        if (!line.isHeldBy(task)) {
            throw new PrimitiveMisuse(
                    operation + " was called by " + task + ", which does not have " + this + ".",
                    "Call it inside lock.run(() -> ...), in the same task.");
        }
        return task;
    }

    /** The line of those who wait for this lock, which who waits for something else under it joins in the end. */
    WaitingLine line() {
        return line;
    }

    /** Takes the lock again, after it was given back for a while, whatever became of the scopes meanwhile. */
    void acquireAgain(AwaitletTask task) {
        if (line.tryTake(task) != Now.TAKEN) {
            var _ = CancelScope.create().shield(true).through(() -> line.acquire(task, task));
        }
    }

    private PrimitiveMisuse twice() {
        return new PrimitiveMisuse(
                "The task that has " + this + " acquires it again, and would wait for itself.",
                "Hand it on as held: call code that needs the lock without acquiring it.");
    }
}
