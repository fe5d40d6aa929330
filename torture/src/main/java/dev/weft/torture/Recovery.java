package dev.weft.torture;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.testing.server.PgCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** the server crashes and comes back under load; callers get their rate back, and no dead connection twice. */
final class Recovery implements Goal {
    private static final int WORKERS = 16;
    private static final int CONNECTIONS = 4;
    private static final double PART = 0.9;
    private static final Duration WINDOW = Duration.ofMillis(500);
    private static final Duration ALLOWED = Duration.ofSeconds(5);
    private static final long AWAY = Long.MIN_VALUE;
    private static final String DEAD = "torture.dead";

    @Override
    public String id() {
        return "R-14";
    }

    @Override
    public String title() {
        return "the pool recovers from a crash of the server";
    }

    @Override
    public boolean harmsTheServer() {
        return true;
    }

    @Override
    public Measured run(Rig rig) throws Exception {
        var engine = rig.engine("R-14", options -> options.withPoolSize(CONNECTIONS));
        Await.warm(engine, CONNECTIONS);
        var load = new Load(engine);
        var crew = Crew.start(WORKERS, _ -> load.run());
        var rounds = new ArrayList<Round>();
        var count = rig.budget().of(3, 1);
        try {
            for (var number = 1; number <= count; number++) {
                rig.tell("crash " + number + " of " + count);
                rounds.add(round(rig, load, rig.budget().time().dividedBy(4L * count)));
            }
        } finally {
            load.over.set(true);
        }
        Crew.wait(crew, Duration.ofSeconds(90));
        var leaks = Leaks.afterKills(rig, engine);
        var longest = rounds.stream().mapToDouble(Round::backAfterMillis).max().orElse(0);
        var least = rounds.stream().mapToDouble(Round::part).min().orElse(0);
        return Measured.of(
                Check.told(rounds.size() + " crashes, " + load.failures.sum() + " failed while it was away"),
                Check.none("dead connections handed out twice", load.twice),
                Check.fact(
                        load.late.size() + " callers found a dead one afterwards"
                                + (load.late.isEmpty()
                                        ? ""
                                        : " "
                                                + load.late.stream()
                                                        .distinct()
                                                        .limit(3)
                                                        .toList()),
                        "at most %d a crash".formatted(CONNECTIONS),
                        load.late.size() <= CONNECTIONS * count),
                Check.none("leaked", leaks.found()),
                Check.fact("first answers after %.0f ms".formatted(first(rounds)), "answers", answered(rounds)),
                Check.timed(
                        String.format(Locale.ROOT, "%.0f %% of the rate after %.1f s", least * 100, longest / 1e3),
                        String.format(Locale.ROOT, "%.0f %% after 5 s", PART * 100),
                        least >= PART && longest <= ALLOWED.toMillis()));
    }

    private static double first(List<Round> rounds) {
        return rounds.stream().mapToDouble(Round::firstMillis).max().orElse(0);
    }

    private static boolean answered(List<Round> rounds) {
        return !rounds.isEmpty() && rounds.stream().allMatch(round -> round.firstMillis >= 0);
    }

    /**
     * One crash.
     *
     * @param firstMillis when the first caller was served after the server was back; -1 if none was
     * @param backAfterMillis when the rate was back, or was waited for no longer
     * @param part the best rate until then, as a part of the former one
     */
    private record Round(double firstMillis, double backAfterMillis, double part) {}

    private static Round round(Rig rig, Load load, Duration before) throws InterruptedException {
        var former = load.rate(before);
        load.backSince.set(AWAY);
        rig.cluster().restart(PgCluster.Stop.IMMEDIATE);
        var ready = System.nanoTime();
        load.backSince.set(ready);
        var served = load.served.sum();
        var first = -1.0;
        var best = 0.0;
        // A slow machine has a minute for the first answer, and no mark for the rate.
        var patience = ready + TimeUnit.SECONDS.toNanos(60);
        while (first < 0 && System.nanoTime() - patience < 0) {
            Await.pause(Duration.ofMillis(5));
            first = load.served.sum() > served ? (System.nanoTime() - ready) / 1e6 : -1;
        }
        while (best < PART && System.nanoTime() - ready < ALLOWED.toNanos()) {
            best = Math.max(best, load.rate(WINDOW) / former);
        }
        return new Round(first, (System.nanoTime() - ready) / 1e6, best);
    }

    /** What the callers do, and what becomes of them. */
    private record Load(
            AsyncEngine engine,
            LongAdder served,
            LongAdder failures,
            Queue<String> twice,
            Queue<String> late,
            AtomicLong backSince,
            AtomicBoolean over) {
        Load(AsyncEngine engine) {
            this(
                    engine,
                    new LongAdder(),
                    new LongAdder(),
                    new ConcurrentLinkedQueue<>(),
                    new ConcurrentLinkedQueue<>(),
                    new AtomicLong(AWAY),
                    new AtomicBoolean());
        }

        double rate(Duration time) throws InterruptedException {
            var before = served.sum();
            var start = System.nanoTime();
            Await.pause(time);
            return (served.sum() - before) * 1e9 / (System.nanoTime() - start);
        }

        void run() throws InterruptedException {
            while (!over.get()) {
                var began = System.nanoTime();
                try {
                    Await.with(engine, this::work);
                    served.increment();
                } catch (InterruptedException stop) {
                    throw stop;
                } catch (Exception failed) {
                    failures.increment();
                    var back = backSince.get();
                    if (back != AWAY && began - back > 0) {
                        late.add(Await.told(failed));
                    }
                    Await.pause(Duration.ofMillis(5)); // as callers do who try again
                }
            }
        }

        private void work(AsyncConnection connection) throws Exception {
            var marks = connection.info();
            if (marks.containsKey(DEAD)) {
                twice.add(String.valueOf(marks.get(DEAD)));
            }
            try {
                Await.value(connection.execute("select pg_sleep(.001)"));
            } catch (Exception dead) {
                marks.put(DEAD, Await.told(dead));
                throw dead;
            }
        }
    }
}
