package dev.weft.torture;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.peers.HeapPeak;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/** ten thousand awaitlets at once want one of ten connections. */
final class Crowd implements Goal {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int MANY = 10_000;
    private static final int FEW = 2_000;
    private static final int CONNECTIONS = 10;
    private static final int MOST_THREADS = 20;
    private static final long MOST_HEAP_MB = 256;
    private static final long MOST_USED_MB = 200;

    @Override
    public String id() {
        return "R-8";
    }

    @Override
    public String title() {
        return "ten thousand awaitlets are served by ten connections";
    }

    @Override
    public Measured run(Rig rig) throws Exception {
        try (var peak = new HeapPeak()) {
            return run(rig, peak);
        }
    }

    private static Measured run(Rig rig, HeapPeak peak) throws Exception {
        var engine =
                rig.engine("R-8", options -> options.withPoolSize(CONNECTIONS).withAcquireTimeout(PATIENCE));
        var count = rig.budget().of(MANY, FEW);
        var threads = ManagementFactory.getThreadMXBean();
        var before = threads.getThreadCount();
        threads.resetPeakThreadCount();
        var start = System.nanoTime();
        var wrong = new ConcurrentLinkedQueue<String>();
        var tasks = IntStream.range(0, count)
                .mapToObj(number -> async(() -> {
                    try {
                        var read = await(engine.begin(
                                connection -> connection.scalar(Integer.class, "select cast(? as int)", number)));
                        if (read.orElseThrow() != number) {
                            wrong.add("asked for " + number + ", got " + read);
                        }
                    } catch (RuntimeException failed) {
                        wrong.add(Await.told(failed));
                    }
                }))
                .toArray(CompletableFuture[]::new);
        Crew.wait(CompletableFuture.allOf(tasks), PATIENCE);
        var seconds = (System.nanoTime() - start) / 1e9;
        var more = threads.getPeakThreadCount() - before;
        var open = engine.status().open();
        var heap = Runtime.getRuntime().maxMemory() >> 20;
        return Measured.of(
                Check.told("%,d awaitlets in %.1f s".formatted(count, seconds)),
                Check.none("without their answer", wrong),
                Check.fact(open + " connections", "at most " + CONNECTIONS, open <= CONNECTIONS),
                Check.timed("a heap of " + heap + " MB", "at most " + MOST_HEAP_MB, heap <= MOST_HEAP_MB),
                Check.timed(
                        "at most " + peak.liveMegabytes() + " MB after a collection",
                        "at most " + MOST_USED_MB,
                        peak.liveMegabytes() <= MOST_USED_MB),
                Check.told("at most " + peak.megabytes() + " MB with garbage"),
                Check.timed(more + " more platform threads", "at most " + MOST_THREADS, more <= MOST_THREADS));
    }
}
