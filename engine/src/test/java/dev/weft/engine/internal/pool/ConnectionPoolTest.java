package dev.weft.engine.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weft.awaitlet.spi.VirtualTime;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.DatabaseUnreachable;
import dev.weft.engine.EngineClosed;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.PoolExhausted;
import dev.weft.spec.Spec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ConnectionPoolTest {
    private final VirtualTime time = new VirtualTime();
    private final EngineOptions options = EngineOptions.defaults().withTime(time);

    private ConnectionPool pool(ScriptedDriver driver) {
        return new ConnectionPool("test", driver, options);
    }

    private static Throwable failureOf(CompletableFuture<?> future) throws Exception {
        try {
            future.get(10, TimeUnit.SECONDS);
            throw new AssertionError("it did not fail");
        } catch (ExecutionException failed) {
            return Objects.requireNonNull(failed.getCause());
        }
    }

    @Test
    @Spec("PL-1")
    void aConnectionGoesToTheCallerThatHasWaitedLongest() {
        var pool = pool(ScriptedDriver.quick(1));
        var held = pool.acquire(Caller.named("first")).join();
        var order = new ArrayList<String>();
        var waiting = new ArrayList<WorkFuture<Lease>>();
        for (var name : List.of("a", "b", "c")) {
            var waiter = pool.acquire(Caller.named(name));
            waiting.add(waiter);
            var _ = waiter.thenAccept(lease -> {
                order.add(name);
                var _ = lease.giveBack();
            });
        }
        assertThat(pool.status().waiting()).isEqualTo(3);

        held.giveBack().join();

        assertThat(order).containsExactly("a", "b", "c");
        assertThat(pool.status().inUse()).isZero();
        assertThat(waiting).allMatch(CompletableFuture::isDone);
    }

    @Test
    @Spec({"PL-2", "PL-4"})
    void aCallerThatGivesUpConsumesNothingAndTheOthersKeepTheirOrder() {
        var pool = pool(ScriptedDriver.quick(1));
        var held = pool.acquire(Caller.named("first")).join();
        var a = pool.acquire(Caller.named("a"));
        var b = pool.acquire(Caller.named("b"));
        var c = pool.acquire(Caller.named("c"));

        b.cancel(true);
        held.giveBack().join();

        assertThat(a).isCompleted();
        assertThat(c).isNotDone();
        a.join().giveBack().join();
        assertThat(c).isCompleted();
        c.join().giveBack().join();
        assertThat(pool.status().waiting()).isZero();
        assertThat(pool.status().inUse()).isZero();
        assertThat(pool.status().open()).isEqualTo(1);
    }

    @Test
    @Spec({"PL-4", "PL-6"})
    void aConnectionWhoseCallerGaveUpMeanwhileIsKeptForTheNext() {
        var driver = ScriptedDriver.manual(1);
        var pool = pool(driver);
        var gone = pool.acquire(Caller.named("gone"));
        gone.cancel(true);

        var connection = driver.connected(0);

        assertThat(pool.status().idle()).isEqualTo(1);
        assertThat(pool.acquire(Caller.named("next")).join().connection()).isSameAs(connection);
        assertThat(driver.connects).hasSize(1);
    }

    @Test
    @Spec({"PL-5", "PL-6"})
    void aFailedAttemptFailsOneCallerAndMakesRoomForAnother() throws Exception {
        var driver = ScriptedDriver.manual(1);
        var pool = pool(driver);
        var a = pool.acquire(Caller.named("a"));
        var b = pool.acquire(Caller.named("b"));

        driver.connects.getFirst().completeExceptionally(new IllegalStateException("refused"));

        assertThat(failureOf(a)).isInstanceOf(DatabaseUnreachable.class).hasRootCauseMessage("refused");
        assertThat(driver.connects)
                .as("the second caller gets an attempt of its own")
                .hasSize(2);
        driver.connected(1);
        assertThat(b).isCompleted();
    }

    @Test
    @Spec("PL-6")
    void aConnectThatHangsCountsWithinTheLimitAndEndsAtItsDeadline() throws Exception {
        var driver = ScriptedDriver.manual(1);
        var pool = pool(driver);
        var a = pool.acquire(Caller.named("a"));
        assertThat(pool.status().connecting()).isEqualTo(1);

        time.advance(options.pool().connectTimeout());

        assertThat(failureOf(a)).isInstanceOf(DatabaseUnreachable.class);
        var late = driver.connected(0);
        assertThat(late.aborted)
                .as("a connection that comes too late is cut off")
                .isTrue();
        assertThat(pool.status().connecting()).isZero();
        assertThat(pool.status().open()).isZero();
    }

    @Test
    @Spec({"PL-3", "PL-5"})
    void anExhaustedPoolNamesItsHoldersWhenTheDeadlinePasses() throws Exception {
        var pool = pool(ScriptedDriver.quick(1));
        pool.acquire(Caller.named("the slow report")).join();
        time.advance(Duration.ofSeconds(7));
        var waiting = pool.acquire(Caller.named("somebody"));

        time.advance(options.pool().acquireTimeout());

        assertThat(failureOf(waiting))
                .isInstanceOf(PoolExhausted.class)
                .hasMessageContaining("the slow report")
                .hasMessageContaining("[ER-401]");
        assertThat(pool.status().waiting()).isZero();
    }

    @Test
    @Spec("PL-3")
    void aTimeoutOfZeroFailsAtOnceWhenNothingIsFreeButStillConnects() {
        var driver = ScriptedDriver.manual(1);
        var pool = new ConnectionPool("test", driver, options.withAcquireTimeout(Duration.ZERO));
        var first = pool.acquire(Caller.named("first"));
        assertThat(first).isNotDone();
        driver.connected(0);
        assertThat(first).isCompleted();

        var second = pool.acquire(Caller.named("second"));

        assertThat(second).isCompletedExceptionally();
        assertThat(catchThrowable(second::join)).hasCauseInstanceOf(PoolExhausted.class);
    }

    @Test
    @Spec("PL-3")
    void theWholeLineHasOneTimerThatEndsWithItsPatienceOrThePool() {
        var pool = pool(ScriptedDriver.quick(1));
        var held = pool.acquire(Caller.named("a")).join();
        var upkeep = time.timers();
        var served = pool.acquire(Caller.named("b"));
        var late = pool.acquire(Caller.named("c"));
        assertThat(time.timers()).isEqualTo(upkeep + 1);

        held.giveBack().join();
        assertThat(served).isCompleted();
        assertThat(time.timers()).isEqualTo(upkeep + 1);
        time.advance(EngineOptions.defaults().pool().acquireTimeout());
        assertThat(catchThrowable(late::join)).hasCauseInstanceOf(PoolExhausted.class);
        assertThat(time.timers()).isEqualTo(upkeep);

        var refused = pool.acquire(Caller.named("d"));
        assertThat(time.timers()).isEqualTo(upkeep + 1);
        served.join().giveBack().join();
        refused.join().giveBack().join();
        pool.close().join();
        assertThat(time.timers()).isZero();
    }

    @Test
    @Spec("PL-3")
    void aCallerThatCameLaterHasItsWholePatience() {
        var pool = pool(ScriptedDriver.quick(1));
        var held = pool.acquire(Caller.named("a")).join();
        var patience = EngineOptions.defaults().pool().acquireTimeout();
        var first = pool.acquire(Caller.named("b"));
        time.advance(patience.dividedBy(2));
        var second = pool.acquire(Caller.named("c"));

        time.advance(patience.dividedBy(2));
        assertThat(catchThrowable(first::join)).hasCauseInstanceOf(PoolExhausted.class);
        assertThat(second).isNotDone();
        time.advance(patience.dividedBy(2));
        assertThat(catchThrowable(second::join)).hasCauseInstanceOf(PoolExhausted.class);
        held.giveBack().join();
    }

    @Test
    @Spec({"PL-4", "PL-6"})
    void whoCameWhenAnAttemptHadBegunForAnotherGetsOneOfItsOwn() {
        var driver = ScriptedDriver.manual(1);
        var pool = pool(driver);
        var first = pool.acquire(Caller.named("first"));
        time.advance(Duration.ofMillis(1));
        var second = pool.acquire(Caller.named("second"));
        first.cancel(true);

        driver.refused(0);
        assertThat(second).isNotDone();
        driver.connected(1);
        assertThat(second).isCompleted();
        second.join().giveBack().join();
    }

    @Test
    @Spec({"PL-1", "PL-6"})
    void anIdleConnectionIsHandedOutWhileAnAttemptForSomebodyElseHangs() {
        var driver = ScriptedDriver.manual(2);
        var pool = pool(driver);
        var first = pool.acquire(Caller.named("first"));
        driver.connected(0);
        var second = pool.acquire(Caller.named("second"));
        first.join().giveBack().join();
        second.join().giveBack().join();
        assertThat(pool.status().connecting())
                .as("attempts that hang, which the second needs no more")
                .isEqualTo(1);

        var third = pool.acquire(Caller.named("third"));

        assertThat(third).isCompleted();
        assertThat(driver.connects).hasSize(2);
    }

    @Test
    @Spec("PL-10")
    void aDirtyConnectionIsHandedOnOnlyWhenItIsClean() {
        var driver = ScriptedDriver.manual(1);
        var pool = pool(driver);
        var first = pool.acquire(Caller.named("first"));
        var connection = driver.connected(0);
        var next = pool.acquire(Caller.named("next"));
        connection.dirty = true;

        var back = first.join().giveBack();

        assertThat(back).isNotDone();
        assertThat(next).isNotDone();
        connection.resets.getFirst().complete(null);
        assertThat(back).isCompleted();
        assertThat(next.join().connection()).isSameAs(connection);
    }

    @Test
    @Spec({"PL-10", "EN-40"})
    void aConnectionThatDoesNotGetCleanInTimeIsCutOffAndReplaced() throws Exception {
        var driver = ScriptedDriver.manual(1);
        var pool = pool(driver);
        var first = pool.acquire(Caller.named("first"));
        var connection = driver.connected(0);
        connection.dirty = true;
        var next = pool.acquire(Caller.named("next"));
        var back = first.join().giveBack();

        time.advance(options.closeTimeout());

        back.get(10, TimeUnit.SECONDS);
        assertThat(connection.aborted).isTrue();
        assertThat(driver.connects).hasSize(2);
        var second = driver.connected(1);
        assertThat(next.join().connection()).isSameAs(second);
    }

    @Test
    @Spec("PL-16")
    void aBrokenConnectionIsClosedAndItsPlaceGivenToANewOne() {
        var driver = ScriptedDriver.quick(1);
        var pool = pool(driver);
        var lease = pool.acquire(Caller.named("first")).join();
        driver.made.getFirst().broken = true;

        lease.giveBack().join();

        assertThat(pool.status().open()).isZero();
        assertThat(pool.acquire(Caller.named("next")).join().connection()).isSameAs(driver.made.getLast());
        assertThat(driver.made).hasSize(2);
    }

    @Test
    @Spec("PL-8")
    void aFreshConnectionIsNotPingedAndAnIdleOneIs() {
        var driver = ScriptedDriver.quick(1);
        var pool = pool(driver);
        pool.acquire(Caller.named("a")).join().giveBack().join();
        pool.acquire(Caller.named("b")).join().giveBack().join();
        assertThat(driver.made.getFirst().pings).isEmpty();

        time.advance(options.pool().pingAfterIdle());
        pool.acquire(Caller.named("c")).join().giveBack().join();

        assertThat(driver.made.getFirst().pings).hasSize(1);
    }

    @Test
    @Spec("PL-8")
    void aDeadConnectionIsReplacedAndWhatIdledWithItIsDropped() {
        var driver = ScriptedDriver.manual(2);
        var pool = pool(driver);
        var a = pool.acquire(Caller.named("a"));
        var b = pool.acquire(Caller.named("b"));
        var first = driver.connected(0);
        var second = driver.connected(1);
        a.join().giveBack().join();
        b.join().giveBack().join();
        time.advance(options.pool().pingAfterIdle());

        var next = pool.acquire(Caller.named("next"));
        second.pings.getFirst().completeExceptionally(new IllegalStateException("gone"));

        assertThat(first.closed).isTrue();
        assertThat(second.closed).isTrue();
        var third = driver.connected(2);
        assertThat(next.join().connection()).isSameAs(third);
        assertThat(pool.status().open()).isEqualTo(1);
    }

    @Test
    @Spec("PL-9")
    void aConnectionBeyondItsLifetimeIsReplacedWhenItIsWantedNext() {
        var driver = ScriptedDriver.quick(1);
        var pool = pool(driver);
        pool.acquire(Caller.named("a")).join().giveBack().join();
        time.advance(options.pool().maxLifetime().plusSeconds(1));

        var lease = pool.acquire(Caller.named("b")).join();

        assertThat(lease.connection()).isSameAs(driver.made.getLast());
        assertThat(driver.made.getFirst().closed).isTrue();
    }

    @Test
    @Spec("PL-11")
    void givingBackTwiceIsGivingBackOnce() {
        var driver = ScriptedDriver.quick(2);
        var pool = pool(driver);
        var lease = pool.acquire(Caller.named("a")).join();
        lease.giveBack().join();
        var next = pool.acquire(Caller.named("b")).join();

        lease.giveBack().join();
        lease.discard().join();

        assertThat(pool.status().inUse()).isEqualTo(1);
        assertThat(next.connection().broken()).isFalse();
        assertThat(pool.status().open()).isEqualTo(1);
    }

    @Test
    @Spec("EN-9")
    void disposingDropsWhatIsIdleNowAndWhatIsInUseWhenItComesBack() {
        var driver = ScriptedDriver.quick(2);
        var pool = pool(driver);
        var held = pool.acquire(Caller.named("held")).join();
        pool.acquire(Caller.named("idle")).join().giveBack().join();

        pool.dispose().join();

        assertThat(driver.openConnections()).isEqualTo(1);
        held.giveBack().join();
        assertThat(driver.openConnections()).isZero();
        assertThat(pool.acquire(Caller.named("later")).join().connection()).isSameAs(driver.made.getLast());
    }

    @Test
    @Spec("PL-17")
    void closingRefusesWhoWaitsAndEndsWhenTheLastConnectionIsBack() throws Exception {
        var driver = ScriptedDriver.quick(1);
        var pool = pool(driver);
        var held = pool.acquire(Caller.named("held")).join();
        var waiting = pool.acquire(Caller.named("waiting"));

        var closed = pool.close();

        assertThat(failureOf(waiting)).isInstanceOf(EngineClosed.class);
        assertThat(failureOf(pool.acquire(Caller.named("late")))).isInstanceOf(EngineClosed.class);
        assertThat(closed).isNotDone();
        held.giveBack().join();
        assertThat(closed).isCompleted();
        assertThat(driver.openConnections()).isZero();
        assertThat(time.timers()).isZero();
    }

    @Test
    @Spec("PL-17")
    void closingCutsOffAConnectionThatDoesNotComeBack() throws Exception {
        var driver = ScriptedDriver.quick(1);
        var pool = pool(driver);
        pool.acquire(Caller.named("forgetful")).join();
        var closed = pool.close();

        time.advance(options.closeTimeout());

        closed.get(10, TimeUnit.SECONDS);
        assertThat(driver.made.getFirst().aborted).isTrue();
        assertThat(pool.close()).as("closing again answers the same").isCompleted();
    }

    @Test
    @Spec("PL-17")
    void aConnectionThatIsMadeWhileThePoolClosesIsClosedAgain() {
        var driver = ScriptedDriver.manual(1);
        var pool = pool(driver);
        var _ = pool.acquire(Caller.named("a"));
        var closed = pool.close();
        assertThat(closed).isNotDone();

        var connection = driver.connected(0);

        assertThat(connection.closed).isTrue();
        assertThat(closed).isCompleted();
    }
}
