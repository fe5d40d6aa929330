package dev.weft.peers;

import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** cancels that meet the end of their query, and on the same connections queries that they must not hit. */
final class NextQuery implements Scenario {
    private static final int WORKERS = 4;
    private static final int PATIENCE = 20;
    private static final long TAGS = 100_000_000;
    private static final double EARLIEST = 0.4;
    private static final double LATEST = 1.1;
    private static final String QUERY = "select cast(1 as bigint) from pg_sleep(.001)";

    @Override
    public String id() {
        return "R-5";
    }

    @Override
    public String title() {
        return "no cancel hits the next query";
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        try (var peer = arena.peer(WORKERS)) {
            var chance = Stream.generate(arena.random()::split).limit(WORKERS).toList();
            var cancels = new AtomicInteger();
            var hits = new ConcurrentLinkedQueue<String>();
            var end = arena.end();
            arena.crew(WORKERS, number -> race(peer, number * TAGS, chance.get(number), end, cancels, hits));
            var verdict = new Verdict.Draft()
                    .told("%,d cancels", cancels.get())
                    .must(
                            hits.isEmpty(),
                            "%,d next queries hit%s",
                            hits.size(),
                            hits.isEmpty() ? "" : " (" + hits.peek() + ")");
            arena.left(peer, WORKERS, verdict);
            return verdict.done();
        }
    }

    private static void race(
            Peer peer, long first, SplittableRandom random, long end, AtomicInteger cancels, Queue<String> hits)
            throws InterruptedException {
        var typical = 2_000_000.0;
        for (var tag = first; System.nanoTime() - end < 0; tag++) {
            var start = System.nanoTime();
            var call = peer.ask(QUERY);
            if (tag % 16 == 0) {
                if (Waiting.ended(call.answer(), TimeUnit.SECONDS.toNanos(PATIENCE))) {
                    typical = System.nanoTime() - start;
                }
                continue;
            }
            if (!Waiting.ended(call.answer(), (long) (typical * random.nextDouble(EARLIEST, LATEST)))) {
                call.cancel().run();
                cancels.incrementAndGet();
            }
            next(peer, tag, hits);
        }
    }

    private static void next(Peer peer, long tag, Queue<String> hits) throws InterruptedException {
        try {
            var answer = peer.ask("select cast(" + tag + " as bigint)").answer().get(PATIENCE, TimeUnit.SECONDS);
            if (answer != tag) {
                hits.add("asked for " + tag + ", got " + answer);
            }
        } catch (ExecutionException hit) {
            hits.add(Waiting.told(hit));
        } catch (TimeoutException none) {
            hits.add("no answer in " + PATIENCE + " s");
        }
    }
}
