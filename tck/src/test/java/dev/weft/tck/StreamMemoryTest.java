package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.Sql;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.EngineTest;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** Results that are larger than the memory. It runs in a JVM of its own with a heap of 64 MB. */
class StreamMemoryTest {
    private static final long HEAP = 64L * 1024 * 1024;
    private static final long PAUSED = 1_000_000;
    private static final int FETCH_SIZE = 2_000;
    private static final int BALLAST = 24 * 1024 * 1024;

    /** A subscriber that adds up what it gets, some hundred at a time. */
    private static final class Sum implements Flow.Subscriber<@Nullable Long> {
        private static final int AT_A_TIME = 500;

        private final CompletableFuture<Long> total = new CompletableFuture<>();
        private Flow.@Nullable Subscription subscription;
        private long sum;
        private int left;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            ask(given);
        }

        private void ask(Flow.Subscription from) {
            left = AT_A_TIME;
            from.request(AT_A_TIME);
        }

        @Override
        public void onNext(@Nullable Long number) {
            sum += number == null ? 0 : number;
            left--;
            if (left == 0 && subscription != null) {
                ask(subscription);
            }
        }

        @Override
        public void onError(Throwable failure) {
            total.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            total.complete(sum);
        }
    }

    @EngineTest(backends = Backend.VIRTUAL_THREADS)
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    @Spec({"R-24", "EN-34", "EN-16"})
    void millionsOfRowsStreamThroughASmallHeap(AsyncEngine engine, Database database) {
        var rows = rows(database);
        assertThat(Runtime.getRuntime().maxMemory()).as("the heap of this JVM").isLessThanOrEqualTo(HEAP);
        var before = System.nanoTime();
        var sum = new Sum();
        var query = Sql.of(Dialects.numbers(database, rows)).fetchSize(FETCH_SIZE);
        try (var connection = engine.connect();
                var result = await(connection.stream(query))) {
            result.scalars(Long.class).rows().subscribe(sum);
            assertThat(await(sum.total)).isEqualTo(rows * (rows + 1) / 2);
        }
        var time = Duration.ofNanos(System.nanoTime() - before);
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        System.out.printf(
                "%s: %d rows in %d ms, heap %d of %d MB%n",
                database, rows, time.toMillis(), heap.getUsed() >> 20, heap.getMax() >> 20);
    }

    @EngineTest(backends = Backend.VIRTUAL_THREADS)
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    @Spec({"R-24", "EN-34"})
    void aReaderThatPausesHoldsNoMoreThanAFetch(AsyncEngine engine, Database database) {
        var direct = directMemory();
        try (var connection = engine.connect();
                var result = await(connection.stream(Dialects.numbers(database, PAUSED)))) {
            assertThat(await(result.fetchMany(150))).hasSize(150);

            // what would not fit beside the rest of the rows
            assertThat(new byte[BALLAST]).hasSize(BALLAST);
            assertThat(directMemory() - direct).as("direct memory").isLessThan(1 << 20);
            assertThat(await(result.scalars(Long.class).fetchMany(2))).containsExactly(151L, 152L);
        }
    }

    /**
     * All of the goal where the rows come over a wire; fewer where the database's own work would be most of the time.
     */
    private static long rows(Database database) {
        return database == Database.POSTGRESQL ? 5_000_000 : 1_000_000;
    }

    private static long directMemory() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
