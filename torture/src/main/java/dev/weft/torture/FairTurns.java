package dev.weft.torture;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/**
 * two hundred tasks in a loop want four connections, each for about a millisecond; and fifty callers stand in line
 * for one.
 */
final class FairTurns implements Goal {
    private static final int TASKS = 200;
    private static final int CONNECTIONS = 4;
    private static final int LINE = 50;
    private static final double MOST_RATIO = 1.5;
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    @Override
    public String id() {
        return "R-7";
    }

    @Override
    public String title() {
        return "connections are handed on first come, first served";
    }

    @Override
    public Measured run(Rig rig) throws Exception {
        var order = order(rig.engine("R-7-line", options -> options.withPoolSize(1)));
        // What a slow machine needs longer than five seconds for is no unfairness: only the long form has that mark.
        var engine = rig.engine(
                "R-7", options -> rig.budget().full() ? loop(options).withAcquireTimeout(FIVE_SECONDS) : loop(options));
        var loop = new Loop(engine, rig.budget().end());
        loop.warm();
        Crew.run(TASKS, rig.budget().time().plusSeconds(60), _ -> loop.run());
        var ideal = loop.holds.meanMillis() * TASKS / CONNECTIONS;
        var ratio = loop.waits.longestMillis() / ideal;
        return Measured.of(
                Check.none("out of turn", order),
                Check.none("timed out", loop.failures),
                Check.atLeast("turns", TASKS, loop.waits.count()),
                Check.told(String.format(
                        Locale.ROOT, "longest wait %.1f ms, ideal %.1f ms", loop.waits.longestMillis(), ideal)),
                Check.timed(
                        String.format(Locale.ROOT, "%.2f of the ideal", ratio),
                        String.format(Locale.ROOT, "%.1f", MOST_RATIO),
                        ratio <= MOST_RATIO));
    }

    private static EngineOptions loop(EngineOptions options) {
        return options.withPoolSize(CONNECTIONS);
    }

    /** Has callers join a line one after the other, and tells who was not served in that order. */
    private static List<String> order(AsyncEngine engine) throws Exception {
        var served = new ConcurrentLinkedQueue<Integer>();
        var callers = new ArrayList<CompletableFuture<?>>();
        Await.with(engine, _ -> {
            for (var caller = 0; caller < LINE; caller++) {
                var number = caller;
                callers.add(engine.connect().start().thenCompose(connection -> {
                    served.add(number);
                    return connection.aclose();
                }));
                awaitWaiting(engine, caller + 1);
            }
        });
        Await.value(CompletableFuture.allOf(callers.toArray(CompletableFuture[]::new)));
        var expected = IntStream.range(0, LINE).boxed().toList();
        return expected.equals(List.copyOf(served)) ? List.of() : List.of("served " + served);
    }

    private static void awaitWaiting(AsyncEngine engine, int callers) throws InterruptedException {
        var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (engine.status().waiting() != callers) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException(
                        "a caller does not wait: " + engine.status().waiting() + " of " + callers);
            }
            Await.pause(Duration.ofMillis(1));
        }
    }

    /** What the tasks do, how long they wait for a connection and how long they hold it. */
    private record Loop(AsyncEngine engine, long end, Times waits, Times holds, Queue<String> failures) {
        Loop(AsyncEngine engine, long end) {
            this(engine, end, new Times(), new Times(), new ConcurrentLinkedQueue<>());
        }

        /** Makes the connections first: what that takes is no wait in line. */
        void warm() throws InterruptedException {
            try {
                Await.warm(engine, CONNECTIONS);
            } catch (InterruptedException stop) {
                throw stop;
            } catch (Exception failed) {
                failures.add(Await.told(failed));
            }
        }

        void run() throws InterruptedException {
            do {
                var connection = engine.connect();
                try {
                    turn(connection);
                } catch (InterruptedException stop) {
                    throw stop;
                } catch (Exception failed) {
                    failures.add(Await.told(failed));
                }
            } while (System.nanoTime() - end < 0);
        }

        private void turn(AsyncConnection connection) throws Exception {
            var start = System.nanoTime();
            Await.value(connection.start());
            var taken = System.nanoTime();
            waits.add(taken - start);
            Await.value(connection.execute("select pg_sleep(.001)"));
            Await.value(connection.aclose());
            holds.add(System.nanoTime() - taken);
        }
    }
}
