package dev.weft.peers;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * What a scenario works with. Used by one thread, {@link #random()} apart.
 *
 * @param maker makes the peer
 * @param target where it connects to
 * @param referee who rules the server
 * @param time how long to go on with what is repeated
 * @param random chance
 * @param hung set by a peer that does not close in time
 */
record Arena(
        Function<Target, Peer> maker,
        Target target,
        Referee referee,
        Duration time,
        SplittableRandom random,
        AtomicBoolean hung) {
    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final Duration SETTLE = Duration.ofSeconds(10);
    private static final Duration USABLE = Duration.ofSeconds(5);

    /** A new peer with a pool of this size, whose connections are made. */
    Peer peer(int connections) throws Exception {
        return peer(connections, USUAL);
    }

    Peer peer(int connections, Duration acquireTimeout) throws Exception {
        var peer = new ClosedInTime(maker.apply(target.withPool(connections, acquireTimeout)), hung);
        var warm = usable(peer, connections, SETTLE.multipliedBy(3));
        if (warm < connections) {
            peer.close();
            throw new IllegalStateException("only " + warm + " of " + connections + " connections were made");
        }
        return peer;
    }

    long end() {
        return System.nanoTime() + time.toNanos();
    }

    /** How many connections can be worked on at once, as callers find out who wait a few seconds for one. */
    int usable(Peer peer, int connections) throws Exception {
        return usable(peer, connections, USABLE);
    }

    private int usable(Peer peer, int connections, Duration within) throws Exception {
        var calls = new Call[connections];
        for (var i = 0; i < connections; i++) {
            calls[i] = peer.ask("select cast(1 as bigint) from pg_sleep(.3)");
        }
        var end = System.nanoTime() + within.toNanos();
        var answered = 0;
        for (var call : calls) {
            if (Waiting.ended(call.answer(), end - System.nanoTime())
                    && !call.answer().isCompletedExceptionally()) {
                answered++;
            } else {
                call.cancel().run();
            }
        }
        return answered;
    }

    /** What is left on the server and in the pool a while after the last call has ended. */
    void left(Peer peer, int connections, Verdict.Draft verdict) throws Exception {
        var end = System.nanoTime() + SETTLE.toNanos();
        var sessions = referee.sessions(target.application());
        while ((sessions.active() > 0
                        || sessions.inTransaction() > 0
                        || peer.inUse().orElse(0) > 0)
                && System.nanoTime() - end < 0) {
            pause(Duration.ofMillis(20));
            sessions = referee.sessions(target.application());
        }
        var inUse = peer.inUse();
        if (inUse.isPresent()) {
            verdict.must(inUse.getAsInt() == 0, "%d leaked as its pool tells", inUse.getAsInt());
        }
        verdict.must(sessions.active() == 0, "%d running on the server", sessions.active());
        verdict.must(sessions.inTransaction() == 0, "%d left in a transaction", sessions.inTransaction());
        var usable = usable(peer, connections);
        verdict.must(usable == connections, "%d of %d connections usable", usable, connections);
    }

    /** Lets time pass. */
    static void pause(Duration time) throws InterruptedException {
        if (new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IllegalStateException("nobody counts this latch down");
        }
    }

    /** Has workers work beside each other, each on a virtual thread. */
    void crew(int workers, Worker worker) throws Exception {
        var all = new CompletableFuture<?>[workers];
        for (var i = 0; i < workers; i++) {
            var number = i;
            var ended = new CompletableFuture<Void>();
            all[i] = ended;
            Thread.ofVirtual().start(() -> {
                try {
                    worker.work(number);
                    ended.complete(null);
                } catch (Throwable failed) {
                    ended.completeExceptionally(failed);
                }
            });
        }
        CompletableFuture.allOf(all).get(time.plus(Duration.ofMinutes(2)).toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What one worker does. */
    interface Worker {
        void work(int number) throws Exception;
    }
}
