package dev.weft.peers;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** a query of five seconds is given up, and the next caller of a pool of one wants its answer. */
final class StoppedQueries implements Scenario {
    private static final long LATEST = 50_000_000;
    private static final Duration SOON = Duration.ofMillis(200);
    private static final int MOST = 500;
    private static final int FEWEST = 2;
    private static final int PATIENCE = 20;
    private static final double SLOW_MILLIS = 1_000;
    private static final String SESSION = "select cast(pg_backend_pid() as bigint)";

    @Override
    public String id() {
        return "R-4";
    }

    @Override
    public String title() {
        return "a cancel stops the query, and the next caller does not wait for it";
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        var random = arena.random();
        try (var peer = arena.peer(1)) {
            var end = arena.end();
            var next = new Times();
            var same = 0;
            var unanswered = 0;
            for (var i = 0; i < MOST && (i < FEWEST || System.nanoTime() - end < 0) && unanswered == 0; i++) {
                var before = peer.ask(SESSION).answer().get(PATIENCE, TimeUnit.SECONDS);
                var slow = peer.ask("select cast(1 as bigint) from pg_sleep(5)");
                if (Waiting.ended(slow.answer(), random.nextLong(LATEST))) {
                    throw new IllegalStateException("a query of 5 s ended by itself: " + slow.answer());
                }
                var cancelled = System.nanoTime();
                slow.cancel().run();
                try {
                    same += peer.ask(SESSION)
                                    .answer()
                                    .get(PATIENCE, TimeUnit.SECONDS)
                                    .equals(before)
                            ? 1
                            : 0;
                } catch (TimeoutException | ExecutionException none) {
                    unanswered++;
                }
                next.add(System.nanoTime() - cancelled);
            }
            Arena.pause(SOON);
            var running = arena.referee().sessions(arena.target().application()).active();
            var verdict = new Verdict.Draft()
                    .told("%,d cancels", next.count())
                    .must(running == 0, "%d still ran 200 ms after the last", running)
                    .must(
                            next.millis(0.99) < SLOW_MILLIS,
                            "next answer after p50 %.1f, p99 %.1f ms",
                            next.millis(0.5),
                            next.millis(0.99))
                    .must(unanswered == 0, "%d unanswered", unanswered)
                    .told("%.0f %% in the same session", 100.0 * same / next.count());
            arena.left(peer, 1, verdict);
            return verdict.done();
        }
    }
}
