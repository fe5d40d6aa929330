package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.AsyncEngine;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineTest;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;

/** Ten thousand tasks on ten connections. It runs in a JVM of its own with a heap of 256 MB. */
class LoadTest {
    private static final int TASKS = 10_000;
    private static final int MOST_THREADS = 39;
    private static final long HEAP = 256L * 1024 * 1024;

    @EngineTest(
            value = {Database.SQLITE, Database.POSTGRESQL},
            backends = Backend.VIRTUAL_THREADS, // whose threads are counted
            poolSize = 10)
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    @Spec({"R-8", "PL-1"})
    void tenThousandAwaitletsWithAQueryEachAllSucceed(AsyncEngine engine, Database database) {
        assertThat(Runtime.getRuntime().maxMemory()).as("the heap of this JVM").isLessThanOrEqualTo(HEAP);
        Work.createTable(engine);
        var threads = ManagementFactory.getThreadMXBean();
        threads.resetPeakThreadCount();
        var before = System.nanoTime();
        var tasks = IntStream.range(0, TASKS)
                .mapToObj(number -> async(() -> await(engine.begin(
                                connection -> connection.scalar(Integer.class, "select cast(? as int)", number)))
                        .orElseThrow()))
                .toList();
        await(CompletableFuture.allOf(tasks.toArray(CompletableFuture[]::new)));
        var time = Duration.ofNanos(System.nanoTime() - before);
        var peak = threads.getPeakThreadCount();
        report(database, "async", time, peak, engine);

        for (var number = 0; number < TASKS; number++) {
            assertThat(tasks.get(number)).isCompletedWithValue(number);
        }
        assertThat(peak).as("the most platform threads at a time").isLessThanOrEqualTo(MOST_THREADS);
        assertThat(engine.status().open()).isLessThanOrEqualTo(10);
    }

    @EngineTest(
            value = {Database.SQLITE, Database.POSTGRESQL},
            backends = Backend.VIRTUAL_THREADS, // whose threads are counted
            poolSize = 10,
            drivers = Driver.HOSTED)
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    @Spec({"R-8", "EN-5"})
    void tenThousandAwaitletsWithABlockingQueryEachAllSucceed(AsyncEngine engine, Database database) {
        assertThat(Runtime.getRuntime().maxMemory()).as("the heap of this JVM").isLessThanOrEqualTo(HEAP);
        var threads = ManagementFactory.getThreadMXBean();
        threads.resetPeakThreadCount();
        var before = System.nanoTime();
        var tasks = IntStream.range(0, TASKS)
                .mapToObj(number -> async(() -> {
                    try (var connection = engine.dataSource().getConnection();
                            var query = connection.prepareStatement("select cast(? as int)")) {
                        query.setInt(1, number);
                        try (var rows = query.executeQuery()) {
                            assertThat(rows.next()).isTrue();
                            return rows.getInt(1);
                        }
                    }
                }))
                .toList();
        await(CompletableFuture.allOf(tasks.toArray(CompletableFuture[]::new)));
        var time = Duration.ofNanos(System.nanoTime() - before);
        var peak = threads.getPeakThreadCount();
        report(database, "blocking style", time, peak, engine);

        for (var number = 0; number < TASKS; number++) {
            assertThat(tasks.get(number)).isCompletedWithValue(number);
        }
        assertThat(peak).as("the most platform threads at a time").isLessThanOrEqualTo(MOST_THREADS);
        assertThat(engine.status().open()).isLessThanOrEqualTo(10);
    }

    private static void report(Database database, String style, Duration time, int peak, AsyncEngine engine) {
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        System.out.printf(
                "%s, %s: %d tasks on %d connections in %d ms; %d platform threads at most; heap %d of %d MB%n",
                database,
                style,
                TASKS,
                engine.status().open(),
                time.toMillis(),
                peak,
                heap.getUsed() >> 20,
                heap.getMax() >> 20);
    }
}
