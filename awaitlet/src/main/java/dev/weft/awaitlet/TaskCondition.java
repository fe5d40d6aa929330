package dev.weft.awaitlet;

import java.util.function.BooleanSupplier;

/**
 * A place to wait, under a {@link TaskLock}, for what another awaitlet changes under the same lock; after anyio's
 * {@code Condition}, with the verbs of {@link java.util.concurrent.locks.Condition} ({@code wait} and {@code notify}
 * are those of a monitor, and fail here).
 *
 * <ul>
 *   <li>Whoever waits gives the lock back meanwhile and has it again when the wait is over, however that ended: by a
 *       signal or by a cancel. Taking it again is shielded.
 *   <li>Signals go to those who wait, first come first served; none is kept for later. Whoever is signalled joins the
 *       line for the lock, so that signalled waiters have it in the order in which they came, each woken once.
 *   <li>A signal is never lost to a cancel: a waiter that was signalled and cancelled hands the signal on to the next
 *       in line, and throws. (A permit stays with such a waiter, because {@code finally} gives it back; nobody could
 *       give back a signal.)
 *   <li>No waiter wakes without a signal.
 *   <li>It can be made before any thread, loop or awaitlet exists.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
public final class TaskCondition {
    private final TaskLock lock;
    private final WaitingLine line;

    private TaskCondition(TaskLock lock) {
        this.lock = lock;
        this.line = new WaitingLine(this, lock.line());
    }

    /**
     * A condition with a lock of its own.
     *
     * @return a new condition
     */
    public static TaskCondition create() {
        return over(TaskLock.create());
    }

    /**
     * A condition over a lock that others use too.
     *
     * @param lock the lock under which to wait and to signal
     * @return a new condition
     */
    public static TaskCondition over(TaskLock lock) {
        return new TaskCondition(lock);
    }

    /**
     * The lock under which to wait and to signal.
     *
     * @return the same lock each time
     */
    public TaskLock lock() {
        return lock;
    }

    /**
     * Gives the lock back, waits for a signal, and takes the lock again.
     *
     * @throws PrimitiveMisuse if this awaitlet does not have the lock (ER-208)
     * @throws Cancelled if the scope is cancelled (ER-204); the lock is held again then too
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public void await() {
        var task = lock.requireOwner("TaskCondition.await");
        task.checkpoint();
        var turn = line.queue(task); // before the lock is free, so that no signal is missed
        lock.release();
        try {
            task.await(turn); // which comes with the lock
            task.checkpoint();
        } catch (Throwable thrown) {
            var signalled = !line.leave(turn);
            if (!signalled || lock.line().leave(turn)) {
                lock.acquireAgain(task);
            }
            if (signalled) {
                signal();
            }
            throw thrown;
        }
    }

    /**
     * Waits until something is so, looking at it after each signal, and at first.
     *
     * @param condition what has to be so; it is asked by this awaitlet, while it has the lock
     * @throws PrimitiveMisuse if this awaitlet does not have the lock (ER-208)
     * @throws Cancelled if the scope is cancelled (ER-204); the lock is held again then too
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public void awaitUntil(BooleanSupplier condition) {
        lock.requireOwner("TaskCondition.awaitUntil").checkpoint();
        while (!condition.getAsBoolean()) {
            await();
        }
    }

    /**
     * Lets the first in line go on, once it gets the lock.
     *
     * @throws PrimitiveMisuse if this awaitlet does not have the lock (ER-208)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public void signal() {
        signal(1);
    }

    /**
     * Lets the first few in line go on, once they get the lock.
     *
     * @param most how many at most, 0 or more
     * @throws IllegalArgumentException if {@code most} is below 0
     * @throws PrimitiveMisuse if this awaitlet does not have the lock (ER-208)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public void signal(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("most must be at least 0, but was " + most);
        }
        var _ = lock.requireOwner("TaskCondition.signal");
        line.move(most, lock.line());
    }

    /**
     * Lets all who wait go on, once they get the lock.
     *
     * @throws PrimitiveMisuse if this awaitlet does not have the lock (ER-208)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public void signalAll() {
        signal(Integer.MAX_VALUE);
    }

    /**
     * What goes on at this condition now.
     *
     * @return a picture of one moment
     */
    public Statistics statistics() {
        return new Statistics(line.waiting(), lock.statistics());
    }

    /**
     * What goes on at a condition at one moment.
     *
     * @param waiting how many wait for a signal
     * @param lock what goes on at its lock
     */
    public record Statistics(int waiting, TaskLock.Statistics lock) {}

    @Override
    public String toString() {
        return "TaskCondition[waiting=" + line.waiting() + ", lock=" + lock + "]";
    }
}
