package dev.weft.torture;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.awaitlet.Action;
import dev.weft.awaitlet.CancelReason.Kind;
import dev.weft.awaitlet.Cancelled;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.CommitOutcomeUnknown;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * foreign code interrupts the threads of awaitlets at random moments of their transactions, in awaits and,
 * through the hosted driver, in calls of JDBC.
 */
final class Interrupts implements Goal {
    private static final int WORKERS = 4;
    private static final int CONNECTIONS = 3;
    private static final int MANY = 10_000;
    private static final int FEW = 200;
    private static final long MOST_NANOS = 15_000_000;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final String STEP = "select pg_sleep(.001)";

    @Override
    public String id() {
        return "R-18";
    }

    @Override
    public String title() {
        return "an interrupt by foreign code is a cancel";
    }

    @Override
    public Measured run(Rig rig) throws Exception {
        var engine = rig.engine("R-18", options -> options.withPoolSize(CONNECTIONS));
        var chance = Stream.generate(rig::random).limit(WORKERS).toList();
        var storm =
                new Storm(engine, rig.through() == Through.HOSTED, rig.budget().of(MANY, FEW));
        Crew.run(WORKERS, LONGEST, number -> storm.rage(chance.get(number), rig));
        var leaks = Leaks.of(rig, engine);
        return Measured.of(
                Check.atLeast("interrupts", storm.wanted, storm.interrupts.get()),
                Check.told("%,d cancelled, %,d at their commit, %,d ended all the same"
                        .formatted(storm.cancelled.sum(), storm.unknown.sum(), storm.ended.sum())),
                Check.none("other outcomes", storm.wrong),
                Check.none("flags lost", storm.flags),
                Check.none("leaked", leaks.found()),
                Check.none("connections of no use", useless(engine)));
    }

    private static List<String> useless(AsyncEngine engine) {
        var found = new ArrayList<String>();
        for (var user = 0; user < 2 * CONNECTIONS; user++) {
            try {
                Await.with(engine, connection -> Await.value(connection.execute("select 1")));
            } catch (Exception failed) {
                found.add(Await.told(failed));
            }
        }
        return found;
    }

    /** What the awaitlets do that are interrupted, and what becomes of them. */
    private record Storm(
            AsyncEngine engine,
            boolean jdbc,
            int wanted,
            AtomicInteger interrupts,
            LongAdder cancelled,
            LongAdder unknown,
            LongAdder ended,
            Queue<String> wrong,
            Queue<String> flags) {
        Storm(AsyncEngine engine, boolean jdbc, int wanted) {
            this(
                    engine,
                    jdbc,
                    wanted,
                    new AtomicInteger(),
                    new LongAdder(),
                    new LongAdder(),
                    new LongAdder(),
                    new ConcurrentLinkedQueue<>(),
                    new ConcurrentLinkedQueue<>());
        }

        void rage(SplittableRandom random, Rig rig) throws Exception {
            while (interrupts.get() < wanted) {
                hit(jdbc && random.nextBoolean() ? this::blocking : this::awaiting, random.nextLong(MOST_NANOS));
                rig.tell(interrupts + " of " + wanted);
            }
        }

        private void hit(Action code, long after) throws Exception {
            var thread = new CompletableFuture<Thread>();
            var work = async(() -> {
                thread.complete(Thread.currentThread());
                code.run();
            });
            var outcome = work.<@Nullable Throwable>handle((nothing, failure) -> failure);
            var victim = Await.value(thread);
            try {
                outcome.get(after, TimeUnit.NANOSECONDS);
            } catch (TimeoutException now) {
                victim.interrupt();
                interrupts.incrementAndGet();
            }
            count(Await.value(outcome));
        }

        private void count(@Nullable Throwable failure) {
            var reason = failure == null ? null : Await.reason(failure);
            switch (reason) {
                case null -> ended.increment();
                case Cancelled end when end.reason().kind() == Kind.INTERRUPTED -> cancelled.increment();
                case CommitOutcomeUnknown _ -> unknown.increment();
                case SQLException told when told.getCause() instanceof CommitOutcomeUnknown -> unknown.increment();
                default -> wrong.add(Await.told(reason));
            }
        }

        private void awaiting() {
            await(engine.begin(connection -> connection.execute(STEP).thenCompose(first -> connection.execute(STEP))));
        }

        private void blocking() throws SQLException {
            try (var connection = engine.dataSource().getConnection();
                    var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute(STEP);
                statement.execute(STEP);
                connection.commit();
            } catch (SQLException hit) {
                if (!Thread.currentThread().isInterrupted()) {
                    flags.add(Await.told(hit));
                }
                throw hit;
            }
        }
    }
}
