package dev.weft.engine.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.spi.VirtualTime;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.IllegalPoolForDriver;
import dev.weft.engine.PoolKind;
import dev.weft.engine.PoolOptions;
import dev.weft.engine.PoolOptions.Reuse;
import dev.weft.engine.internal.Soon;
import dev.weft.spec.Spec;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a pool does with the connections it keeps. */
@Timeout(20)
class PoolUpkeepTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();

    private ConnectionPool pool(ScriptedDriver driver, UnaryOperator<PoolOptions> wanted) {
        return new ConnectionPool(
                "test", driver, EngineOptions.defaults().withTime(time).withPool(wanted));
    }

    private static Lease take(ConnectionPool pool) {
        return pool.acquire(Caller.named("task")).join();
    }

    private static List<Lease> take(ConnectionPool pool, int count) {
        return IntStream.range(0, count).mapToObj(_ -> take(pool)).toList();
    }

    private static void giveBack(List<Lease> leases) {
        leases.forEach(lease -> lease.giveBack().join());
    }

    /** Lets time pass in small steps, until something is so. */
    private void passUntil(String what, java.util.function.BooleanSupplier truth) {
        Soon.until(what, () -> {
            time.advance(TICK);
            return truth.getAsBoolean();
        });
    }

    @Test
    @Spec("PL-9")
    void connectionsThatAreMadeTogetherDoNotAllEndTogether() {
        var driver = ScriptedDriver.quick(100);
        var pool = pool(driver, wanted -> wanted.withMaxLifetime(HOUR));
        giveBack(take(pool, 100));

        time.advance(HOUR.multipliedBy(9).dividedBy(10).minusSeconds(1));
        var early = take(pool, 100);
        assertThat(driver.made).as("before nine tenths of the lifetime").hasSize(100);
        giveBack(early);
        time.advance(HOUR.dividedBy(20));
        giveBack(take(pool, 100));
        assertThat(driver.made).as("half-way through the last tenth").hasSizeBetween(101, 199);
        time.advance(HOUR.dividedBy(20).plusSeconds(1));
        giveBack(take(pool, 100));

        assertThat(driver.made.subList(0, 100)).allMatch(connection -> connection.closed);
    }

    @Test
    @Spec("PL-9")
    void whatIdlesTooLongIsClosedWithoutBeingAskedFor() {
        var driver = ScriptedDriver.quick(5);
        var pool = pool(driver, wanted -> wanted.withIdleTimeout(Duration.ofMinutes(1)));
        giveBack(take(pool, 5));

        time.advance(Duration.ofSeconds(50));
        assertThat(driver.openConnections()).isEqualTo(5);
        passUntil("all are closed", () -> pool.status().open() == 0); // the pool counts one off when it is closed

        assertThat(driver.openConnections()).isZero();
        assertThat(take(pool).connection()).isSameAs(driver.made.get(5));
    }

    @Test
    @Spec("PL-9")
    void asManyAsAreToBeReadyStayAndAreReplacedWhenTheyGrowOld() {
        var driver = ScriptedDriver.quick(5);
        var pool = pool(
                driver,
                wanted -> wanted.withMinimumIdle(2)
                        .withIdleTimeout(Duration.ofMinutes(1))
                        .withMaxLifetime(Duration.ofMinutes(10)));
        assertThat(driver.made).as("nothing is done before the first use").isEmpty();
        giveBack(take(pool, 5));

        passUntil("the surplus is closed", () -> driver.openConnections() == 2);
        passUntil("the first are replaced", () -> driver.made.size() >= 7);

        Soon.until("two are ready", () -> pool.status().idle() == 2 && driver.openConnections() == 2);
        assertThat(driver.made.subList(0, 5)).allMatch(connection -> connection.closed);
    }

    @Test
    @Spec("PL-9")
    void connectionsAreMadeAheadOfTheirUseButNeverBeyondTheSize() {
        var driver = ScriptedDriver.quick(3);
        var pool = pool(driver, wanted -> wanted.withMinimumIdle(2));

        var first = take(pool);
        assertThat(pool.status().idle()).isEqualTo(2);
        var others = take(pool, 2);

        assertThat(driver.made).hasSize(3);
        giveBack(others);
        first.giveBack().join();
    }

    @Test
    @Spec({"PL-12", "PL-9"})
    void theConnectionThatWasUsedLastIsUsedNextUnlessItIsAskedOtherwise() {
        var last = pool(ScriptedDriver.quick(3), wanted -> wanted);
        var longest = pool(ScriptedDriver.quick(3), wanted -> wanted.withReuse(Reuse.LONGEST_IDLE));
        for (var pool : List.of(last, longest)) {
            var leases = take(pool, 3);
            var connections = leases.stream().map(Lease::connection).toList();
            giveBack(leases);

            assertThat(take(pool).connection()).isSameAs(connections.get(pool == last ? 2 : 0));
        }
    }

    @Test
    @Spec("PL-12")
    void aPoolThatKeepsNothingMakesAConnectionForEachUse() {
        var driver = ScriptedDriver.quick(2);
        var pool = pool(driver, wanted -> wanted.withKind(PoolKind.NONE));
        giveBack(take(pool, 2));

        assertThat(driver.openConnections()).isZero();
        var held = take(pool, 2);
        var waits = pool.acquire(Caller.named("third"));
        assertThat(waits).as("its size still holds").isNotDone();
        giveBack(held);

        assertThat(waits.join().connection()).isSameAs(driver.made.get(4));
        assertThat(driver.openConnections()).isEqualTo(1);
    }

    @Test
    @Spec("PL-12")
    void theOneConnectionOfADatabaseInMemoryGrowsAsOldAsItLikes() {
        var driver = ScriptedDriver.quick(1);
        var pool = pool(
                driver,
                wanted -> wanted.withKind(PoolKind.STATIC).withIdleTimeout(TICK).withMaxLifetime(TICK));
        giveBack(take(pool, 1));

        time.advance(HOUR);
        giveBack(take(pool, 1));

        assertThat(driver.made).hasSize(1);
        assertThat(driver.openConnections()).isEqualTo(1);
    }

    @Test
    @Spec({"PL-12", "PF-9"})
    void whatCannotBeIsRefusedWhenThePoolIsMade() {
        assertThatThrownBy(() -> pool(ScriptedDriver.quick(2), wanted -> wanted.withKind(PoolKind.STATIC)))
                .isInstanceOf(IllegalPoolForDriver.class)
                .hasMessageContaining("STATIC");
        assertThatThrownBy(() -> pool(ScriptedDriver.quick(2), wanted -> wanted.withMinimumIdle(3)))
                .isInstanceOf(IllegalPoolForDriver.class)
                .hasMessageContaining("minimumIdle");
        assertThatThrownBy(() -> PoolOptions.defaults().withKind(PoolKind.NONE).withMinimumIdle(1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PoolOptions.defaults().withSize(3).withMinimumIdle(4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("minimumIdle");
    }
}
