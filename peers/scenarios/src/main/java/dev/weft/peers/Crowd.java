package dev.weft.peers;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** ten thousand callers at once want one of ten connections. */
final class Crowd implements Scenario {
    private static final int CALLERS = 10_000;
    private static final int CONNECTIONS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public String id() {
        return "R-8";
    }

    @Override
    public String title() {
        return "ten thousand callers are served by ten connections";
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        try (var peer = arena.peer(CONNECTIONS, PATIENCE)) {
            var threads = ManagementFactory.getThreadMXBean();
            threads.resetPeakThreadCount();
            var start = System.nanoTime();
            var calls = new Call[CALLERS];
            for (var i = 0; i < CALLERS; i++) {
                calls[i] = peer.ask("select cast(" + i + " as bigint)");
            }
            var end = start + PATIENCE.toNanos();
            var wrong = 0;
            for (var i = 0; i < CALLERS; i++) {
                var answer = calls[i].answer();
                var served = Waiting.ended(answer, end - System.nanoTime()) && !answer.isCompletedExceptionally();
                if (!served || answer.get(1, TimeUnit.SECONDS) != i) {
                    wrong++;
                }
            }
            return new Verdict.Draft()
                    .told("%,d callers in %.1f s", CALLERS, (System.nanoTime() - start) / 1e9)
                    .must(wrong == 0, "%,d without their answer", wrong)
                    .told("at most %d platform threads", threads.getPeakThreadCount())
                    .done();
        }
    }
}
