package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.DatabaseError;
import dev.weft.engine.ExecutionOptions;
import dev.weft.engine.IsolationLevel;
import dev.weft.engine.Pipeline;
import dev.weft.engine.Result;
import dev.weft.engine.Sql;
import dev.weft.engine.StatementTimeout;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Cancelling one statement of a pipeline: that one alone, on the server too. */
@Spec({"EN-24", "EN-39"})
class PipelineCancelTest {
    private static final String SLOW = "select pg_sleep(30)";

    /** Keeps a block open until the test says so. */
    private record Block<T>(CompletableFuture<T> started, CompletableFuture<Void> ended) {
        static <T> Block<T> create() {
            return new Block<>(new CompletableFuture<>(), new CompletableFuture<>());
        }

        CompletableFuture<Void> hold(T statements) {
            started.complete(statements);
            return ended;
        }

        T statements() {
            return await(started);
        }

        void end(CompletableFuture<Void> block) {
            ended.complete(null);
            await(block);
        }
    }

    private static AsyncConnection autocommit(AsyncEngine engine) {
        var connection = engine.connect();
        return await(connection.withOptions(ExecutionOptions.defaults().withIsolation(IsolationLevel.AUTOCOMMIT)));
    }

    private static void untilSlow(AsyncEngine observer, int wanted) throws InterruptedException {
        Work.until(
                wanted + " run on the server",
                () -> await(observer.begin(connection ->
                                        connection.scalar(Long.class, Dialects.countSlowQueries(Database.POSTGRESQL))))
                                .orElseThrow()
                        == wanted);
    }

    private static int number(CompletableFuture<Result> statement) {
        return await(statement).scalar(Integer.class).orElseThrow();
    }

    @EngineTest(value = Database.POSTGRESQL, poolSize = 2)
    void oneThatHasNotBeenSentIsTakenOut(AsyncEngine engine) {
        Work.createTable(engine);
        await(engine.begin(connection -> connection.execute("create table b (id int)")));
        try (var holder = engine.connect();
                var connection = engine.connect()) {
            await(holder.execute("lock table a in access exclusive mode"));
            var block = Block.<List<CompletableFuture<Result>>>create();
            var running = connection.pipeline(pipeline -> block.hold(List.of(
                    pipeline.execute("select 1"),
                    pipeline.execute("select count(*)::int from a"),
                    pipeline.execute("insert into b values (2)"),
                    pipeline.execute("insert into b values (3)"))));
            var statements = block.statements();
            assertThat(number(statements.getFirst())).isEqualTo(1);
            statements.get(2).cancel(true);
            await(holder.rollback());

            assertThat(number(statements.get(1))).isZero();
            assertThat(await(statements.get(3)).rowCount()).isEqualTo(1);
            block.end(running);
            await(connection.commit());
            assertThat(await(connection.execute("select id from b")).scalars(Integer.class))
                    .containsExactly(3);
        }
    }

    @EngineTest(value = Database.POSTGRESQL, poolSize = 1)
    @Spec("R-4")
    void oneInFlightIsStoppedAndItsTransactionWithIt(AsyncEngine engine, EngineFactory engines)
            throws InterruptedException {
        var observer = engines.create();
        try (var connection = engine.connect()) {
            var session = await(connection.scalar(Long.class, Dialects.sessionId(Database.POSTGRESQL)));
            var block = Block.<List<CompletableFuture<Result>>>create();
            var running = connection.pipeline(pipeline -> block.hold(
                    List.of(pipeline.execute("select 1"), pipeline.execute(SLOW), pipeline.execute("select 2"))));
            var statements = block.statements();
            untilSlow(observer, 1);
            statements.get(1).cancel(true);
            untilSlow(observer, 0);

            assertThat(number(statements.getFirst())).isEqualTo(1);
            assertThat(statements.get(1)).isCancelled();
            assertThatThrownBy(() -> await(statements.get(2)))
                    .isInstanceOfSatisfying(
                            DatabaseError.class,
                            aborted -> assertThat(aborted.sqlState()).hasValue("25P02"));
            block.end(running);
            await(connection.rollback());
            assertThat(await(connection.scalar(Long.class, Dialects.sessionId(Database.POSTGRESQL))))
                    .as("the same session goes on")
                    .isEqualTo(session);
        }
    }

    @EngineTest(value = Database.POSTGRESQL, poolSize = 1)
    @Spec("R-4")
    void outsideATransactionTheOthersGoOn(AsyncEngine engine, EngineFactory engines) throws InterruptedException {
        var observer = engines.create();
        try (var connection = autocommit(engine)) {
            var block = Block.<List<CompletableFuture<Result>>>create();
            var running = connection.pipeline(pipeline -> block.hold(List.of(
                    pipeline.execute("select 1"),
                    pipeline.execute(SLOW),
                    pipeline.execute("select 2"),
                    pipeline.execute("select 3"))));
            var statements = block.statements();
            untilSlow(observer, 1);
            statements.get(1).cancel(true);

            assertThat(List.of(number(statements.get(0)), number(statements.get(2)), number(statements.get(3))))
                    .containsExactly(1, 2, 3);
            untilSlow(observer, 0);
            block.end(running);
        }
    }

    @EngineTest(value = Database.POSTGRESQL, poolSize = 1)
    @Spec("EN-45")
    void theTimeLimitOfOneIsItsOwn(AsyncEngine engine) {
        try (var connection = autocommit(engine)) {
            var block = Block.<List<CompletableFuture<Result>>>create();
            var running = connection.pipeline(pipeline -> block.hold(List.of(
                    pipeline.execute(Sql.of(SLOW).timeout(Duration.ofMillis(100))), pipeline.execute("select 2"))));
            var statements = block.statements();

            assertThatThrownBy(() -> await(statements.getFirst())).isInstanceOf(StatementTimeout.class);
            assertThat(number(statements.get(1))).isEqualTo(2);
            block.end(running);
        }
    }

    @EngineTest(value = Database.POSTGRESQL, backends = Backend.VIRTUAL_THREADS, poolSize = 1)
    @Spec("R-5")
    void theCancelOfOneNeverHitsItsNeighbour(AsyncEngine engine) {
        var seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        try (var connection = autocommit(engine)) {
            for (var round = 0; round < 150; round++) {
                var wanted = round;
                var delay = random.nextInt(1_500);
                var answers = await(connection.pipeline(pipeline -> {
                    var slow = pipeline.execute("select pg_sleep(0.001)");
                    var next = pipeline.execute("select ?::int from pg_sleep(0.002)", wanted);
                    var last = pipeline.execute("select ?::int from pg_sleep(0.001)", -wanted);
                    return pipeline.execute("select 1")
                            .thenCombine(cancelledAfter(delay, slow), (_, _) -> 0)
                            .thenCombine(next, (_, answer) -> answer)
                            .thenCombine(
                                    last,
                                    (one, two) -> List.of(
                                            one.scalar(Integer.class).orElseThrow(),
                                            two.scalar(Integer.class).orElseThrow()));
                }));
                assertThat(answers).as("round %d, seed %d", round, seed).containsExactly(wanted, -wanted);
            }
        }
    }

    /**
     * In a transaction whatever runs behind a cancelled one may fail with it, but never as if it had been cancelled.
     */
    @EngineTest(value = Database.POSTGRESQL, backends = Backend.VIRTUAL_THREADS, poolSize = 1)
    @Spec("R-5")
    void inATransactionWhatIsBehindACancelledOneAnswersOrIsAborted(AsyncEngine engine) {
        var seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        try (var connection = engine.connect()) {
            for (var round = 0; round < 150; round++) {
                var wanted = round;
                var delay = random.nextInt(1_500);
                var answers = await(connection.pipeline(pipeline -> {
                    var before = asked(pipeline, wanted);
                    var slow = pipeline.execute("select pg_sleep(0.001)");
                    var next = asked(pipeline, wanted);
                    var slowToo = pipeline.execute("select pg_sleep(0.002), ?::int", wanted)
                            .handle((_, failure) -> failure == null ? "answered" : told(failure));
                    return before.thenCombine(cancelledAfter(delay, slow), (answer, _) -> List.of(answer))
                            .thenCombine(next, (all, answer) -> List.of(all.getFirst(), answer))
                            .thenCombine(slowToo, (all, answer) -> List.of(all.get(0), all.get(1), answer));
                }));
                await(connection.rollback());
                assertThat(answers.getFirst()).as("before it, seed %d", seed).isEqualTo(String.valueOf(wanted));
                assertThat(answers.get(1)).as("behind it, seed %d", seed).isIn(String.valueOf(wanted), "25P02");
                assertThat(answers.get(2)).as("behind that, seed %d", seed).isIn("answered", "25P02");
                assertThat(await(connection.scalar(Integer.class, "select ?::int", wanted)))
                        .hasValue(wanted);
            }
        }
    }

    private static CompletableFuture<String> asked(Pipeline pipeline, int tag) {
        return pipeline.execute("select ?::int", tag)
                .handle((result, failure) -> failure == null
                        ? String.valueOf(result.scalar(Integer.class).orElseThrow())
                        : told(failure));
    }

    private static String told(Throwable failure) {
        var cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        return cause instanceof DatabaseError error ? error.sqlState().orElse("no state") : cause.toString();
    }

    /** Cancels a statement some microseconds later; completes when it has ended either way. */
    private static CompletableFuture<@Nullable Void> cancelledAfter(int micros, CompletableFuture<Result> statement) {
        var end = statement.<@Nullable Void>handle((_, _) -> null).copy();
        CompletableFuture.delayedExecutor(micros, TimeUnit.MICROSECONDS).execute(() -> statement.cancel(true));
        return end;
    }

    @EngineTest(value = Database.POSTGRESQL, poolSize = 2)
    @Spec("R-4")
    void cancellingTheBlockStopsWhatIsBeingPrepared(AsyncEngine engine) throws InterruptedException {
        Work.createTable(engine);
        try (var holder = engine.connect();
                var connection = engine.connect()) {
            await(holder.execute("lock table a in access exclusive mode"));
            var block = Block.<CompletableFuture<Result>>create();
            var running = connection.pipeline(pipeline -> block.hold(pipeline.execute("select count(*) from a")));
            var _ = block.statements();
            Work.until(
                    "it waits for the lock",
                    () -> await(holder.scalar(
                                            Long.class,
                                            "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"))
                                    .orElseThrow()
                            == 1);
            running.cancel(true);

            assertThatThrownBy(() -> await(running.copy())).isInstanceOf(CancellationException.class);
            await(connection.rollback());
            assertThat(await(connection.scalar(Integer.class, "select 3"))).hasValue(3);
            await(holder.rollback());
        }
    }
}
