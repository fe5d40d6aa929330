package dev.weft.awaitlet;

import dev.weft.awaitlet.WaitingLine.Now;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A number of permits that belong to nobody: whoever takes one waits if there is none, and anybody may give one back;
 * after anyio's {@code Semaphore}.
 *
 * <ul>
 *   <li>Permits are handed out first come, first served. One given back belongs to the first in line at once, so that
 *       nobody overtakes, not even with {@link #tryAcquire()}.
 *   <li>{@link #acquire()} is a checkpoint, even if it need not wait: in a cancelled scope it takes nothing. If it
 *       throws, no permit is held. If a permit came before the cancel, it returns with the permit, and the cancel is
 *       met at the next checkpoint: {@code acquire(); try { ... } finally { release(); }} never loses a permit.
 *   <li>It can be made before any thread, loop or awaitlet exists.
 *   <li>A {@link CapacityLimiter} also knows who holds what, and finds out who gives back too much.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
public final class TaskSemaphore {
    private final WaitingLine line;
    private final int most;

    private TaskSemaphore(int free, int most) {
        this.line = new WaitingLine(this, free);
        this.most = most;
    }

    /**
     * A semaphore without a bound on the permits given back.
     *
     * @param free how many permits are free at first, 0 or more
     * @return a new semaphore
     * @throws IllegalArgumentException if {@code free} is below 0
     */
    public static TaskSemaphore create(int free) {
        return create(free, Integer.MAX_VALUE);
    }

    /**
     * A semaphore that finds out when more permits are given back than were taken.
     *
     * @param free how many permits are free at first, 0 or more
     * @param most how many may ever be free, {@code free} or more
     * @return a new semaphore
     * @throws IllegalArgumentException if {@code free} is below 0 or above {@code most}
     */
    public static TaskSemaphore create(int free, int most) {
        if (free < 0) {
            throw new IllegalArgumentException("free must be at least 0, but was " + free);
        }
        if (most < free) {
            throw new IllegalArgumentException("most must be at least free (" + free + "), but was " + most);
        }
        return new TaskSemaphore(free, most);
    }

    /**
     * Takes a permit, and waits for it if none is free.
     *
     * @throws Cancelled if the scope is cancelled (ER-204); then no permit is held
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public void acquire() {
        var _ = line.acquire(AwaitletTask.require("TaskSemaphore.acquire"), null);
    }

    /**
     * Takes a permit if one is free now. It is no checkpoint, and may be called on any thread.
     *
     * @throws WouldBlock if none is free, or others wait for it (ER-205)
     */
    public void acquireNow() {
        if (!tryAcquire()) {
            throw WouldBlock.acquiring(this, "acquire()");
        }
    }

    /**
     * Takes a permit if one is free now. It is no checkpoint, and may be called on any thread.
     *
     * @return false if none is free, or others wait for it
     */
    public boolean tryAcquire() {
        return line.tryTake(null) == Now.TAKEN;
    }

    /**
     * Gives a permit to the first in line, or back, on any thread. It is no checkpoint, so it works in a cancelled
     * scope too.
     *
     * @throws PrimitiveMisuse if as many permits are free already as ever may be (ER-208)
     */
    public void release() {
        if (!line.add(most)) {
            throw new PrimitiveMisuse(
                    this + " was given back a permit too many.", "Release once for each acquire that has returned.");
        }
    }

    /**
     * Takes a permit for the length of a block: {@code try (var _ = semaphore.hold()) { ... }}.
     *
     * @return what gives the permit back when it is closed
     * @throws Cancelled if the scope is cancelled (ER-204); then no permit is held
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public Held hold() {
        acquire();
        return new Held(this::release);
    }

    /**
     * Runs a body with a permit.
     *
     * @param body what to run; its failure is thrown as it is
     * @throws Cancelled if the scope is cancelled (ER-204)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public void run(Action body) {
        Held.during(hold(), body);
    }

    /**
     * Runs a body with a permit, and answers its result.
     *
     * @param body what to run; its failure is thrown as it is
     * @param <T> the type of its result
     * @return the body's result
     * @throws Cancelled if the scope is cancelled (ER-204)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public <T extends @Nullable Object> T call(Callable<T> body) {
        return Held.during(hold(), body);
    }

    /**
     * How many permits are free now.
     *
     * @return the number, 0 or more
     */
    public int available() {
        return line.free();
    }

    /**
     * What goes on at this semaphore now.
     *
     * @return a picture of one moment
     */
    public Statistics statistics() {
        var state = line.state();
        return new Statistics(state.free(), state.waiting());
    }

    /**
     * What goes on at a semaphore at one moment.
     *
     * @param available how many permits are free
     * @param waiting how many wait for one
     */
    public record Statistics(int available, int waiting) {}

    @Override
    public String toString() {
        var now = statistics();
        var bound = most == Integer.MAX_VALUE ? "" : ", most=" + most;
        return "TaskSemaphore[available=" + now.available() + bound + ", waiting=" + now.waiting() + "]";
    }
}
