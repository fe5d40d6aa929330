package dev.weft.testing.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.InvalidUrl;
import dev.weft.spec.Spec;
import java.time.Duration;
import java.util.HashSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A pool in thousands of schedules, and the mistakes that a simulation has to find.
 *
 * <p>{@code -Dweft.sim.seed=42 -Dweft.sim.schedules=100000} plays others, and more.
 */
@Timeout(300)
class SimDriverTest {
    private static final long SEED = Long.getLong("weft.sim.seed", System.nanoTime());
    private static final int SCHEDULES = Integer.getInteger("weft.sim.schedules", 3_000);
    private static final int PLANTED = 300; // in which a planted mistake shows

    @Test
    @Spec({"PL-1", "PL-2", "PL-4", "PL-6", "PL-17", "R-7"})
    void thePoolKeepsWhatItPromisesInEverySchedule() {
        var served = 0;
        for (var seed = SEED; seed < SEED + SCHEDULES; seed++) {
            served += PoolStorm.play(seed, SimFaults.MANY).served();
        }

        assertThat(served).as("callers served, from seed %d", SEED).isPositive();
    }

    @Test
    @Spec({"PL-1", "PL-2", "R-7"})
    void thePoolKeepsWhatItPromisesWhereNothingFails() {
        for (var seed = SEED; seed < SEED + SCHEDULES / 10; seed++) {
            assertThat(PoolStorm.play(seed, SimFaults.NONE).served())
                    .as("seed %d", seed)
                    .isNotNegative();
        }
    }

    @Test
    void aSeedMakesTheSameScheduleAgainAndAnotherSeedAnother() {
        var schedules = new HashSet<String>();
        for (var seed = SEED; seed < SEED + 20; seed++) {
            var played = PoolStorm.play(seed, SimFaults.MANY);

            assertThat(PoolStorm.play(seed, SimFaults.MANY)).isEqualTo(played);
            schedules.add(played.events().toString());
        }
        assertThat(schedules).as("from seed %d", SEED).hasSizeGreaterThan(10);
    }

    @Test
    void aCallerThatKeepsItsConnectionIsFound() {
        assertThat(foundWith(connection -> {})).hasMessageContaining("in use");
    }

    @Test
    void aCallerThatLooksWhetherItIsWantedAndThenForgetsIsFound() {
        assertThat(foundWith(connection -> {
                    if (connection.inTransaction()) { // the rest, it thinks, has nothing to give back
                        PoolStorm.closeWell(connection);
                    }
                }))
                .hasMessageContaining("in use");
    }

    /** The failure of the first schedule in which a way to give back is wrong; it can be played again. */
    private static SimFailed foundWith(Consumer<AsyncConnection> giveBack) {
        var found = LongStream.range(SEED, SEED + PLANTED)
                .mapToObj(seed ->
                        catchThrowableOfType(SimFailed.class, () -> PoolStorm.play(seed, SimFaults.MANY, giveBack)))
                .filter(failed -> failed != null)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing was found from seed " + SEED));

        assertThatThrownBy(() -> PoolStorm.play(found.seed(), SimFaults.MANY, giveBack))
                .isInstanceOf(SimFailed.class)
                .hasMessageContaining("Seed " + found.seed() + "L makes this schedule again")
                .hasMessageContaining("- caller ");
        return found;
    }

    /** An engine on which no time-out passes within the hour of a run. */
    private static EngineOptions patient() {
        return EngineOptions.defaults().withAcquireTimeout(Duration.ofDays(1)).withConnectTimeout(Duration.ofDays(1));
    }

    @Test
    void aCheckOfOnesOwnIsMadeAfterEachEvent() {
        var sim = SimDriver.seeded(SEED, SimFaults.NONE);
        var engine = sim.engine(patient());
        sim.later("comes", () -> {
            var _ = engine.connect().start();
        });
        sim.check(() -> {
            if (engine.status().inUse() == 1) {
                sim.violated("somebody has it");
            }
        });

        assertThatThrownBy(sim::run)
                .isInstanceOf(SimFailed.class)
                .hasMessageStartingWith("somebody has it")
                .hasMessageContaining("- comes\n- connect (1)");
    }

    @Test
    void aMoveThatThrowsFailsTheSimulationWithItsCause() {
        var sim = SimDriver.seeded(SEED, SimFaults.NONE);
        sim.later("throws", () -> {
            throw new IllegalStateException("mine");
        });

        assertThatThrownBy(sim::run).isInstanceOf(SimFailed.class).hasRootCauseMessage("mine");
    }

    @Test
    void whatIsLeftOfAClosedEngineIsFound() {
        var sim = SimDriver.seeded(SEED, SimFaults.NONE);
        var engine = sim.engine(patient());
        var connection = engine.connect();
        sim.later("comes", () -> {
            var _ = connection.start();
        });
        sim.run();

        assertThatThrownBy(sim::checkNothingLeft).isInstanceOf(SimFailed.class).hasMessageContaining("inUse=1");
        assertThat(connection.isClosed()).isFalse();
    }

    @Test
    void timePassesWithoutAnybodyWaitingForIt() {
        var sim = SimDriver.seeded(SEED, new SimFaults(0, 0, 1000, 0));
        var engine = sim.engine(EngineOptions.defaults().withConnectTimeout(Duration.ofMinutes(20)));
        var failed = new AtomicBoolean();
        sim.later("comes", () -> {
            var _ = engine.connect().start().whenComplete((_, failure) -> failed.set(failure != null));
        });

        sim.run();

        assertThat(failed).isTrue();
    }

    @Test
    void anEngineOfNoSimulationIsRefused() {
        assertThatThrownBy(() -> AsyncEngine.create("sim://"))
                .isInstanceOf(InvalidUrl.class)
                .hasMessageContaining("SimDriver.engine()");
    }
}
