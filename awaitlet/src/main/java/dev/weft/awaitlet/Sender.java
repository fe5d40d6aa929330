package dev.weft.awaitlet;

import java.util.Objects;

/**
 * The half of a {@link Channel} that items are sent into.
 *
 * <ul>
 *   <li>A send has happened when it returns, and not when it throws, a cancel included.
 *   <li>Closing it twice does nothing the second time. A send that waits on this half meanwhile fails.
 * </ul>
 *
 * <p>Safe for use by many threads; only {@link #send} needs an awaitlet.
 *
 * @param <T> the type of the items
 */
public final class Sender<T> implements AutoCloseable {
    private final ChannelHalf<T> half;

    Sender(ChannelState<T> state) {
        this(new ChannelHalf<>("sender", state, state.openSender()));
    }

    private Sender(ChannelHalf<T> half) {
        this.half = half;
    }

    /**
     * Sends an item, and waits until it is received or in the buffer. A checkpoint.
     *
     * @param item the item
     * @throws ClosedResource if this half is closed, also while it waits (ER-205)
     * @throws BrokenResource if all receivers are closed, also while it waits (ER-205)
     * @throws Cancelled if the current scope is cancelled; the item is not sent (ER-204)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     * @throws AwaitOnEventLoop on an event-loop thread (ER-102)
     */
    public void send(T item) {
        Objects.requireNonNull(item, "item");
        AwaitletTask.require("Sender.send").checkpoint();
        finish(half.send(item, true).await());
    }

    /**
     * Sends an item if that needs no wait: a receive waits for it, or there is room in the buffer. From any thread.
     *
     * @param item the item
     * @throws WouldBlock if it would have to wait (ER-205)
     * @throws ClosedResource if this half is closed (ER-205)
     * @throws BrokenResource if all receivers are closed (ER-205)
     */
    public void sendNow(T item) {
        Objects.requireNonNull(item, "item");
        finish(half.send(item, false).await());
    }

    private void finish(ChannelTurn.End end) {
        switch (end) {
            case DONE -> {}
            case WOULD_BLOCK ->
                throw new WouldBlock(
                        "The " + half + " has no room, and no receive waits.",
                        "Wait for it with send(item), or do something else meanwhile.");
            case CLOSED -> throw half.closedError();
            case OVER -> throw new BrokenResource(half.opened());
        }
    }

    /**
     * One more sender of the same channel, which ends when all of them are closed.
     *
     * @return a new open half
     * @throws ClosedResource if this half is closed (ER-205)
     */
    public Sender<T> copy() {
        return new Sender<>(half.copy());
    }

    /**
     * What the channel is like now.
     *
     * @return the numbers of one moment
     */
    public Channel.Statistics statistics() {
        return half.statistics();
    }

    /** Closes this half; the last one to close ends the channel. Never waits, from any thread. */
    @Override
    public void close() {
        half.close();
    }

    @Override
    public String toString() {
        return half.toString();
    }
}
