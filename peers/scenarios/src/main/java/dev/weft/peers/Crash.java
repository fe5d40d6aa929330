package dev.weft.peers;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** the server crashes under 16 callers of four connections, and is started again. */
final class Crash implements Scenario {
    private static final int CALLERS = 16;
    private static final int CONNECTIONS = 4;
    private static final int PATIENCE = 20;
    private static final Duration STEADY = Duration.ofSeconds(2);
    private static final Duration AFTER = Duration.ofSeconds(5);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(2);

    @Override
    public String id() {
        return "R-14";
    }

    @Override
    public String title() {
        return "the pool recovers from a crash of the server";
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        try (var peer = arena.peer(CONNECTIONS, AFTER)) {
            var over = new AtomicBoolean();
            var done = new AtomicInteger();
            var failed = new AtomicInteger();
            var crew = new Thread[CALLERS];
            for (var i = 0; i < CALLERS; i++) {
                crew[i] = Thread.ofVirtual().start(() -> loop(peer, over, done, failed));
            }
            Arena.pause(arena.time()); // so that it falls upon callers at work
            arena.referee().crash();
            var ready = System.nanoTime();
            var seen = done.get();
            while (done.get() == seen && System.nanoTime() - ready < PATIENCE * 1_000_000_000L) {
                Arena.pause(BETWEEN_TRIES);
            }
            var first = (System.nanoTime() - ready) / 1e6;
            Arena.pause(AFTER);
            var failedBefore = failed.get();
            var doneBefore = done.get();
            Arena.pause(STEADY);
            var late = failed.get() - failedBefore;
            var answered = done.get() - doneBefore;
            over.set(true);
            for (var thread : crew) {
                if (!thread.join(Duration.ofSeconds(2L * PATIENCE))) {
                    throw new IllegalStateException("a caller hangs");
                }
            }
            return new Verdict.Draft()
                    .told("%,d calls failed", failed.get())
                    .must(answered > 0, "first answer after %.0f ms", first)
                    .must(late == 0, "%d failed 5 s after its return", late)
                    .done();
        }
    }

    private static void loop(Peer peer, AtomicBoolean over, AtomicInteger done, AtomicInteger failed) {
        try {
            while (!over.get()) {
                try {
                    var _ = peer.ask("select cast(1 as bigint)").answer().get(PATIENCE, TimeUnit.SECONDS);
                    done.incrementAndGet();
                } catch (ExecutionException | TimeoutException away) {
                    failed.incrementAndGet();
                    Arena.pause(BETWEEN_TRIES);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
