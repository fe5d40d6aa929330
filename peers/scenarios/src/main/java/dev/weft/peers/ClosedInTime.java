package dev.weft.peers;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A peer whose end is waited for a while only, so that one that does not close has its verdict all the same.
 *
 * @param peer the peer
 * @param hung set if it did not close in time
 */
record ClosedInTime(Peer peer, AtomicBoolean hung) implements Peer {
    static final Duration TIME = Duration.ofSeconds(20);

    @Override
    public Call ask(String sql) {
        return peer.ask(sql);
    }

    @Override
    public Call idle(Runnable waits) {
        return peer.idle(waits);
    }

    @Override
    public OptionalInt inUse() {
        return peer.inUse();
    }

    @Override
    public void close() {
        var closing = Thread.ofPlatform().daemon().name("closing").start(peer::close);
        try {
            if (!closing.join(TIME)) {
                hung.set(true);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
