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
    private static final long LEAST_NANOS = 500_000;
    private static final long MOST_NANOS = 3_000_000;

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
            while (System.nanoTime() - end < 0) {
                try {
                    Await.with(engine, connection -> run(connection, number * TAGS, random));
                } catch (Exception hit) {
                    hits.add(Await.told(hit));
                }
            }
        }

        /** Keeps to one connection: the next query is the next on the wire. */
        private void run(AsyncConnection connection, int firstTag, SplittableRandom random) throws Exception {
            for (var tag = firstTag; System.nanoTime() - end < 0; tag++) {
                cancel(connection, random);
                next(connection, tag);
            }
        }

        private void cancel(AsyncConnection connection, SplittableRandom random) throws Exception {
            var query = connection.execute("select pg_sleep(.001)");
            try {
                query.get(random.nextLong(LEAST_NANOS, MOST_NANOS), TimeUnit.NANOSECONDS);
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
