package dev.weft.peers;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** UB-2: a caller is given up who idles in a transaction, again and again, in a pool of two. */
final class IdleBlocks implements Scenario {
    private static final int CONNECTIONS = 2;
    private static final int PATIENCE = 10;
    private static final int MOST = 1_000;

    @Override
    public String id() {
        return "UB-2";
    }

    @Override
    public String title() {
        return "a transaction that is given up while it idles gives its connection back";
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        try (var peer = arena.peer(CONNECTIONS)) {
            var end = arena.end();
            var rounds = 0;
            var stuck = false;
            while (!stuck && rounds < MOST && System.nanoTime() - end < 0) {
                var waits = new CountDownLatch(1);
                var call = peer.idle(waits::countDown);
                stuck = !waits.await(PATIENCE, TimeUnit.SECONDS);
                call.cancel().run();
                stuck |= !Waiting.ended(call.answer(), TimeUnit.SECONDS.toNanos(PATIENCE));
                rounds++;
            }
            var verdict = new Verdict.Draft()
                    .told("%,d transactions given up", rounds)
                    .must(!stuck, stuck ? "the last one got no connection within 10 s" : "each got its connection");
            arena.left(peer, CONNECTIONS, verdict);
            return verdict.done();
        }
    }
}
