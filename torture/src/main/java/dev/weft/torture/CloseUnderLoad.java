package dev.weft.torture;

import dev.weft.engine.EngineClosed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

/** an engine is closed while a thousand callers work and wait: each is answered, and nothing stays. */
final class CloseUnderLoad implements Goal {
    private static final int CALLERS = 1_000;
    private static final int CONNECTIONS = 8;
    private static final int MOST_MILLIS = 200;
    private static final double ALLOWED_MILLIS = 5_000;

    @Override
    public String id() {
        return "R-26";
    }

    @Override
    public String title() {
        return "an engine closes under load";
    }

    @Override
    public Measured run(Rig rig) throws Exception {
        var random = rig.random();
        var rounds = rig.budget().of(50, 3);
        var values = new LongAdder();
        var refused = new LongAdder();
        var wrong = new ConcurrentLinkedQueue<String>();
        var left = new ArrayList<String>();
        var times = new Times();
        var before = lasting();
        for (var round = 1; round <= rounds; round++) {
            rig.tell("round " + round + " of " + rounds);
            times.add(round(rig, random, new Answers(values, refused, wrong), left));
        }
        var threads = newer(before, rig.budget().patience());
        return Measured.of(
                Check.told("%d rounds: %,d values, %,d refused".formatted(rounds, values.sum(), refused.sum())),
                Check.none("other outcomes", wrong),
                Check.none("sessions left", left),
                Check.none("threads left", threads),
                Check.within("closed within", times.longestMillis(), ALLOWED_MILLIS));
    }

    /** What the callers got. */
    private record Answers(LongAdder values, LongAdder refused, Queue<String> wrong) {
        void count(CompletableFuture<?> work) throws InterruptedException {
            try {
                work.get(60, TimeUnit.SECONDS);
                values.increment();
            } catch (ExecutionException failed) {
                if (Await.reason(failed) instanceof EngineClosed) {
                    refused.increment();
                } else {
                    wrong.add(Await.told(failed));
                }
            } catch (TimeoutException stuck) {
                wrong.add("no answer in 60 s");
            }
        }
    }

    /** Answers how long the closing and every answer took, in nanoseconds. */
    private static long round(Rig rig, SplittableRandom random, Answers answers, List<String> left) throws Exception {
        var engine = rig.engine("R-26", options -> options.withPoolSize(CONNECTIONS));
        Await.warm(engine, CONNECTIONS);
        var patience = Duration.ofMillis(random.nextInt(MOST_MILLIS));
        var works = new ArrayList<CompletableFuture<?>>();
        for (var caller = 0; caller < CALLERS; caller++) {
            works.add(engine.begin(connection -> connection.execute("select pg_sleep(.001)")));
        }
        Await.pause(patience);
        var start = System.nanoTime();
        var end = engine.aclose();
        works.add(engine.begin(connection -> connection.execute("select 1"))); // one that comes too late
        Await.value(end);
        for (var work : works) {
            answers.count(work);
        }
        var took = System.nanoTime() - start;
        Await.value(engine.aclose());
        left.addAll(Leaks.of(rig, engine).found());
        return took;
    }

    /** The lasting threads that are new, once those have ended that end by themselves. */
    private static List<String> newer(List<String> before, Duration patience) throws InterruptedException {
        var end = System.nanoTime() + patience.toNanos();
        while (true) {
            var threads = new ArrayList<>(lasting());
            threads.removeAll(before);
            if (threads.isEmpty() || System.nanoTime() - end > 0) {
                return threads;
            }
            Await.pause(Duration.ofMillis(10));
        }
    }

    /** The threads that keep a JVM from ending. */
    private static List<String> lasting() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon() && thread.isAlive())
                .map(Thread::getName)
                .toList();
    }
}
