package dev.weft.peers.workload;

import dev.weft.peers.Call;
import dev.weft.peers.Peer;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers that give up queries of a millisecond after none to six.
 *
 * @param peer the pool
 * @param connections how many it has
 */
record CancelStorm(Peer peer, int connections) {
    private static final long SEED = 42;
    private static final long LATEST = TimeUnit.MILLISECONDS.toNanos(6);
    private static final long HANG = TimeUnit.SECONDS.toNanos(20);
    private static final long SETTLE = TimeUnit.SECONDS.toNanos(5);
    private static final String QUERY = "select cast(1 as bigint) from pg_sleep(.001)";
    private static final String PROBE = "select cast(1 as bigint) from pg_sleep(.2)";

    /** A round; its times are those from giving up to the caller's return. */
    Round round(int callers, long millis) throws Exception {
        var latencies = new Latencies(callers);
        var stuck = new AtomicInteger();
        var cancels = new AtomicLong();
        Round round;
        try (var meter = new Meter()) {
            var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            var seeds = new SplittableRandom(SEED);
            var all = new ArrayList<CompletableFuture<Void>>();
            for (var i = 0; i < callers; i++) {
                var took = latencies.of(i);
                var random = seeds.split();
                var over = new CompletableFuture<Void>();
                all.add(over);
                Thread.ofVirtual().start(() -> {
                    try {
                        while (System.nanoTime() - end < 0) {
                            var call = peer.ask(QUERY);
                            if (ended(call.answer(), random.nextLong(LATEST))) {
                                continue;
                            }
                            var given = System.nanoTime();
                            call.cancel().run();
                            cancels.incrementAndGet();
                            if (!ended(call.answer(), HANG)) {
                                stuck.incrementAndGet();
                                break;
                            }
                            took.recordValue(System.nanoTime() - given);
                        }
                        over.complete(null);
                    } catch (Throwable failed) {
                        over.completeExceptionally(failed);
                    }
                });
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get();
            round = meter.round(latencies.all(), cancels.get(), callers, stuck.get());
        }
        var settled = System.nanoTime() + SETTLE;
        while (peer.inUse().orElse(0) > 0 && System.nanoTime() - settled < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        if (peer.inUse().isPresent()) {
            round = round.with(Figure.LEAKED, peer.inUse().getAsInt());
        }
        return round.with(Figure.UNUSABLE, (double) connections - usable());
    }

    /** How many connections can be worked on at once, as callers find out. */
    int usable() throws InterruptedException {
        var calls = new ArrayList<Call>();
        for (var i = 0; i < connections; i++) {
            calls.add(peer.ask(PROBE));
        }
        var end = System.nanoTime() + SETTLE;
        var usable = 0;
        for (var call : calls) {
            if (ended(call.answer(), end - System.nanoTime()) && !call.answer().isCompletedExceptionally()) {
                usable++;
            } else {
                call.cancel().run();
            }
        }
        return usable;
    }

    private static boolean ended(CompletableFuture<?> future, long nanos) throws InterruptedException {
        try {
            future.get(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException | CancellationException ended) {
            return true; // that it has ended is what is asked
        }
        return true;
    }
}
