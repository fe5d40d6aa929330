package dev.weft.testing.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.spi.WorkFuture;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How every driver stops a statement: on the server, without the connection, and without hitting another. */
@Timeout(30)
public interface CancelContract extends DriverHooks {
    /** A stopped statement fails as cancelled, long before it would have ended; the connection goes on. */
    @Test
    default void aCancelStopsTheStatementAndKeepsTheConnection() {
        try (var rig = Rig.withTable(this)) {
            for (var round = 0; round < 5; round++) {
                rig.begin();
                var slow = rig.connection().execute(Rig.call(slowQuery()));
                var start = System.nanoTime();
                var _ = CompletableFuture.runAsync(
                        () -> cancel(slow), CompletableFuture.delayedExecutor(round * 20L, TimeUnit.MILLISECONDS));
                var _ = Rig.failure(Cancelled.class, slow);

                assertTrue(System.nanoTime() - start < Duration.ofSeconds(10).toNanos(), "stopped in time");
                assertFalse(rig.connection().broken());
                Rig.get(rig.connection().rollback());
                assertEquals(0, rig.rows());
            }
        }
    }

    /** A cancel that comes too late does nothing. */
    @Test
    default void aCancelAfterTheEndDoesNothing() {
        try (var rig = Rig.withTable(this)) {
            var done = rig.connection().execute(Rig.call("select count(*) from weft_tck"));
            var _ = Rig.get(done);
            cancel(done);

            assertEquals(0, rig.rows());
            assertTrue(done.isDone() && !done.isCancelled());
        }
    }

    /** The quiet-wire rule: whatever was meant for one statement never reaches the next. */
    @Test
    default void aCancelNeverHitsTheNextStatement() {
        var seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        try (var rig = Rig.withTable(this)) {
            for (var round = 0; round < 200; round++) {
                var query = rig.connection().execute(Rig.call("select count(*) from weft_tck"));
                CompletableFuture.delayedExecutor(random.nextInt(500), TimeUnit.MICROSECONDS)
                        .execute(() -> cancel(query));
                try {
                    var _ = Rig.get(query);
                } catch (Cancelled inTime) {
                    assertFalse(rig.connection().broken());
                }
                assertEquals(0, rig.rows(), "round " + round + " of seed " + seed);
            }
        }
    }

    private static void cancel(WorkFuture<?> work) {
        work.requestCancel(CancelReason.requested("by the test"));
    }
}
