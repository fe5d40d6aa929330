package dev.weft.testing.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.DatabaseUnreachable;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.PoolExhausted;
import dev.weft.spec.Spec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Moments that no test on a database hits at will, each in a hundred schedules; PL-20 are those of upstream's tests.
 */
@Timeout(120)
class EngineInSimulationTest {
    private static final int SCHEDULES = 100;
    private static final long SEED = System.nanoTime();
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final SimFaults DYING = new SimFaults(0, 0, 0, 1000);
    private static final SimFaults FAILING = new SimFaults(400, 0, 0, 0);
    private static final SimFaults HANGING = new SimFaults(0, 0, 500, 0);

    private static void inEverySchedule(SimFaults faults, Consumer<SimDriver> play) {
        for (var seed = SEED; seed < SEED + SCHEDULES; seed++) {
            var sim = SimDriver.seeded(seed, faults);
            try {
                play.accept(sim);
            } catch (AssertionError failed) {
                throw new AssertionError("in " + sim + ": " + failed.getMessage(), failed);
            }
        }
    }

    private static EngineOptions patient(int connections) {
        return EngineOptions.defaults()
                .withPoolSize(connections)
                .withAcquireTimeout(Duration.ofDays(1))
                .withConnectTimeout(Duration.ofDays(1));
    }

    private static EngineOptions impatient(int connections) {
        return patient(connections).withAcquireTimeout(PATIENCE);
    }

    private static void close(AsyncConnection connection) {
        var _ = connection.aclose();
    }

    @Test
    @Spec({"PL-20", "PL-2", "PL-3"})
    void aTimeoutThatRacesAReturnLosesNoConnection() {
        inEverySchedule(SimFaults.NONE, sim -> {
            var engine = sim.engine(impatient(1));
            var holder = engine.connect();
            var _ = holder.start();
            sim.run();
            var waiter = engine.connect();
            var waiting = waiter.start();
            var _ = sim.time().schedule(PATIENCE.toNanos(), () -> sim.later("returns", () -> close(holder)));
            sim.run();

            assertThat(waiting).isDone();
            if (waiting.isCompletedExceptionally()) {
                assertThat(WorkFuture.cause(waiting.exceptionNow()))
                        .isInstanceOfAny(PoolExhausted.class, DatabaseUnreachable.class);
            }
            close(waiter);
            assertThat(servesSomebody(sim, engine)).isTrue();
        });
    }

    /** Whether a pool still has something to give; a caller alone may be out of luck, and time pass while it waits. */
    private static boolean servesSomebody(SimDriver sim, AsyncEngine engine) {
        for (var tries = 0; tries < 30; tries++) {
            var next = engine.connect();
            var started = next.start();
            sim.run();
            if (!started.isCompletedExceptionally()) {
                return true;
            }
            close(next);
        }
        return false;
    }

    @Test
    @Spec({"PL-20", "PL-1", "R-7"})
    void everyReturnWakesTheWaiterThatCameFirst() {
        inEverySchedule(SimFaults.NONE, sim -> {
            var engine = sim.engine(patient(2));
            var served = new ArrayList<Integer>();
            for (var number = 0; number < 8; number++) {
                var who = number;
                var connection = engine.connect();
                var _ = connection.start().thenAccept(_ -> {
                    served.add(who);
                    sim.later("returns", () -> close(connection));
                });
            }
            sim.run();

            assertThat(served).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        });
    }

    @Test
    @Spec({"PL-20", "PL-6"})
    void attemptsThatHangCountWithinTheLimitAndEveryCallerIsToldInTime() {
        inEverySchedule(HANGING, sim -> {
            var engine = sim.engine(impatient(2).withConnectTimeout(Duration.ofSeconds(1)));
            var all = new ArrayList<CompletableFuture<AsyncConnection>>();
            for (var number = 0; number < 6; number++) {
                var connection = engine.connect();
                var started = connection.start();
                all.add(started);
                var _ = started.thenAccept(_ -> sim.later("returns", () -> close(connection)));
            }
            sim.check(() -> assertThat(engine.status().open() + engine.status().connecting())
                    .isLessThanOrEqualTo(2));
            sim.run();

            assertThat(all).allMatch(CompletableFuture::isDone);
            assertThat(all.stream().filter(CompletableFuture::isCompletedExceptionally))
                    .allSatisfy(failed -> assertThat(WorkFuture.cause(failed.exceptionNow()))
                            .isInstanceOfAny(DatabaseUnreachable.class, PoolExhausted.class));
        });
    }

    @Test
    @Spec({"PL-20", "PL-11"})
    void aConnectionThatIsGivenBackTwiceComesBackOnce() {
        inEverySchedule(SimFaults.NONE, sim -> {
            var engine = sim.engine(patient(1));
            var twice = engine.connect();
            var _ = twice.start();
            sim.run();
            sim.later("returns", () -> close(twice));
            sim.later("returns again", () -> close(twice));
            var holders = new ArrayList<AsyncConnection>();
            for (var number = 0; number < 2; number++) {
                var connection = engine.connect();
                var _ = connection.start().thenAccept(holders::add);
            }
            sim.check(() -> assertThat(engine.status().inUse()).isLessThanOrEqualTo(1));
            sim.run();

            assertThat(holders).hasSize(1);
        });
    }

    @Test
    @Spec({"EN-22", "EN-39", "P-7"})
    void aCancelReachesWhatIsToRunAfterAConnectionWasLost() {
        inEverySchedule(DYING, sim -> {
            var connection = sim.engine(patient(1)).connect();
            var lost = connection.execute("select 1");
            sim.run();
            var found = lost.isCompletedExceptionally() ? lost : connection.execute("select 2");
            sim.run();
            assertThat(found).as("found out that it is dead").isCompletedExceptionally();
            var before = sim.events().size();

            connection.execute("select 3").cancel(true);
            sim.run();

            assertThat(sim.events().subList(before, sim.events().size()))
                    .noneMatch(event -> event.startsWith("execute"));
            close(connection);
        });
    }

    @Test
    @Spec("EN-19")
    void anIsolationThatIsNotToldLeavesNoTransactionOpen() {
        inEverySchedule(FAILING, sim -> {
            var connection = sim.engine(patient(1)).connect();
            var asked = connection.isolationLevel();
            sim.later("cancels", () -> asked.cancel(true));
            sim.run();

            for (var statement : List.of("select 1", "select 2")) {
                var _ = connection.execute(statement);
                sim.run(); // begin in a transaction that is open would fail it
            }
            close(connection);
        });
    }
}
