package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.awaitlet.spi.VirtualTime;
import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.PoolExhausted;
import dev.weft.spec.Spec;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** The pool, seen from outside. */
class PoolTest {
    @EngineTest
    @Spec({"PL-3", "PL-5", "PF-8"})
    void anExhaustedPoolTellsItsSizeItsWaitersAndItsHolders(EngineFactory engines) throws InterruptedException {
        var time = new VirtualTime();
        var patience = Duration.ofSeconds(30);
        var engine = engines.create(options -> options.withName("shop")
                .withPoolSize(2)
                .withAcquireTimeout(patience)
                .withTime(time));
        try (var first = await(engine.connect().start());
                var second = await(engine.connect().start())) {
            var third = Work.stranger(() -> await(engine.connect().start()));
            Work.until("it waits", () -> engine.status().waiting() == 1);
            time.advance(patience.minusMillis(1));
            assertThat(third).isNotDone();
            time.advance(Duration.ofMillis(1));
            var failure = catchThrowableOfType(PoolExhausted.class, () -> await(third));

            assertThat(failure)
                    .hasMessageContainingAll(
                            "ER-401",
                            "\"shop\"",
                            "2 of 2 in use",
                            "callers waiting",
                            "longest hold 30000 ms",
                            "test anExhaustedPoolTellsItsSizeItsWaitersAndItsHolders");
            assertThat(failure.size()).isEqualTo(2);
            assertThat(failure.inUse()).isEqualTo(2);
            assertThat(failure.longestHold()).isEqualTo(patience);
            assertThat(failure.holders()).hasSize(2);
            assertThat(List.of(first.isClosed(), second.isClosed())).containsOnly(false);
        }
        assertThat(Work.one(engine)).isEqualTo(1);
    }

    @EngineTest
    @Spec({"PL-3", "PF-8"})
    void withoutPatienceAnExhaustedPoolFailsAtOnce(EngineFactory engines) {
        var engine = engines.create(options -> options.withPoolSize(1).withAcquireTimeout(Duration.ZERO));
        try (var held = await(engine.connect().start())) {
            var attempt = engine.connect().start();

            assertThat(attempt).isCompletedExceptionally();
            assertThatThrownBy(() -> await(attempt)).isInstanceOf(PoolExhausted.class);
            assertThat(held.isClosed()).isFalse();
        }
        assertThat(Work.one(engine)).isEqualTo(1);
    }

    @EngineTest
    @Spec("PL-1")
    void connectionsAreHandedOutFirstComeFirstServed(EngineFactory engines) throws InterruptedException {
        var engine = engines.create(options -> options.withPoolSize(1));
        var served = new CopyOnWriteArrayList<Integer>();
        var held = await(engine.connect().start());
        var waiting = IntStream.range(0, 30)
                .mapToObj(number -> served(engine, number, served))
                .toList();
        Work.until("all wait", () -> engine.status().waiting() == 30);
        await(held.aclose());
        await(CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)));

        assertThat(served)
                .containsExactlyElementsOf(IntStream.range(0, 30).boxed().toList());
        assertThat(engine.status().open()).isEqualTo(1);
    }

    @EngineTest
    @Spec({"PL-4", "UG-1", "PF-27"})
    void callersThatGiveUpLeaveTheOrderOfTheOthers(EngineFactory engines) throws InterruptedException {
        var engine = engines.create(options -> options.withPoolSize(1));
        var served = new CopyOnWriteArrayList<Integer>();
        var held = await(engine.connect().start());
        var waiting = new ArrayList<CompletableFuture<?>>();
        var leaving = new ArrayList<CompletableFuture<AsyncConnection>>();
        for (var number = 0; number < 20; number++) {
            if (number % 3 == 0) {
                leaving.add(engine.connect().start());
            } else {
                waiting.add(served(engine, number, served));
            }
        }
        Work.until("all wait", () -> engine.status().waiting() == 20);
        leaving.forEach(caller -> caller.cancel(true));
        Work.until("some have left", () -> engine.status().waiting() == waiting.size());
        await(held.aclose());
        await(CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)));

        assertThat(leaving).allMatch(CompletableFuture::isCancelled);
        assertThat(served).isSorted().hasSize(waiting.size()).allMatch(number -> number % 3 != 0);
        assertThat(engine.status().inUse()).isZero();
    }

    @EngineTest(drivers = Driver.HOSTED)
    @Spec({"PL-4", "UG-1"})
    void aCancelledAwaitletLeavesTheLine(EngineFactory engines) throws InterruptedException {
        var engine = engines.create(options -> options.withPoolSize(1));
        try (var held = await(engine.connect().start())) {
            var waiting = async(() -> engine.dataSource().getConnection());
            Work.until("it waits", () -> engine.status().waiting() == 1);
            waiting.cancel(true);
            Work.until("it has left", () -> engine.status().waiting() == 0);

            assertThat(waiting).isCancelled();
            assertThat(held.isClosed()).isFalse();
        }
        assertThat(Work.one(engine)).isEqualTo(1);
    }

    @EngineTest
    @Spec({"PL-2", "UG-3", "PF-27"})
    void aReturnThatRacesACancelLosesNoConnection(EngineFactory engines) throws InterruptedException {
        var engine = engines.create(options -> options.withPoolSize(1));
        for (var round = 0; round < 200; round++) {
            var held = await(engine.connect().start());
            var block = engine.begin(connection -> CompletableFuture.completedFuture(1));
            Work.until("the block waits", () -> engine.status().waiting() == 1);
            var start = new CountDownLatch(1);
            var cancelling = Thread.ofVirtual().start(() -> {
                awaitLatch(start);
                block.cancel(true);
            });
            start.countDown();
            await(held.aclose());
            cancelling.join();
        }
        assertThat(Work.one(engine)).isEqualTo(1);
        assertThat(engine.status().open()).isEqualTo(1);
    }

    @EngineTest
    @Spec("PL-18")
    void thePoolGrowsToItsLimitAndNoFurther(EngineFactory engines) {
        var engine = engines.create(options -> options.withPoolSize(3));
        var users = IntStream.range(0, 60)
                .mapToObj(i -> async(() -> Work.one(engine)))
                .toList();
        users.forEach(user -> assertThat(await(user)).isEqualTo(1));

        assertThat(engine.status().limit()).isEqualTo(3);
        assertThat(engine.status().open()).isBetween(1, 3);
    }

    @EngineTest
    @Spec("PL-13")
    void theStatusNamesWhoHoldsAConnection(AsyncEngine engine) {
        try (var connection = await(engine.connect().start())) {
            assertThat(connection.inTransaction()).isFalse();
            assertThat(engine.status().holders()).singleElement().satisfies(holder -> {
                assertThat(holder.task()).contains("test theStatusNamesWhoHoldsAConnection");
                assertThat(holder.held()).isPositive();
            });
        }
        assertThat(engine.status().holders()).isEmpty();
    }

    private static CompletableFuture<?> served(AsyncEngine engine, int number, List<Integer> served) {
        return engine.connect().start().thenCompose(connection -> {
            served.add(number);
            return connection.aclose();
        });
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
