package dev.weft.peers;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** eight callers give up queries of a millisecond after none to six, on four connections. */
final class CancelStorm implements Scenario {
    private static final int WORKERS = 8;
    private static final int CONNECTIONS = 4;
    private static final long LATEST = 6_000_000;
    private static final long HANG = 20_000_000_000L;

    @Override
    public String id() {
        return "R-1";
    }

    @Override
    public String title() {
        return "a storm of cancels leaks nothing";
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        try (var peer = arena.peer(CONNECTIONS)) {
            var made = arena.referee().connectionsMade();
            var chance = Stream.generate(arena.random()::split).limit(WORKERS).toList();
            var cancels = new AtomicInteger();
            var stuck = new AtomicInteger();
            var end = arena.end();
            arena.crew(WORKERS, number -> storm(peer, chance.get(number), end, cancels, stuck));
            var verdict = new Verdict.Draft()
                    .told("%,d cancels", cancels.get())
                    .told("%,d connections made on the way", arena.referee().connectionsMade() - made)
                    .must(stuck.get() == 0, "%d callers not answered within 20 s", stuck.get());
            arena.left(peer, CONNECTIONS, verdict);
            return verdict.done();
        }
    }

    private static void storm(Peer peer, SplittableRandom random, long end, AtomicInteger cancels, AtomicInteger stuck)
            throws InterruptedException {
        while (System.nanoTime() - end < 0) {
            var call = peer.ask("select cast(1 as bigint) from pg_sleep(.001)");
            if (Waiting.ended(call.answer(), random.nextLong(LATEST))) {
                continue;
            }
            call.cancel().run();
            cancels.incrementAndGet();
            if (!Waiting.ended(call.answer(), HANG)) {
                stuck.incrementAndGet();
                return;
            }
        }
    }
}
