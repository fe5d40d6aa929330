package dev.weft.peers;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** the network forgets the connections in the middle of a query; the callers give up, and others come. */
final class ForgottenConnections implements Scenario {
    private static final int CONNECTIONS = 4;
    private static final Duration GIVE_UP = Duration.ofMillis(500);
    private static final Duration UNDER_WAY = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public String id() {
        return "R-6";
    }

    @Override
    public String title() {
        return "connections that fall silent in a query are replaced once their callers give up";
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        try (var peer = arena.peer(CONNECTIONS, PATIENCE)) {
            var calls = new Call[CONNECTIONS];
            for (var i = 0; i < CONNECTIONS; i++) {
                calls[i] = peer.ask("select cast(1 as bigint) from pg_sleep(1)");
            }
            Arena.pause(UNDER_WAY);
            arena.referee().forget();
            Arena.pause(GIVE_UP);
            var cancelled = System.nanoTime();
            for (var call : calls) {
                call.cancel().run();
            }
            var heard = 0;
            var end = cancelled + PATIENCE.toNanos();
            for (var call : calls) {
                heard += Waiting.ended(call.answer(), end - System.nanoTime()) ? 1 : 0;
            }
            var next = peer.ask("select cast(1 as bigint)");
            var answered = Waiting.ended(next.answer(), end - System.nanoTime())
                    && !next.answer().isCompletedExceptionally();
            var millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - cancelled);
            var verdict = new Verdict.Draft()
                    .must(heard == CONNECTIONS, "%d of %d callers heard of their end", heard, CONNECTIONS)
                    .must(
                            answered,
                            answered
                                    ? "the next one was answered after %.1f s"
                                    : "the next one was not answered in %.1f s",
                            millis / 1e3);
            if (!answered) {
                next.cancel().run();
            }
            var usable = arena.usable(peer, CONNECTIONS);
            return verdict.must(usable == CONNECTIONS, "%d of %d connections usable", usable, CONNECTIONS)
                    .done();
        }
    }
}
