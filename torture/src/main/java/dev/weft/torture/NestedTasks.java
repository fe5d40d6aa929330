package dev.weft.torture;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.PoolSelfDeadlock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** eight tasks, of which each holds a connection and wants a second, on a pool of four. */
final class NestedTasks implements Goal {
    private static final int TASKS = 8;
    private static final int CONNECTIONS = 4;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    @Override
    public String id() {
        return "R-21";
    }

    @Override
    public String title() {
        return "a pool that waits for itself is told, and goes on";
    }

    @Override
    public Measured run(Rig rig) throws Exception {
        var engine = rig.engine(
                "R-21",
                options -> options.withPoolSize(CONNECTIONS).withPool(pool -> pool.withLeakAfter(Duration.ofHours(1))));
        var patience = engine.options().pool().acquireTimeout();
        var tasks = new Tasks(engine);
        var rounds = rig.budget().of(25, 1);
        for (var round = 1; round <= rounds; round++) {
            rig.tell("round " + round + " of " + rounds);
            tasks.round();
        }
        var leaks = Leaks.of(rig, engine);
        return Measured.of(
                Check.told("%d rounds of %d, %d told".formatted(rounds, TASKS, tasks.told.count())),
                Check.none("rounds in which not both were", tasks.silent),
                Check.none("told otherwise", tasks.wrong),
                Check.fact(
                        String.format(
                                Locale.ROOT,
                                "told after p50 %.0f ms, at most %.0f ms",
                                tasks.told.millis(0.5),
                                tasks.told.longestMillis()),
                        "before the %d s of patience".formatted(patience.toSeconds()),
                        tasks.told.longestMillis() < patience.toMillis()),
                Check.none("leaked", leaks.found()));
    }

    /** A place that nobody leaves before so many have come. */
    private record Meeting(AtomicInteger missing, CompletableFuture<Long> complete) {
        Meeting() {
            this(new AtomicInteger(CONNECTIONS), new CompletableFuture<>());
        }

        void arrive() {
            if (missing.decrementAndGet() == 0) {
                complete.complete(System.nanoTime());
            }
            await(complete.copy());
        }
    }

    /** What the tasks do, and what they are told. */
    private record Tasks(AsyncEngine engine, Times told, Queue<String> silent, Queue<String> wrong) {
        Tasks(AsyncEngine engine) {
            this(engine, new Times(), new ConcurrentLinkedQueue<>(), new ConcurrentLinkedQueue<>());
        }

        void round() throws Exception {
            var meeting = new Meeting();
            var before = told.count();
            var tasks = Stream.generate(() -> task(meeting)).limit(TASKS).toList();
            Crew.wait(CompletableFuture.allOf(tasks.toArray(CompletableFuture[]::new)), LONGEST);
            var failed = told.count() - before;
            if (failed == 0 || failed == TASKS) {
                silent.add(failed + " told of " + TASKS);
            }
        }

        private CompletableFuture<?> task(Meeting meeting) {
            return async(() -> await(engine.begin(outer -> {
                        meeting.arrive();
                        return engine.begin(inner -> inner.execute("select 1"));
                    })))
                    .handle((nothing, failure) -> {
                        hear(meeting, failure);
                        return "";
                    });
        }

        private void hear(Meeting meeting, @Nullable Throwable failure) {
            var reason = failure == null ? null : Await.reason(failure);
            switch (reason) {
                case null -> {}
                case PoolSelfDeadlock named
                when complete(named) -> told.add(System.nanoTime() - meeting.complete.join());
                default -> wrong.add(Await.told(reason));
            }
        }

        /** Whether it names whoever holds the connections, and where each was taken. */
        private static boolean complete(PoolSelfDeadlock named) {
            var holders = named.holders();
            return holders.size() == CONNECTIONS
                    && holders.stream().allMatch(holder -> here(holder.site()))
                    && String.valueOf(named.getMessage()).contains("taken at");
        }

        private static boolean here(List<StackTraceElement> site) {
            return site.stream().anyMatch(call -> call.getClassName().startsWith(NestedTasks.class.getName()));
        }
    }
}
