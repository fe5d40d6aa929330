package dev.weft.engine.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.spi.VirtualTime;
import dev.weft.engine.DatabaseUnreachable;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.internal.Soon;
import dev.weft.spec.Spec;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a pool does while it cannot connect. */
@Timeout(20)
class AttemptsTest {
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final ScriptedDriver driver = ScriptedDriver.manual(4);
    private final ConnectionPool pool = new ConnectionPool(
            "test",
            driver,
            EngineOptions.defaults().withTime(time).withPool(wanted -> wanted.withLongestPause(LONGEST)));

    @Test
    @Spec("PL-6")
    void whileAttemptsFailThereIsOneAtATime() {
        var waiting = IntStream.range(0, 10)
                .mapToObj(number -> pool.acquire(Caller.named("task " + number)))
                .toList();
        assertThat(driver.connects).hasSize(4);

        IntStream.range(0, 4).forEach(driver::refused);

        assertThat(driver.connects).as("one more, at once").hasSize(5);
        assertThat(pool.status().connecting()).isEqualTo(1);
        assertThat(waiting.stream().filter(waiter -> waiter.isCompletedExceptionally()))
                .hasSize(4);
    }

    @Test
    @Spec("PL-6")
    void thePausesBetweenFailuresGrowUpToTheLongest() {
        var waiting = IntStream.range(0, 10)
                .mapToObj(number -> pool.acquire(Caller.named("task " + number)))
                .toList();
        IntStream.range(0, 4).forEach(driver::refused);
        var shortest = Duration.ofMillis(50);
        for (var attempt = 4; attempt < 9; attempt++) {
            driver.refused(attempt);
            var told = waiting.get(attempt);
            Soon.until("it is told, and the pause begins", told::isDone);
            var begun = attempt + 1;

            time.advance(shortest.minusMillis(1));
            assertThat(driver.connects).as("within half of pause %d", attempt).hasSize(begun);
            time.advance(shortest.plusMillis(1));
            Soon.until("the next attempt", () -> driver.connects.size() == begun + 1);
            shortest = shortest.multipliedBy(2).compareTo(LONGEST.dividedBy(2)) > 0
                    ? LONGEST.dividedBy(2)
                    : shortest.multipliedBy(2);
        }

        driver.connected(9);
        waiting.getLast().join().giveBack().join();
    }

    @Test
    @Spec("PL-6")
    void oneThatWorksEndsThePauses() {
        var first = pool.acquire(Caller.named("first"));
        driver.refused(0);
        var second = pool.acquire(Caller.named("second"));
        driver.refused(1);
        var third = pool.acquire(Caller.named("third"));
        time.advance(LONGEST);
        Soon.until("the third attempt", () -> driver.connects.size() == 3);

        var connection = driver.connected(2);
        var served = third.join();
        var more = IntStream.range(0, 3)
                .mapToObj(number -> pool.acquire(Caller.named("more " + number)))
                .toList();

        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedExceptionally();
        assertThat(served.connection()).isSameAs(connection);
        // Whoever ended the pauses looks at the line once more, and may make one of these attempts.
        Soon.until("as many at a time as before", () -> driver.connects.size() == 6);
        assertThat(more).noneMatch(waiter -> waiter.isDone());
    }

    @Test
    @Spec({"PL-6", "PL-9"})
    void nobodyKnocksAtADatabaseThatIsAwayForTheSakeOfSparesAlone() {
        var ready = new ConnectionPool(
                "test", driver, EngineOptions.defaults().withTime(time).withPool(wanted -> wanted.withMinimumIdle(2)));
        var first = ready.acquire(Caller.named("first"));
        assertThat(driver.connects).as("its own, and two to be ready").hasSize(3);
        IntStream.range(0, 3).forEach(driver::refused);
        assertThat(first).isCompletedExceptionally();

        time.advance(LONGEST.multipliedBy(100));
        assertThat(driver.connects).as("with nobody in line").hasSize(3);
        var second = ready.acquire(Caller.named("second"));
        driver.connected(3);

        second.join().giveBack().join();
        assertThat(driver.connects).as("and two again").hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    @Spec({"PL-3", "PL-5"})
    void whoeverHasNoPatienceIsToldWhyTheLastAttemptFailed() {
        var impatient = new ConnectionPool(
                "test", driver, EngineOptions.defaults().withTime(time).withAcquireTimeout(Duration.ZERO));
        var first = impatient.acquire(Caller.named("first"));
        driver.refused(0);
        var second = impatient.acquire(Caller.named("second"));
        driver.refused(1);

        var third = impatient.acquire(Caller.named("third"));

        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedExceptionally();
        assertThat(driver.connects).as("it pauses").hasSize(2);
        assertThatThrownBy(third::join)
                .hasCauseInstanceOf(DatabaseUnreachable.class)
                .hasMessageContaining("2 failed")
                .hasRootCauseMessage("refused");
    }
}
