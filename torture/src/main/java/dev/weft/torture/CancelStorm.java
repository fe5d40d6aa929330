package dev.weft.torture;

import dev.weft.engine.AsyncEngine;
import java.time.Duration;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** eight workers cancel queries of one millisecond after none to six, on four connections. */
final class CancelStorm implements Goal {
    private static final int WORKERS = 8;
    private static final int CONNECTIONS = 4;
    private static final long MOST_NANOS = 6_000_000;
    private static final int CANCELS_A_SECOND = 2_000;

    @Override
    public String id() {
        return "R-1";
    }

    @Override
    public String title() {
        return "a storm of cancels leaks nothing";
    }

    @Override
    public Measured run(Rig rig) throws Exception {
        var engine = rig.engine("R-1", options -> options.withPoolSize(CONNECTIONS));
        var chance = Stream.generate(rig::random).limit(WORKERS).toList();
        var storm = new Storm(engine, System.nanoTime(), rig.budget().end());
        var crew = Crew.start(WORKERS, number -> storm.rage(chance.get(number)));
        Crew.wait(crew, rig.budget().time().plusSeconds(60));
        var leaks = Leaks.of(rig, engine);
        return Measured.of(
                Check.none("leaked", leaks.found()),
                Check.none("failed", storm.failures),
                Check.atLeast("cancels", 1, storm.cancels.sum()),
                storm.rate(),
                Check.within("clean after", leaks.after().toNanos() / 1e6, 1_000));
    }

    /** What the workers do, and how often. */
    private record Storm(AsyncEngine engine, long start, long end, LongAdder cancels, Queue<String> failures) {
        Storm(AsyncEngine engine, long start, long end) {
            this(engine, start, end, new LongAdder(), new ConcurrentLinkedQueue<>());
        }

        void rage(SplittableRandom random) throws InterruptedException {
            // A slow machine may need all the time to connect.
            while (System.nanoTime() - end < 0 || cancels.sum() == 0) {
                var work = engine.begin(connection -> connection.execute("select pg_sleep(.001)"));
                try {
                    work.get(random.nextLong(MOST_NANOS), TimeUnit.NANOSECONDS);
                } catch (TimeoutException now) {
                    if (work.cancel(true)) {
                        cancels.increment();
                    }
                } catch (ExecutionException failed) {
                    failures.add(String.valueOf(failed.getCause()));
                }
            }
        }

        Check rate() {
            var seconds = Duration.ofNanos(end - start).toMillis() / 1e3;
            var rate = Math.round(cancels.sum() / seconds);
            return Check.timed(
                    "%,d a second".formatted(rate),
                    "%,d a second".formatted(CANCELS_A_SECOND),
                    rate >= CANCELS_A_SECOND);
        }
    }
}
