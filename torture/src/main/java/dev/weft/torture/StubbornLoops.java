package dev.weft.torture;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.awaitlet.Action;
import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.Cancelled;
import dev.weft.engine.AsyncEngine;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * code that catches whatever a query throws, pauses and tries again is cancelled in the query: it may catch that
 * once, and its pause ends it.
 */
final class StubbornLoops implements Goal {
    private static final int WORKERS = 4;
    private static final int MANY = 500;
    private static final int FEW = 40;
    private static final long MOST_NANOS = 20_000_000;
    private static final Duration PAUSE = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final String SLOW = "select pg_sleep(120)";

    private final Action pause;

    StubbornLoops() {
        this(() -> Await.pause(PAUSE));
    }

    /** @param pause what a loop does before it tries again; what must be found is planted here */
    StubbornLoops(Action pause) {
        this.pause = pause;
    }

    @Override
    public String id() {
        return "R-17";
    }

    @Override
    public String title() {
        return "a loop that catches everything ends when it is cancelled";
    }

    @Override
    public Measured run(Rig rig) throws Exception {
        var engine = rig.engine("R-17", options -> options.withPoolSize(WORKERS));
        Await.warm(engine, WORKERS);
        var chance = Stream.generate(rig::random).limit(WORKERS).toList();
        var tries = new AtomicInteger(rig.budget().of(MANY, FEW));
        var cancels = new Cancels(engine, pause, new Times(), new ConcurrentLinkedQueue<>());
        Crew.run(WORKERS, LONGEST, number -> {
            for (var left = tries.getAndDecrement(); left > 0; left = tries.getAndDecrement()) {
                rig.tell(left + " left");
                var blocking = rig.through() == Through.HOSTED && left % 2 == 0;
                cancels.one(blocking, chance.get(number));
            }
        });
        var leaks = Leaks.of(rig, engine);
        return Measured.of(
                Check.told("%,d loops".formatted(cancels.ends.count())),
                Check.none("went on", cancels.wrong),
                Check.none("leaked", leaks.found()),
                Check.told(String.format(
                        Locale.ROOT,
                        "ended after p50 %.1f ms, p99 %.1f ms",
                        cancels.ends.millis(0.5),
                        cancels.ends.millis(0.99))));
    }

    /** What is done to the loops, and how they end. */
    private record Cancels(AsyncEngine engine, Action pause, Times ends, Queue<String> wrong) {
        void one(boolean blocking, SplittableRandom random) throws Exception {
            var caught = new AtomicInteger();
            var running = new CompletableFuture<Boolean>();
            var work = async(() -> {
                while (true) {
                    try {
                        running.complete(true);
                        query(blocking);
                    } catch (Exception tryAgain) {
                        caught.incrementAndGet();
                    }
                    pause.run();
                }
            });
            var end = work.<@Nullable Throwable>handle((nothing, failure) -> failure);
            Await.value(running);
            try {
                end.get(random.nextLong(MOST_NANOS), TimeUnit.NANOSECONDS);
            } catch (TimeoutException now) {
                var start = System.nanoTime();
                work.requestCancel(CancelReason.requested("enough"));
                var _ = Await.value(end);
                ends.add(System.nanoTime() - start);
            }
            var failure = Await.value(end);
            if (!(failure instanceof Cancelled)) {
                wrong.add("ended with " + (failure == null ? "nothing" : Await.told(failure)));
            }
            if (caught.get() > 1) {
                wrong.add("caught " + caught + " times");
            }
        }

        private void query(boolean blocking) throws SQLException {
            if (!blocking) {
                await(engine.begin(connection -> connection.execute(SLOW)));
                return;
            }
            try (var connection = engine.dataSource().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(SLOW);
            }
        }
    }
}
