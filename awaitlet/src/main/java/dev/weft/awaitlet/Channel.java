package dev.weft.awaitlet;

import org.jspecify.annotations.Nullable;

/**
 * A way for items from awaitlets that send to awaitlets that receive, in two halves; after anyio's memory object
 * streams.
 *
 * <ul>
 *   <li>Each item is received once, by one receiver; items of one sender arrive in their order, and whoever waits is
 *       served first come, first served.
 *   <li>Without a buffer, the default, a send waits until its item is received; with one, until there is room.
 *   <li>A cancelled send has not sent, and a cancelled receive has taken nothing: no item is lost between the two.
 *   <li>It ends when the last {@link Sender#copy() copy} of the sender is closed: what was sent before is still
 *       received. When the last copy of the receiver is closed, senders fail and what is buffered is dropped.
 *   <li>A half that is never closed is told of in the log once it is garbage.
 * </ul>
 *
 * <p>Both halves are safe for use by many threads; a channel may be opened before any awaitlet exists.
 *
 * @param <T> the type of the items, which are never null
 */
public final class Channel<T> {
    /** The buffer size of a channel on which no send ever waits. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    private final Sender<T> sender;
    private final Receiver<T> receiver;

    private Channel(int bufferSize) {
        var state = new ChannelState<T>(bufferSize, Site.here());
        sender = new Sender<>(state);
        receiver = new Receiver<>(state);
    }

    /**
     * A channel without a buffer: each send waits for a receive.
     *
     * @param <T> the type of the items
     * @return the two open halves
     */
    public static <T> Channel<T> open() {
        return open(0);
    }

    /**
     * A channel with a buffer.
     *
     * @param bufferSize how many items may wait to be received before a send waits, zero to {@link #UNLIMITED}
     * @param <T> the type of the items
     * @return the two open halves
     * @throws IllegalArgumentException if {@code bufferSize} is negative
     */
    public static <T> Channel<T> open(int bufferSize) {
        if (bufferSize < 0) {
            throw new IllegalArgumentException("bufferSize must be 0 to UNLIMITED, but was " + bufferSize);
        }
        return new Channel<>(bufferSize);
    }

    /**
     * The half that items are sent into.
     *
     * @return the sender, the same each time
     */
    public Sender<T> sender() {
        return sender;
    }

    /**
     * The half that items are received from.
     *
     * @return the receiver, the same each time
     */
    public Receiver<T> receiver() {
        return receiver;
    }

    /**
     * What a channel is like at one moment.
     *
     * @param bufferUsed how many items wait in the buffer
     * @param bufferSize how many items may wait there
     * @param openSenders how many copies of the sender are open
     * @param openReceivers how many copies of the receiver are open
     * @param waitingSenders how many sends wait
     * @param waitingReceivers how many receives wait
     */
    public record Statistics(
            int bufferUsed,
            int bufferSize,
            int openSenders,
            int openReceivers,
            int waitingSenders,
            int waitingReceivers) {}

    /** The call that opened a channel or made a copy of a half. */
    record Site(StackWalker.@Nullable StackFrame frame) {
        static Site here() {
            return new Site(CallSite.here());
        }

        @Override
        public String toString() {
            return frame == null
                    ? "an unknown place"
                    : frame.toStackTraceElement().toString();
        }
    }
}
