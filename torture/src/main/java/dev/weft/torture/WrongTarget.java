package dev.weft.torture;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.ExecutionOptions;
import dev.weft.engine.IsolationLevel;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * cancels that race the end of their query, and on the same connection the next query, which they must not hit.
 */
final class WrongTarget implements Goal {
    private static final int CONNECTIONS = 8;
    private static final int TAGS = 100_000_000;
    private static final int LEAST = 20;
    private static final int MEASURED_EVERY = 16;
    private static final double EARLIEST = 0.4;
    private static final double LATEST = 1.1;
    private static final String QUERY = "select pg_sleep(.001)";

    @Override
    public String id() {
        return "R-5";
    }

    @Override
    public String title() {
        return "no cancel hits the next query";
    }

    @Override
    public Measured run(Rig rig) throws Exception {
        var engine = rig.engine("R-5", options -> options.withPoolSize(CONNECTIONS))
                .withOptions(ExecutionOptions.defaults().withIsolation(IsolationLevel.AUTOCOMMIT));
        var chance = Stream.generate(rig::random).limit(CONNECTIONS).toList();
        var race = new Race(engine, rig.budget().end());
        Crew.run(CONNECTIONS, rig.budget().time().plusSeconds(60), number -> race.run(number, chance.get(number)));
        return Measured.of(
                Check.atLeast("cancels", 1, race.cancels.get()),
                Check.told("%,d came too late".formatted(race.late.get())),
                Check.none("next queries hit", race.hits));
    }

    /** What the workers do, and how often. */
    private record Race(AsyncEngine engine, long end, AtomicInteger cancels, AtomicInteger late, Queue<String> hits) {
        Race(AsyncEngine engine, long end) {
            this(engine, end, new AtomicInteger(), new AtomicInteger(), new ConcurrentLinkedQueue<>());
        }

        void run(int number, SplittableRandom random) {
            // A slow machine may need all the time to connect: each goes on at least once.
            do {
                try {
                    Await.with(engine, connection -> run(connection, number * TAGS, random));
                } catch (Exception hit) {
                    hits.add(Await.told(hit));
                }
            } while (System.nanoTime() - end < 0);
        }

        /** Keeps to one connection: the next query is the next on the wire. */
        private void run(AsyncConnection connection, int firstTag, SplittableRandom random) throws Exception {
            var typical = duration(connection);
            for (var tag = firstTag; System.nanoTime() - end < 0 || tag - firstTag < LEAST; tag++) {
                if (tag % MEASURED_EVERY == 0) {
                    typical = duration(connection);
                }
                cancel(connection, (long) (typical * random.nextDouble(EARLIEST, LATEST)));
                next(connection, tag);
            }
        }

        /** How long the query takes on this machine now: cancels are to meet its end. */
        private static long duration(AsyncConnection connection) throws Exception {
            var start = System.nanoTime();
            Await.value(connection.execute(QUERY));
            return System.nanoTime() - start;
        }

        private void cancel(AsyncConnection connection, long after) throws Exception {
            var query = connection.execute(QUERY);
            try {
                query.get(after, TimeUnit.NANOSECONDS);
                late.incrementAndGet();
            } catch (TimeoutException now) {
                (query.cancel(true) ? cancels : late).incrementAndGet();
            } catch (ExecutionException hit) {
                hits.add(Await.told(hit));
            }
        }

        private static void next(AsyncConnection connection, int tag) throws Exception {
            var answer = Await.value(connection.scalar(Integer.class, "select cast(? as int)", tag))
                    .orElseThrow();
            if (answer != tag) {
                throw new IllegalStateException("asked for " + tag + ", got " + answer);
            }
        }
    }
}
