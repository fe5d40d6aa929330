package dev.weft.awaitlet;

import dev.weft.awaitlet.WaitingLine.Turn;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens once, and that any number of awaitlets wait for; after anyio's {@code Event}.
 *
 * <ul>
 *   <li>Once {@link #set()}, it stays so: all who wait go on, and nobody waits for it any more.
 *   <li>{@link #await()} is a checkpoint, even if it need not wait. A waiter for whom it happened before the cancel
 *       goes on, and meets the cancel at its next checkpoint.
 *   <li>It can be made before any thread, loop or awaitlet exists.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
public final class Event {
    private final WaitingLine line = new WaitingLine(this, 0);
    private volatile boolean set;

    private Event() {}

    /**
     * An event that has yet to happen.
     *
     * @return a new event
     */
    public static Event create() {
        return new Event();
    }

    /** Lets it happen, on any thread; a second time changes nothing. */
    public void set() {
        set = true;
        line.wake(Integer.MAX_VALUE);
    }

    /**
     * Tells whether it has happened.
     *
     * @return true once it has
     */
    public boolean isSet() {
        return set;
    }

    /**
     * Waits until it has happened.
     *
     * @throws Cancelled if the scope is cancelled (ER-204)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public void await() {
        var task = AwaitletTask.require("Event.await");
        task.checkpoint();
        var turn = turn();
        if (turn != null) {
            line.await(task, turn);
        }
    }

    /** A place among those who wait, or null if it has happened. */
    @Nullable
    Turn turn() {
        if (set) {
            return null;
        }
        var turn = line.queue(null);
        return set && line.leave(turn) ? null : turn; // asked again: whoever set it may have missed this turn
    }

    /**
     * What goes on at this event now.
     *
     * @return a picture of one moment
     */
    public Statistics statistics() {
        return new Statistics(set, line.waiting());
    }

    /**
     * What goes on at an event at one moment.
     *
     * @param set whether it has happened
     * @param waiting how many wait for it
     */
    public record Statistics(boolean set, int waiting) {}

    @Override
    public String toString() {
        var now = statistics();
        return "Event[" + (now.set() ? "set" : "not set") + ", waiting=" + now.waiting() + "]";
    }
}
