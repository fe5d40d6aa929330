package dev.weft.awaitlet;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The half of a {@link Channel} that items are received from; a for-each loop over it ends with the channel.
 *
 * <ul>
 *   <li>A receive that returns has taken its item, and one that throws has taken none, a cancel included.
 *   <li>What was sent before the senders were closed is received first.
 *   <li>Closing it twice does nothing the second time. A receive that waits on this half meanwhile fails.
 * </ul>
 *
 * <p>Safe for use by many threads; only {@link #receive} and iteration need an awaitlet. Each iterator is for one
 * awaitlet at a time.
 *
 * @param <T> the type of the items
 */
public final class Receiver<T> implements Iterable<T>, AutoCloseable {
    private final ChannelHalf<T> half;

    Receiver(ChannelState<T> state) {
        this(new ChannelHalf<>("receiver", state, state.openReceiver()));
    }

    private Receiver(ChannelHalf<T> half) {
        this.half = half;
    }

    /**
     * Receives the next item, and waits until there is one. A checkpoint.
     *
     * @return the item
     * @throws EndOfStream if all senders are closed and every item is received, also while it waits (ER-205)
     * @throws ClosedResource if this half is closed, also while it waits (ER-205)
     * @throws Cancelled if the current scope is cancelled; no item is taken (ER-204)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     * @throws AwaitOnEventLoop on an event-loop thread (ER-102)
     */
    public T receive() {
        var item = receiveOrEnd();
        if (item == null) {
            throw new EndOfStream(half.opened());
        }
        return item;
    }

    /**
     * Receives the next item if there is one: in the buffer, or in the hands of a sender that waits. From any thread.
     *
     * @return the item
     * @throws WouldBlock if it would have to wait (ER-205)
     * @throws EndOfStream if all senders are closed and every item is received (ER-205)
     * @throws ClosedResource if this half is closed (ER-205)
     */
    public T receiveNow() {
        var item = itemOf(half.receive(false));
        if (item == null) {
            throw new EndOfStream(half.opened());
        }
        return item;
    }

    private @Nullable T receiveOrEnd() {
        AwaitletTask.require("Receiver.receive").checkpoint();
        return itemOf(half.receive(true));
    }

    private @Nullable T itemOf(ChannelTurn<T> turn) {
        return switch (turn.await()) {
            case DONE -> turn.item();
            case WOULD_BLOCK ->
                throw new WouldBlock(
                        "The " + half + " has no item at once.",
                        "Wait for it with receive(), or do something else meanwhile.");
            case CLOSED -> throw half.closedError();
            case OVER -> null;
        };
    }

    /**
     * The items from now on, up to the end of the channel: what {@code for (var item : receiver)} runs over.
     *
     * <p>{@link Iterator#hasNext} receives, as {@link #receive} does, and throws what that throws, except for the end.
     *
     * @return a new iterator, which shares the items with every other one
     */
    @Override
    public Iterator<T> iterator() {
        return new Items();
    }

    /**
     * One more receiver of the same channel; each item goes to one of them.
     *
     * @return a new open half
     * @throws ClosedResource if this half is closed (ER-205)
     */
    public Receiver<T> copy() {
        return new Receiver<>(half.copy());
    }

    /**
     * What the channel is like now.
     *
     * @return the numbers of one moment
     */
    public Channel.Statistics statistics() {
        return half.statistics();
    }

    /** Closes this half; once the last one is closed, senders fail. Never waits, from any thread. */
    @Override
    public void close() {
        half.close();
    }

    @Override
    public String toString() {
        return half.toString();
    }

    /** The items that a loop takes. */
    private final class Items implements Iterator<T> {
        private @Nullable T next; // received, and not yet given to the loop
        private boolean ended;

        @Override
        public boolean hasNext() {
            if (next == null && !ended) {
                next = receiveOrEnd();
                ended = next == null;
            }
            return next != null;
        }

        @Override
        public T next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException("The channel has ended");
            }
            var item = next;
            next = null;
            return item;
        }
    }
}
