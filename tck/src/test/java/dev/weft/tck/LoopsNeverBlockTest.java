package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.CancelScope;
import dev.weft.awaitlet.ScopeTimeout;
import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.ExecutionOptions;
import dev.weft.engine.IsolationLevel;
import dev.weft.engine.LoginRefused;
import dev.weft.engine.Sql;
import dev.weft.engine.StatementRejected;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import dev.weft.vertx.NettyLoops;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The event loops of Vert.x and Reactor are never blocked by an engine: not those on which the native driver lives, and
 * not those that start awaitlets and get their results. It runs in a JVM of its own, with BlockHound.
 */
@Spec("R-19")
class LoopsNeverBlockTest {
    private static final int CALLERS = 6;
    private static final int ROUNDS = 4;
    private static final int ROWS = 2_000;

    @BeforeAll
    static void watch() {
        LoopWatch.install();
    }

    @EngineTest(Database.POSTGRESQL)
    @Timeout(120)
    void nothingThatAnEngineDoesBlocksALoop(EngineFactory engines, Driver driver) {
        var engine = engines.create(options -> options.withPoolSize(3));
        Work.createTable(engine);
        var callers = IntStream.range(0, CALLERS)
                .mapToObj(caller -> async(() -> {
                    for (var round = 0; round < ROUNDS; round++) {
                        transactions(engine, caller * ROUNDS + round);
                        results(engine);
                        cancels(engine);
                    }
                }))
                .toArray(CompletableFuture[]::new);
        await(CompletableFuture.allOf(callers));
        if (driver == Driver.VERTX) {
            notifications(engine);
        }
        refusedLogin(engines);
        await(engine.dispose());
        assertThat(Work.one(engine)).isEqualTo(1);
        await(engine.aclose());

        assertThat(LoopWatch.blocks()).isEmpty();
    }

    private static void transactions(AsyncEngine engine, int id) {
        await(engine.begin(connection -> connection.execute("insert into a values (?, 'kept')", id)));
        try (var connection = engine.connect()) {
            await(connection.execute("update a set data = 'undone' where id = ?", id));
            var savepoint = await(connection.beginNested().start());
            await(connection.executeBatch(
                    Sql.of("update a set data = ? where id = ?"), List.of(List.of("x", id), List.of("y", id))));
            await(savepoint.rollback());
            assertThatThrownBy(() -> await(connection.execute("select * from nowhere")))
                    .isInstanceOf(StatementRejected.class);
            await(connection.rollback());
            assertThat(await(connection.pipeline(pipeline -> pipeline.execute("select data from a where id = ?", id)
                                    .thenCombine(pipeline.execute("select 1"), (first, second) -> first)))
                            .scalar(String.class))
                    .hasValue("kept");
        }
    }

    private static void results(AsyncEngine engine) {
        try (var connection = engine.connect();
                var result =
                        await(connection.stream("select n, 'row ' || n from generate_series(1, ?::int) n", ROWS))) {
            var read = 0;
            for (var rows = await(result.fetchMany(300)); !rows.isEmpty(); rows = await(result.fetchMany(300))) {
                read += rows.size();
            }
            assertThat(read).isEqualTo(ROWS);
        }
    }

    private static void cancels(AsyncEngine engine) {
        try (var connection = await(engine.connect().start())) {
            assertThatThrownBy(() -> CancelScope.failAfter(
                            Duration.ofMillis(10), () -> await(connection.execute("select pg_sleep(60)"))))
                    .isInstanceOf(ScopeTimeout.class);
            await(connection.rollback());
            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
        }
    }

    private static void notifications(AsyncEngine engine) {
        var each = ExecutionOptions.defaults().withIsolation(IsolationLevel.AUTOCOMMIT);
        try (var connection = await(engine.connect().withOptions(each))) {
            try (var jobs = Awaitlets.iterate(connection.notifications("jobs"), 4)) {
                await(connection.execute("select 1"));
                await(engine.begin(other -> other.execute("select pg_notify('jobs', 'one')")));
                assertThat(jobs.next().payload()).isEqualTo("one");
            }
        }
    }

    private static void refusedLogin(EngineFactory engines) {
        var wrong = engines.url().replaceFirst("//([^:/@]+):[^@]*@", "//$1:wrong@");
        var engine = engines.create(wrong, options -> options.withPoolSize(1));
        assertThatThrownBy(() -> Work.one(engine)).isInstanceOf(LoginRefused.class);
    }

    @EngineTest(
            value = Database.POSTGRESQL,
            drivers = Driver.VERTX,
            backends = {Backend.VIRTUAL_THREADS, Backend.VERTX})
    void aBlockOnALoopOfTheDriverIsCaught(AsyncEngine engine) {
        try (var connection = await(engine.connect().start())) {
            var loop = await(blockedOnItsLoop(connection));

            assertThat(new NettyLoops().isEventLoop(loop)).isTrue();
            assertThat(LoopWatch.blocks())
                    .singleElement()
                    .asString()
                    .contains(loop.getName(), "park", "CountDownLatch");
        }
    }

    private static CompletableFuture<Thread> blockedOnItsLoop(AsyncConnection connection) {
        var client = await(connection.raw(PgConnection.class));
        var blocked = new CompletableFuture<Thread>();
        client.query("select 1").execute().onComplete((rows, failure) -> {
            block();
            blocked.complete(Thread.currentThread());
        });
        return blocked;
    }

    @Test
    @Timeout(60)
    void aBlockOnALoopOfReactorIsCaught() {
        var _ = Mono.fromRunnable(LoopsNeverBlockTest::block)
                .subscribeOn(Schedulers.parallel())
                .toFuture()
                .join();

        assertCaught("parallel-");
    }

    private static void assertCaught(String thread) {
        assertThat(LoopWatch.blocks())
                .isNotEmpty()
                .allSatisfy(block -> assertThat(block).contains(thread, "Unsafe#park", "CountDownLatch.await"));
    }

    private static void block() {
        try {
            assertThat(new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS)).isFalse();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
