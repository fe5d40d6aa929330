package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.CancelScope;
import dev.weft.awaitlet.TaskGroup;
import dev.weft.engine.AsyncEngine;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineTest;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Timeout;

/** Each answer is that of its question, however many others are asked, cancelled and timed out beside it. */
class CrossTalkTest {
    private static final int TASKS = 16;
    private static final int PERCENT_CANCELLED = 5;
    private static final int LONGEST_NANOS = 300_000;

    @EngineTest(backends = Backend.VIRTUAL_THREADS, poolSize = 4)
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    @Spec({"R-11", "R-5"})
    void aTaggedQueryAnswersItsTagOrIsCancelled(AsyncEngine engine, Database database, Driver driver) {
        var seed = System.nanoTime();
        var each = queries(database) / TASKS;
        var answered = new LongAdder();
        var cancelled = new LongAdder();
        TaskGroup.run(group -> {
            for (var task = 0; task < TASKS; task++) {
                var random = new SplittableRandom(seed + task);
                var first = (long) task * each;
                group.fork(() -> {
                    for (var tag = first; tag < first + each; tag++) {
                        if (random.nextInt(100) < PERCENT_CANCELLED) {
                            var limit = Duration.ofNanos(random.nextInt(LONGEST_NANOS));
                            var wanted = tag;
                            CancelScope.moveOnAfter(limit, () -> ask(engine, database, wanted))
                                    .ifPresentOrElse(_ -> answered.increment(), cancelled::increment);
                        } else {
                            var _ = ask(engine, database, tag);
                            answered.increment();
                        }
                    }
                });
            }
        });

        System.out.printf(
                "%s, %s: %,d answered, %,d cancelled, seed %d%n",
                database, driver, answered.sum(), cancelled.sum(), seed);
        assertThat(answered.sum() + cancelled.sum()).isEqualTo((long) each * TASKS);
        assertThat(cancelled.sum()).as("cancels that came in time").isPositive();
        assertThat(engine.status().inUse()).isZero();
    }

    /** Asks for a tag, and answers whether that came back. */
    private static Boolean ask(AsyncEngine engine, Database database, long tag) {
        var reply = await(
                engine.begin(connection -> connection.scalar(Long.class, "select " + Dialects.asLong(database), tag)));
        assertThat(reply).hasValue(tag);
        return true;
    }

    /** All of the goal on PostgreSQL, whose replies may be mistaken for each other; a tenth where calls are local. */
    private static int queries(Database database) {
        return switch (database) {
            case POSTGRESQL -> 100_000;
            case MARIADB -> 20_000;
            case H2, SQLITE -> 10_000;
        };
    }
}
