package dev.weft.torture;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.engine.AsyncEngine;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;

/** under load and cancels no virtual thread holds its carrier while it waits, as Flight Recorder sees it. */
final class Pinning implements Goal {
    private static final int TASKS = 64;
    private static final int CONNECTIONS = 8;
    private static final Duration LEAST = Duration.ofMillis(1);
    private static final int WARM_UP = 50;
    private static final int ROUNDS = 3;
    private static final int FRAMES = 12;
    private static final String PINNED = "jdk.VirtualThreadPinned";

    @Override
    public String id() {
        return "R-20";
    }

    @Override
    public String title() {
        return "no virtual thread is pinned";
    }

    @Override
    public Measured run(Rig rig) throws Exception {
        var engine = rig.engine("R-20", options -> options.withPoolSize(CONNECTIONS));
        load(engine, _ -> false, WARM_UP);
        var queries = 0L;
        var pinned = List.<String>of();
        // What is done for the first time may pin, while classes are initialised and calls linked: once, not in each
        // round.
        for (var round = 1; round == 1 || (round <= ROUNDS && !pinned.isEmpty()); round++) {
            rig.tell("round " + round);
            var seen = new ConcurrentLinkedQueue<String>();
            try (var recording = new RecordingStream()) {
                recording.enable(PINNED).withThreshold(LEAST).withStackTrace();
                recording.onEvent(PINNED, event -> seen.add(told(event)));
                recording.startAsync();
                var end = rig.budget().end();
                queries = load(engine, _ -> System.nanoTime() - end < 0, 1);
                recording.stop();
            }
            pinned = List.copyOf(seen);
        }
        return Measured.of(
                Check.atLeast("queries", 1, queries),
                Check.none("pinned longer than " + LEAST.toMillis() + " ms", pinned));
    }

    private static long load(AsyncEngine engine, LongPredicate goOn, int least) throws Exception {
        var queries = new LongAdder();
        var failures = new ConcurrentLinkedQueue<String>();
        var tasks = IntStream.range(0, TASKS)
                .mapToObj(_ ->
                        async(() -> ask(engine, number -> number < least || goOn.test(number), queries, failures)))
                .toArray(CompletableFuture[]::new);
        Crew.wait(CompletableFuture.allOf(tasks), Duration.ofMinutes(5));
        if (!failures.isEmpty()) {
            throw new IllegalStateException("a query failed: " + failures.peek());
        }
        return queries.sum();
    }

    private static void ask(AsyncEngine engine, LongPredicate goOn, LongAdder queries, Queue<String> failures) {
        for (var number = 0L; goOn.test(number); number++) {
            try {
                await(engine.begin(connection -> connection.execute("select pg_sleep(.001)")));
                queries.increment();
            } catch (RuntimeException failed) {
                failures.add(Await.told(failed));
                return;
            }
        }
    }

    private static String told(RecordedEvent event) {
        var stack = event.getStackTrace();
        var where = stack == null
                ? ""
                : stack.getFrames().stream()
                        .limit(FRAMES)
                        .map(frame -> frame.getMethod().getType().getName() + "."
                                + frame.getMethod().getName())
                        .collect(Collectors.joining(" < "));
        return event.getDuration().toMillis() + " ms, " + event.getString("pinnedReason") + ": " + where;
    }
}
