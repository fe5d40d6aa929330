package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.CancelReason.Kind;
import dev.weft.awaitlet.Cancelled;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.CommitOutcomeUnknown;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;

/** An interrupt by foreign code: a cancel of the awaitlet that was hit, as far as the server. */
@Spec({"R-18", "AW-22", "P-5"})
class RawInterruptTest {
    private static final int INTERRUPTS = 1_000;
    private static final int AT_A_TIME = 4;
    private static final int LATEST_MICROS = 15_000;

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.HOSTED)
    void anInterruptOfABlockingQueryStopsItOnTheServer(EngineFactory engines, Database database) throws Exception {
        var engine = engines.create(options -> options.withPoolSize(1));
        var observer = engines.create();
        var thread = new CompletableFuture<Thread>();
        var flag = new CompletableFuture<Boolean>();
        var work = async(() -> {
            thread.complete(Thread.currentThread());
            try (var connection = engine.dataSource().getConnection();
                    var statement = connection.createStatement()) {
                return statement.execute(Dialects.slowQuery(database));
            } catch (SQLException failure) {
                flag.complete(Thread.currentThread().isInterrupted());
                assertThat(failure.getSQLState()).isEqualTo("57014");
                throw failure;
            }
        });
        Work.until("the server runs it", () -> slowQueries(observer, database) == 1);
        await(thread).interrupt();

        assertThatThrownBy(() -> await(work)).isInstanceOfSatisfying(Cancelled.class, RawInterruptTest::isAnInterrupt);
        assertThat(await(flag)).as("the flag is still there").isTrue();
        Work.until("the server has stopped it", () -> slowQueries(observer, database) == 0);
        assertThat(engine.status().inUse()).isZero();
        assertThat(Work.one(engine)).isEqualTo(1);
    }

    @EngineTest({Database.POSTGRESQL, Database.MARIADB})
    void anInterruptOfAnAwaitedQueryStopsItAndLeavesTheSession(EngineFactory engines, Database database)
            throws Exception {
        var engine = engines.create(options -> options.withPoolSize(1));
        var observer = engines.create();
        var before = session(engine, database);
        var thread = new CompletableFuture<Thread>();
        var work = async(() -> {
            thread.complete(Thread.currentThread());
            return await(engine.begin(connection -> connection.execute(Dialects.slowQuery(database))));
        });
        Work.until("the server runs it", () -> slowQueries(observer, database) == 1);
        await(thread).interrupt();

        assertThatThrownBy(() -> await(work)).isInstanceOfSatisfying(Cancelled.class, RawInterruptTest::isAnInterrupt);
        assertThat(slowQueries(observer, database)).isZero();
        assertThat(session(engine, database)).isEqualTo(before);
    }

    @EngineTest(drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS, poolSize = 1)
    void anInterruptThatIsThereBeforeTheCallCostsNothing(AsyncEngine engine) throws SQLException {
        var work = async(() -> {
            try (var connection = engine.dataSource().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("select 1");
                Thread.currentThread().interrupt();
                return statement.execute("select 2");
            }
        });
        assertThatThrownBy(() -> await(work)).isInstanceOfSatisfying(Cancelled.class, RawInterruptTest::isAnInterrupt);
        assertThat(engine.status().open()).as("the connection is still there").isEqualTo(1);
        assertThat(Work.one(engine)).isEqualTo(1);
    }

    @Timeout(60)
    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    void aThousandInterruptsOfBlockingCodeLeakNothing(EngineFactory engines) throws Exception {
        var engine = engines.create(options -> options.withPoolSize(3));
        interruptAtRandom(engine, () -> {
            try (var connection = engine.dataSource().getConnection();
                    var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("select pg_sleep(0.001)");
                statement.execute("select pg_sleep(0.001)");
                connection.commit();
            }
            return 1;
        });
        assertNothingRuns(engines);
    }

    @Timeout(60)
    @EngineTest(value = Database.POSTGRESQL, backends = Backend.VIRTUAL_THREADS)
    void aThousandInterruptsOfAwaitsLeakNothing(EngineFactory engines) throws Exception {
        var engine = engines.create(options -> options.withPoolSize(3));
        interruptAtRandom(
                engine,
                () -> await(engine.begin(connection -> connection
                        .execute("select pg_sleep(0.001)")
                        .thenCompose(first -> connection.execute("select pg_sleep(0.001)"))
                        .thenApply(second -> 1))));
        assertNothingRuns(engines);
    }

    private static void interruptAtRandom(AsyncEngine engine, Callable<Integer> code) throws Exception {
        var seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        var done = new AtomicInteger();
        var cancelled = new AtomicInteger();
        var unknown = new AtomicInteger();
        for (var round = 0; round < INTERRUPTS / AT_A_TIME; round++) {
            var works = new ArrayList<CompletableFuture<Integer>>();
            for (var i = 0; i < AT_A_TIME; i++) {
                var thread = new CompletableFuture<Thread>();
                works.add(async(() -> {
                    thread.complete(Thread.currentThread());
                    return code.call();
                }));
                CompletableFuture.delayedExecutor(random.nextInt(LATEST_MICROS), TimeUnit.MICROSECONDS)
                        .execute(() -> thread.join().interrupt());
            }
            for (var work : works) {
                try {
                    done.addAndGet(await(work.copy()));
                } catch (Cancelled expected) {
                    isAnInterrupt(expected);
                    cancelled.incrementAndGet();
                } catch (Throwable other) {
                    if (!(other.getCause() instanceof CommitOutcomeUnknown)) {
                        throw new AssertionError("seed " + seed + ", round " + round, other);
                    }
                    unknown.incrementAndGet();
                }
            }
            assertThat(engine.status().inUse())
                    .as("seed %d, round %d", seed, round)
                    .isZero();
        }
        System.out.println("seed " + seed + ": " + done + " ended, " + cancelled + " were cancelled, " + unknown
                + " at their commit");
        assertThat(cancelled).as("seed %d", seed).hasPositiveValue();
        for (var user = 0; user < 6; user++) {
            assertThat(Work.one(engine)).isEqualTo(1);
        }
    }

    private static void assertNothingRuns(EngineFactory engines) throws InterruptedException {
        var observer = engines.create(options -> options.withPoolSize(1));
        Work.until(
                "nothing runs on the server",
                () -> await(observer.begin(connection -> connection.scalar(
                                        Long.class,
                                        "select count(*) from pg_stat_activity where datname = current_database() "
                                                + "and state <> 'idle' and pid <> pg_backend_pid()")))
                                .orElseThrow()
                        == 0);
    }

    private static void isAnInterrupt(Cancelled cancelled) {
        assertThat(cancelled.reason().kind()).isEqualTo(Kind.INTERRUPTED);
    }

    private static long session(AsyncEngine engine, Database database) {
        return await(engine.begin(connection -> connection.scalar(Long.class, Dialects.sessionId(database))))
                .orElseThrow();
    }

    private static long slowQueries(AsyncEngine observer, Database database) {
        return await(observer.begin(connection -> connection.scalar(Long.class, Dialects.countSlowQueries(database))))
                .orElseThrow();
    }
}
