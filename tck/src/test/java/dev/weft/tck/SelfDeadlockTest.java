package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weft.awaitlet.spi.VirtualTime;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.PoolExhausted;
import dev.weft.engine.PoolSelfDeadlock;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Tasks that hold a connection and want another, until nobody can go on. */
class SelfDeadlockTest {
    private static final int TASKS = 8;
    private static final int CONNECTIONS = 4;

    /**
     * Those of a pool in which somebody waits: of its upkeep, of the patience of the first, of the look for deadlocks.
     */
    private static final int TIMERS = 3;

    /** A place that nobody leaves before so many have come. */
    private record Meeting(AtomicInteger missing, CompletableFuture<Boolean> complete) {
        Meeting(int size) {
            this(new AtomicInteger(size), new CompletableFuture<>());
        }

        void arrive() {
            if (missing.decrementAndGet() == 0) {
                complete.complete(true);
            }
            await(complete);
        }
    }

    private static AsyncEngine engine(EngineFactory engines) {
        return engines.create(options -> options.withName("shop")
                .withPoolSize(CONNECTIONS)
                .withPool(pool -> pool.withLeakAfter(Duration.ofMinutes(5))));
    }

    @EngineTest(backends = Backend.VIRTUAL_THREADS)
    @Spec({"PL-15", "R-21"})
    void nestedBlocksThatTakeTheWholePoolAreToldLongBeforeTheirPatienceEnds(EngineFactory engines) {
        var engine = engine(engines);
        var allHold = new Meeting(CONNECTIONS);

        var tasks = IntStream.range(0, TASKS)
                .mapToObj(number -> async(() -> await(engine.begin(outer -> {
                    allHold.arrive();
                    return engine.begin(inner -> inner.scalar(Integer.class, "select 1"));
                }))))
                .toList();
        var failures = failures(tasks);

        assertThat(failures)
                .isNotEmpty()
                .hasSizeLessThan(TASKS)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(PoolSelfDeadlock.class)
                        .hasMessageContainingAll(
                                "ER-403", "\"shop\"", "All 4 connections", "taken at", "SelfDeadlockTest"));
        assertThat(Work.one(engine)).isEqualTo(1);
    }

    @EngineTest(drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    @Spec({"PL-15", "R-21"})
    void nestedConnectionsOfTheJdbcFaceAreToldToo(EngineFactory engines) {
        var source = engine(engines).dataSource();
        var allHold = new Meeting(CONNECTIONS);

        var tasks = IntStream.range(0, TASKS)
                .mapToObj(number -> async(() -> {
                    try (var outer = source.getConnection()) {
                        allHold.arrive();
                        try (var inner = source.getConnection()) {
                            return !outer.equals(inner);
                        }
                    }
                }))
                .toList();
        var failures = failures(tasks);

        assertThat(failures)
                .isNotEmpty()
                .hasSizeLessThan(TASKS)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(SQLTransientConnectionException.class)
                        .hasCauseInstanceOf(PoolSelfDeadlock.class));
    }

    @EngineTest
    @Spec("PL-15")
    void aTaskThatCouldStillGiveItsConnectionBackWaitsItsWholePatience(EngineFactory engines)
            throws InterruptedException {
        var time = new VirtualTime();
        var engine = engines.create(options -> options.withPoolSize(1).withTime(time));
        var held = await(engine.connect().start());

        var attempt = engine.connect().start();
        Work.until("it waits", () -> engine.status().waiting() == 1);
        time.advance(engine.options().pool().acquireTimeout().minusMillis(1));
        assertThat(attempt).isNotDone();
        time.advance(Duration.ofMillis(1));

        assertThatThrownBy(() -> await(attempt)).isInstanceOf(PoolSelfDeadlock.class);
        await(held.aclose());
        assertThat(Work.one(engine)).isEqualTo(1);
    }

    @EngineTest
    @Spec("PL-15")
    void aChildThatWaitsForItsBusyParentIsNoDeadlock(EngineFactory engines) throws InterruptedException {
        var time = new VirtualTime();
        var engine = engines.create(options -> options.withPoolSize(1).withTime(time));
        var gate = new CompletableFuture<Integer>();
        var child = new CompletableFuture<CompletableFuture<Integer>>();
        var parent = async(() -> await(engine.begin(connection -> {
            child.complete(async(() -> Work.one(engine)));
            return gate;
        })));
        Work.until("the child waits", () -> engine.status().waiting() == 1 && time.timers() == TIMERS);
        for (var look = 0; look < 5; look++) {
            time.advance(Duration.ofSeconds(1));
            Work.until("it was looked at", () -> time.timers() == TIMERS);
        }
        gate.complete(1);

        assertThat(await(parent)).isEqualTo(1);
        assertThat(await(await(child))).isEqualTo(1);
    }

    @EngineTest
    @Spec("PL-15")
    void whoeverHoldsNothingIsToldOfAnExhaustedPool(EngineFactory engines) throws InterruptedException {
        var time = new VirtualTime();
        var engine = engines.create(options -> options.withPoolSize(1).withTime(time));
        var held = await(engine.connect().start());

        var other = async(() -> await(engine.begin(_ -> CompletableFuture.completedFuture(1))));
        Work.until("it waits", () -> engine.status().waiting() == 1);
        time.advance(engine.options().pool().acquireTimeout());

        assertThatThrownBy(() -> await(other)).isInstanceOf(PoolExhausted.class);
        await(held.aclose());
    }

    private static List<Throwable> failures(List<? extends CompletableFuture<?>> tasks) {
        var failures = new ArrayList<Throwable>();
        for (var task : tasks) {
            var failure = catchThrowable(() -> await(task));
            if (failure != null) {
                failures.add(failure);
            }
        }
        return failures;
    }
}
