package dev.weft.awaitlet;

import dev.weft.awaitlet.ChannelTurn.End;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a channel holds: its items, the turns that wait on either side, and how many halves are open.
 *
 * <ul>
 *   <li>Each step is decided under the lock, and told to those who wait after it: a turn is served or leaves, never
 *       both.
 *   <li>A receive waits only while there is neither an item nor a waiting send; a send waits only while the buffer is
 *       full and no receive waits.
 * </ul>
 *
 * <p>Plain {@code java.util.concurrent} code that never waits, so that model checkers can run it.
 */
final class ChannelState<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private final int bufferSize;
    private final Channel.Site opened;
    private final ArrayDeque<T> buffer = new ArrayDeque<>(); // guarded by lock
    private final Side<T> senders = new Side<>(); // guarded by lock
    private final Side<T> receivers = new Side<>(); // guarded by lock

    ChannelState(int bufferSize, Channel.Site opened) {
        this.bufferSize = bufferSize;
        this.opened = opened;
    }

    Channel.Site opened() {
        return opened;
    }

    /** One more sender. */
    Door<T> openSender() {
        return open(senders);
    }

    /** One more receiver. */
    Door<T> openReceiver() {
        return open(receivers);
    }

    private Door<T> open(Side<T> side) {
        lock.lock();
        try {
            side.open++;
            return new Door<>(side);
        } finally {
            lock.unlock();
        }
    }

    /** One more half beside an open one, or null beside a closed one. */
    @Nullable
    Door<T> copy(Door<T> door) {
        lock.lock();
        try {
            return door.closed ? null : open(door.side);
        } finally {
            lock.unlock();
        }
    }

    /** Hands an item to a receiver or to the buffer, or gets in line if that may wait. */
    ChannelTurn<T> send(Door<T> door, T item, boolean mayWait) {
        var turn = new ChannelTurn<>(this, door, item);
        ChannelTurn<T> served = null;
        lock.lock();
        try {
            if (door.closed) {
                turn.refuse(End.CLOSED);
            } else if (receivers.open == 0) {
                turn.refuse(End.OVER);
            } else if (!receivers.waiting.isEmpty()) {
                served = receivers.waiting.removeFirst();
                served.serve(item);
                turn.serve(item);
            } else if (buffer.size() < bufferSize) {
                buffer.add(item);
                turn.serve(item);
            } else {
                line(senders, turn, mayWait);
            }
        } finally {
            lock.unlock();
        }
        return settled(turn, served);
    }

    /** Takes the oldest item, or gets in line if that may wait. */
    ChannelTurn<T> receive(Door<T> door, boolean mayWait) {
        var turn = new ChannelTurn<>(this, door, null);
        ChannelTurn<T> served = null;
        lock.lock();
        try {
            if (door.closed) {
                turn.refuse(End.CLOSED);
            } else {
                served = moveUp();
                var item = buffer.poll();
                if (item != null) {
                    turn.serve(item);
                } else if (senders.open == 0) {
                    turn.refuse(End.OVER);
                } else {
                    line(receivers, turn, mayWait);
                }
            }
        } finally {
            lock.unlock();
        }
        return settled(turn, served);
    }

    /** The send that has waited longest puts its item behind those in the buffer, one of which is about to be taken. */
    private @Nullable ChannelTurn<T> moveUp() {
        if (senders.waiting.isEmpty()) {
            return null;
        }
        var oldest = senders.waiting.removeFirst();
        buffer.add(oldest.item());
        oldest.serve(oldest.item());
        return oldest;
    }

    private void line(Side<T> side, ChannelTurn<T> turn, boolean mayWait) {
        if (mayWait) {
            side.waiting.add(turn);
        } else {
            turn.refuse(End.WOULD_BLOCK);
        }
    }

    private ChannelTurn<T> settled(ChannelTurn<T> turn, @Nullable ChannelTurn<T> served) {
        if (served != null) {
            served.settle();
        }
        turn.settle();
        return turn;
    }

    /** Takes a turn out of its line; false if it has been served, or told that it never will be. */
    boolean leave(ChannelTurn<T> turn) {
        lock.lock();
        try {
            return turn.door.side.waiting.remove(turn);
        } finally {
            lock.unlock();
        }
    }

    /** Closes a half, and wakes whoever can no longer be served. */
    void close(Door<T> door) {
        List<ChannelTurn<T>> woken = new ArrayList<>();
        lock.lock();
        try {
            if (door.closed) {
                return;
            }
            door.closed = true;
            door.side.open--;
            door.side.endWaiting(turn -> turn.door == door, End.CLOSED, woken);
            if (door.side.open == 0) {
                var other = door.side == senders ? receivers : senders;
                other.endWaiting(_ -> true, End.OVER, woken);
            }
            if (receivers.open == 0) {
                buffer.clear();
            }
        } finally {
            lock.unlock();
        }
        woken.forEach(ChannelTurn::settle);
    }

    boolean closed(Door<?> door) {
        lock.lock();
        try {
            return door.closed;
        } finally {
            lock.unlock();
        }
    }

    Channel.Statistics statistics() {
        lock.lock();
        try {
            return new Channel.Statistics(
                    buffer.size(),
                    bufferSize,
                    senders.open,
                    receivers.open,
                    senders.waiting.size(),
                    receivers.waiting.size());
        } finally {
            lock.unlock();
        }
    }

    /** One half, as the channel knows it: without a reference to it, so that a half nobody uses becomes garbage. */
    static final class Door<T> {
        private final Side<T> side;
        private boolean closed; // guarded by the lock of the channel

        private Door(Side<T> side) {
            this.side = side;
        }
    }

    /** All halves of one kind. Guarded by the lock of the channel. */
    private static final class Side<T> {
        private int open;
        private final LinkedHashSet<ChannelTurn<T>> waiting = new LinkedHashSet<>();

        void endWaiting(Predicate<ChannelTurn<T>> which, End end, List<ChannelTurn<T>> ended) {
            for (var turn : List.copyOf(waiting)) {
                if (which.test(turn)) {
                    waiting.remove(turn);
                    turn.refuse(end);
                    ended.add(turn);
                }
            }
        }
    }
}
