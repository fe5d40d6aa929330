package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.CancelScope;
import dev.weft.awaitlet.TaskGroup;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.DatabaseError;
import dev.weft.engine.Pipeline;
import dev.weft.engine.ResourceClosed;
import dev.weft.engine.Result;
import dev.weft.engine.Sql;
import dev.weft.engine.StatementTimeout;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** Each answer is that of its question in pipelines too, whatever is cancelled or timed out beside it. */
class PipelineCrossTalkTest {
    private static final int QUESTIONS = 100_000;
    private static final int TASKS = 8;
    private static final int LARGEST_GROUP = 60;
    private static final int PERCENT_CANCELLED = 5;
    private static final int LONGEST_NANOS = 2_000_000;

    private final LongAdder answered = new LongAdder();
    private final LongAdder cancelled = new LongAdder();
    private final LongAdder aborted = new LongAdder();

    @EngineTest(value = Database.POSTGRESQL, backends = Backend.VIRTUAL_THREADS, poolSize = 4)
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    @Spec({"R-11", "R-5", "EN-24"})
    void aTaggedQueryOfAPipelineAnswersItsTagOrIsCancelled(AsyncEngine engine, Driver driver) {
        var seed = Long.getLong("weft.tags.seed", System.nanoTime());
        TaskGroup.run(group -> {
            for (var task = 0; task < TASKS; task++) {
                var random = new SplittableRandom(seed + task);
                var first = (long) task * QUESTIONS / TASKS;
                var end = (long) (task + 1) * QUESTIONS / TASKS;
                group.fork(() -> {
                    for (var tag = first; tag < end; ) {
                        var size = (int) Math.min(1 + random.nextInt(LARGEST_GROUP), end - tag);
                        run(engine, random, tag, size);
                        tag += size;
                    }
                });
            }
        });

        System.out.printf(
                "%s: %,d answered, %,d cancelled, %,d aborted with one of those, seed %d%n",
                driver, answered.sum(), cancelled.sum(), aborted.sum(), seed);
        assertThat(answered.sum() + cancelled.sum() + aborted.sum()).isEqualTo(QUESTIONS);
        assertThat(cancelled.sum()).as("cancels that came in time").isPositive();
        assertThat(aborted.sum()).as("cancels that the server obeyed").isPositive();
        assertThat(answered.sum()).as("most are answered").isGreaterThan(QUESTIONS / 2);
        assertThat(engine.status().inUse()).isZero();
    }

    /** Questions of one pipeline; a block that is cut off may still be asking them, or may never have begun. */
    private record Group(
            long first,
            int size,
            AtomicBoolean begun,
            CompletableFuture<Void> asked,
            List<CompletableFuture<Void>> outcomes) {
        Group(long first, int size) {
            this(first, size, new AtomicBoolean(), new CompletableFuture<>(), new ArrayList<>());
        }

        boolean begin() {
            return begun.compareAndSet(false, true);
        }
    }

    /** Runs a group of questions in one pipeline; one in twenty groups is cut off as a whole. */
    private void run(AsyncEngine engine, SplittableRandom random, long first, int size) {
        var group = new Group(first, size);
        var plan = random.split();
        if (random.nextInt(100) >= PERCENT_CANCELLED) {
            ask(engine, plan, group);
        } else {
            var limit = Duration.ofNanos(random.nextInt(LONGEST_NANOS));
            CancelScope.moveOnAfter(limit, () -> ask(engine, plan, group));
        }
        if (group.begin()) {
            cancelled.add(size);
        } else {
            await(group.asked());
            group.outcomes().forEach(outcome -> await(outcome));
        }
    }

    private Boolean ask(AsyncEngine engine, SplittableRandom random, Group group) {
        try (var connection = engine.connect()) {
            await(connection.pipeline(pipeline -> {
                if (!group.begin()) {
                    return CompletableFuture.allOf();
                }
                for (var i = 0; i < group.size(); i++) {
                    group.outcomes().add(question(pipeline, random, group.first() + i));
                }
                group.asked().complete(null);
                return CompletableFuture.allOf(group.outcomes().toArray(CompletableFuture[]::new));
            }));
            await(connection.rollback());
        }
        return true;
    }

    private CompletableFuture<Void> question(Pipeline pipeline, SplittableRandom random, long tag) {
        var chance = random.nextInt(1_000);
        var limit = Duration.ofNanos(1 + random.nextInt(LONGEST_NANOS));
        if (chance > 3) {
            return pipeline.execute("select ?::bigint", tag)
                    .<Void>handle((result, failure) -> counted(tag, result, failure))
                    .copy();
        }
        // Slow enough for a cancel to find it on the server.
        var asked = Sql.of("select ?::bigint from pg_sleep(0.001)", tag);
        var question = pipeline.execute(chance < 2 ? asked.timeout(limit) : asked);
        if (chance >= 2) {
            CompletableFuture.delayedExecutor(limit.toNanos(), TimeUnit.NANOSECONDS)
                    .execute(() -> question.cancel(true));
        }
        return question.<Void>handle((result, failure) -> counted(tag, result, failure))
                .copy();
    }

    private @Nullable Void counted(long tag, @Nullable Result result, @Nullable Throwable failure) {
        var cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        switch (cause) {
            case null -> {
                assertThat(result).isNotNull();
                assertThat(result.scalar(Long.class)).hasValue(tag);
                answered.increment();
            }
            case CancellationException _ -> cancelled.increment();
            case ResourceClosed _ -> cancelled.increment(); // its block had been cut off before it was asked
            case StatementTimeout timeout when timeout.getMessage().contains("its limit of") -> cancelled.increment();
            case DatabaseError error when error.sqlState().equals(Optional.of("25P02")) -> aborted.increment();
            default -> throw new AssertionError("the question " + tag, cause);
        }
        return null;
    }
}
