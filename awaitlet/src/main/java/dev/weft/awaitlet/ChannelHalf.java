package dev.weft.awaitlet;

import dev.weft.awaitlet.Channel.Site;
import dev.weft.awaitlet.ChannelState.Door;
import java.lang.ref.Cleaner;

/** One half of a channel from its opening to its close, and the warning if there is no close. */
final class ChannelHalf<T> implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();

    private final String kind;
    private final ChannelState<T> state;
    private final Door<T> door;
    private final Cleaner.Cleanable unclosed;

    ChannelHalf(String kind, ChannelState<T> state, Door<T> door) {
        this.kind = kind;
        this.state = state;
        this.door = door;
        unclosed = CLEANER.register(this, new Unclosed(kind, state, door, Site.here()));
    }

    ChannelHalf<T> copy() {
        var another = state.copy(door);
        if (another == null) {
            throw closedError();
        }
        return new ChannelHalf<>(kind, state, another);
    }

    ChannelTurn<T> send(T item, boolean mayWait) {
        return state.send(door, item, mayWait);
    }

    ChannelTurn<T> receive(boolean mayWait) {
        return state.receive(door, mayWait);
    }

    Channel.Statistics statistics() {
        return state.statistics();
    }

    Site opened() {
        return state.opened();
    }

    ClosedResource closedError() {
        return new ClosedResource(kind, opened());
    }

    @Override
    public void close() {
        state.close(door);
        unclosed.clean();
    }

    @Override
    public String toString() {
        return kind + " of the channel opened at " + opened() + (state.closed(door) ? ", closed" : "");
    }

    /** Runs when the half is closed, or garbage. */
    private record Unclosed(String kind, ChannelState<?> state, Door<?> door, Site site) implements Runnable {
        private static final System.Logger LOGGER = System.getLogger(Channel.class.getName());

        @Override
        public void run() {
            if (!state.closed(door)) {
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        "A {0} of a channel was never closed, so the other side may wait for ever; it was made at {1}.",
                        kind,
                        site);
            }
        }
    }
}
