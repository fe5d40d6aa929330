package dev.weft.peers;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** two hundred tasks in a loop share four connections, each for about a millisecond. */
final class FairTurns implements Scenario {
    private static final int TASKS = 200;
    private static final int CONNECTIONS = 4;
    private static final int PATIENCE = 30;
    private static final Duration ACQUIRE = Duration.ofSeconds(5);

    @Override
    public String id() {
        return "R-7";
    }

    @Override
    public String title() {
        return "nobody waits much longer than his turn takes";
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        try (var peer = arena.peer(CONNECTIONS, ACQUIRE)) {
            var turns = new Times();
            var failures = new ConcurrentLinkedQueue<String>();
            var start = System.nanoTime();
            var end = arena.end();
            arena.crew(TASKS, _ -> loop(peer, end, turns, failures));
            var ideal = (System.nanoTime() - start) / 1e6 / turns.count() * TASKS;
            return new Verdict.Draft()
                    .told("%,d turns", turns.count())
                    .must(
                            failures.isEmpty(),
                            "%d timed out or failed%s",
                            failures.size(),
                            failures.isEmpty() ? "" : " (" + failures.peek() + ")")
                    .told("longest turn %.0f ms, %.1f of the ideal", turns.millis(1), turns.millis(1) / ideal)
                    .done();
        }
    }

    private static void loop(Peer peer, long end, Times turns, Queue<String> failures) throws InterruptedException {
        do {
            var start = System.nanoTime();
            try {
                peer.ask("select cast(1 as bigint) from pg_sleep(.001)")
                        .answer()
                        .get(PATIENCE, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException failed) {
                failures.add(Waiting.told(failed));
            }
            turns.add(System.nanoTime() - start);
        } while (System.nanoTime() - end < 0);
    }
}
