package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.CancelScope;
import dev.weft.awaitlet.ScopeTimeout;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.AsyncResult;
import dev.weft.engine.ConnectionStreaming;
import dev.weft.engine.ResultClosed;
import dev.weft.engine.Sql;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When a streamed result is closed, by whom, and what its connection does meanwhile. */
class StreamCloseTest {
    private static final int MANY = 100_000;
    private static final Duration SOON = Duration.ofMillis(200);

    @EngineTest
    @Spec({"EN-16", "UB-1", "PF-23"})
    void itsBlockClosesItWhenTheWorkIsDone(AsyncEngine engine, Database database) {
        try (var connection = engine.connect()) {
            var seen = new AtomicReference<@Nullable AsyncResult>();
            var sum = await(connection.stream(Sql.of(Dialects.numbers(database, 250)), result -> {
                seen.set(result);
                return result.scalars(Long.class)
                        .fetchMany(1000)
                        .thenApply(
                                all -> all.stream().mapToLong(Long::longValue).sum());
            }));

            assertThat(sum).isEqualTo(250L * 251 / 2);
            assertThat(isClosed(seen)).isTrue();
            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
        }
    }

    @EngineTest
    @Spec({"EN-16", "UB-1", "PF-23"})
    void itsBlockClosesItWhenTheWorkStopsEarly(AsyncEngine engine, Database database) {
        try (var connection = engine.connect()) {
            var seen = new AtomicReference<@Nullable AsyncResult>();
            var first = await(connection.stream(Sql.of(Dialects.numbers(database, MANY)), result -> {
                seen.set(result);
                return result.fetchOne();
            }));

            assertThat(first).isPresent();
            assertThat(isClosed(seen)).isTrue();
            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
        }
    }

    @EngineTest(Database.MARIADB)
    @Spec({"EN-16", "UB-1", "PF-23"})
    void aBlockCancelledWhileItOpensLeavesNothingOpen(AsyncEngine engine, Database database) {
        try (var connection = engine.connect()) {
            await(connection.execute("select 1"));
            for (var round = 0; round < 300; round++) {
                var pause = 100 * round;
                var scope = CancelScope.create();
                scope.run(() -> {
                    var block = connection.stream(
                            Sql.of(Dialects.numbers(database, 5)), result -> new CompletableFuture<Void>());
                    for (var i = 0; i < pause; i++) {
                        Thread.onSpinWait();
                    }
                    scope.cancel("enough");
                    await(block); // ends when the block has, whatever it had opened
                });
                assertThat(scope.cancelledCaught()).isTrue();

                await(connection.execute("select 1")); // refused beside an open result
            }
        }
    }

    @EngineTest
    @Spec({"EN-16", "UB-1", "PF-23"})
    void itsBlockClosesItWhenAnExceptionEscapes(AsyncEngine engine, Database database) {
        try (var connection = engine.connect()) {
            var seen = new AtomicReference<@Nullable AsyncResult>();
            Stream.<Function<AsyncResult, CompletionStage<String>>>of(
                            result -> {
                                throw new IllegalStateException("thrown");
                            },
                            result -> result.fetchOne().thenApply(row -> {
                                throw new IllegalStateException("thrown");
                            }),
                            result -> {
                                var row = await(result.fetchOne());
                                throw new IllegalStateException("thrown after " + row);
                            })
                    .forEach(work -> {
                        assertThatThrownBy(() ->
                                        await(connection.stream(Sql.of(Dialects.numbers(database, MANY)), result -> {
                                            seen.set(result);
                                            return work.apply(result);
                                        })))
                                .isInstanceOf(IllegalStateException.class);
                        assertThat(isClosed(seen)).isTrue();
                        assertThat(await(connection.scalar(Integer.class, "select 1")))
                                .hasValue(1);
                    });
        }
    }

    @EngineTest
    @Spec({"EN-16", "UB-1", "SC-15"})
    void itsBlockClosesItWhenTheWorkIsCancelled(AsyncEngine engine, Database database) throws InterruptedException {
        try (var connection = engine.connect()) {
            var seen = new AtomicReference<@Nullable AsyncResult>();
            var never = new CompletableFuture<String>();
            var block = connection.stream(Sql.of(Dialects.numbers(database, MANY)), result -> {
                seen.set(result);
                return result.fetchOne().thenCompose(row -> never);
            });
            Work.until("it is open", () -> seen.get() != null);
            block.cancel(true);
            Work.until("it is closed", () -> isClosed(seen));

            await(connection.rollback());
            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
        }
    }

    @EngineTest
    @Spec({"EN-16", "UB-1"})
    void tryWithResourcesClosesItWhenAnExceptionEscapes(AsyncEngine engine, Database database) {
        try (var connection = engine.connect()) {
            var seen = new AtomicReference<@Nullable AsyncResult>();
            assertThatThrownBy(() -> {
                        try (var result = await(connection.stream(Dialects.numbers(database, MANY)))) {
                            seen.set(result);
                            for (var row : result) {
                                throw new IllegalStateException("at " + row);
                            }
                        }
                    })
                    .isInstanceOf(IllegalStateException.class);

            assertThat(isClosed(seen)).isTrue();
            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
        }
    }

    @EngineTest
    @Spec("EN-33")
    void readsThatNeedNoMoreCloseIt(AsyncEngine engine, Database database) {
        try (var connection = engine.connect()) {
            Stream.<Function<AsyncResult, CompletableFuture<?>>>of(
                            AsyncResult::first,
                            AsyncResult::scalar,
                            result -> result.scalar(Long.class),
                            result -> result.mappings().first(),
                            AsyncResult::all)
                    .forEach(read -> {
                        var result = await(connection.stream(Dialects.numbers(database, 1000)));
                        await(read.apply(result).thenAccept(read1 -> {}));

                        assertThat(result.isClosed()).isTrue();
                        assertThatThrownBy(() -> await(result.fetchOne()))
                                .isInstanceOf(ResultClosed.class)
                                .hasMessageContaining("ER-308")
                                .hasMessageContaining("StreamCloseTest");
                        assertThat(await(connection.scalar(Integer.class, "select 1")))
                                .hasValue(1);
                    });
        }
    }

    @EngineTest
    @Spec("EN-36")
    void aResultWhoseConnectionWentBackSaysWhere(AsyncEngine engine, Database database) {
        var connection = engine.connect();
        var result = await(connection.stream(Dialects.numbers(database, MANY)));
        assertThat(await(result.fetchMany(10))).hasSize(10);
        connection.close();

        assertThat(result.isClosed()).isTrue();
        assertThatThrownBy(() -> await(result.fetchOne()))
                .isInstanceOf(ResultClosed.class)
                .hasMessageContaining("its connection went back to the pool")
                .hasMessageContaining("aResultWhoseConnectionWentBackSaysWhere");
        assertThat(engine.status().inUse()).isZero();
        assertThat(Work.one(engine)).isEqualTo(1);
    }

    @EngineTest
    @Spec("EN-36")
    void aResultWhoseBlockEndedIsClosed(AsyncEngine engine, Database database) {
        var result = await(engine.begin(connection -> connection.stream(Dialects.numbers(database, MANY))));

        assertThatThrownBy(() -> await(result.fetchOne())).isInstanceOf(ResultClosed.class);
        assertThat(result.columns()).hasSize(1);
        await(result.aclose());
    }

    @EngineTest
    @Spec("EN-36")
    void aResultWhoseTransactionEndedSaysWhere(AsyncEngine engine, Database database) {
        try (var connection = engine.connect()) {
            var committed = await(connection.stream(Dialects.numbers(database, MANY)));
            assertThat(await(committed.fetchOne())).isPresent();
            await(connection.commit());
            var undone = await(connection.stream(Dialects.numbers(database, MANY)));
            await(connection.rollback());

            assertThatThrownBy(() -> await(committed.fetchOne()))
                    .isInstanceOf(ResultClosed.class)
                    .hasMessageContaining("its transaction was committed")
                    .hasMessageContaining("aResultWhoseTransactionEndedSaysWhere");
            assertThatThrownBy(() -> await(undone.fetchOne()))
                    .isInstanceOf(ResultClosed.class)
                    .hasMessageContaining("its transaction was rolled back");
            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
        }
    }

    @EngineTest
    @Spec({"EN-36", "EN-27"})
    void aSavepointThatIsRolledBackEndsWhatWasOpenedInsideIt(AsyncEngine engine, Database database) {
        try (var connection = engine.connect()) {
            await(connection.execute("select 1"));
            var savepoint = await(connection.beginNested().start());
            var inside = await(connection.stream(Dialects.numbers(database, MANY)));
            assertThat(await(inside.fetchOne())).isPresent();
            await(savepoint.rollback());

            assertThatThrownBy(() -> await(inside.fetchOne()))
                    .isInstanceOf(ResultClosed.class)
                    .hasMessageContaining("its savepoint was rolled back");
            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
        }
    }

    @EngineTest(except = Database.MARIADB)
    @Spec({"EN-16", "EN-27"})
    void aResultOutlivesASavepointThatIsYounger(AsyncEngine engine, Database database) {
        Work.createTable(engine);
        try (var connection = engine.connect();
                var result = await(connection.stream(Dialects.numbers(database, 250)))) {
            assertThat(await(result.fetchOne())).isPresent();
            var savepoint = await(connection.beginNested().start());
            await(connection.execute("insert into a values (1, 'a1')"));
            await(savepoint.rollback());

            assertThat(await(result.all())).hasSize(249);
        }
    }

    @EngineTest
    @Spec("EN-16")
    void otherStatementsRunBetweenReadsOrAreRefused(AsyncEngine engine, Database database) {
        Work.createTable(engine);
        try (var connection = engine.connect();
                var result = await(connection.stream(Dialects.numbers(database, 300)))) {
            if (Dialects.sharesWithStreams(database)) {
                for (var number : result.scalars(Integer.class)) {
                    await(connection.execute("insert into a values (?, ?)", number, "a"));
                }
                assertThat(await(connection.scalar(Integer.class, "select count(*) from a")))
                        .hasValue(300);
            } else {
                assertThatThrownBy(() -> await(connection.execute("select 1")))
                        .isInstanceOf(ConnectionStreaming.class)
                        .hasMessageContaining("ER-317");
                assertThatThrownBy(() -> await(connection.stream("select 1"))).isInstanceOf(ConnectionStreaming.class);
                assertThatThrownBy(() -> await(connection.runSync(jdbc -> jdbc.getCatalog())))
                        .isInstanceOf(ConnectionStreaming.class);
                assertThatThrownBy(() -> await(connection.beginNested().start()))
                        .isInstanceOf(ConnectionStreaming.class);
                assertThat(await(result.fetchMany(1000))).hasSize(300);
                assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
            }
        }
    }

    @EngineTest
    @Spec({"EN-16", "EN-39", "R-4"})
    void aDeadlineStopsAFetchOnTheServerAndKeepsTheConnection(EngineFactory engines, Database database) {
        var engine = engines.create(options -> options.withPoolSize(1));
        try (var connection = engine.connect()) {
            var result = await(connection.stream(Dialects.slowAfter150Rows(database)));
            assertThat(await(result.fetchMany(100))).hasSize(100);
            var before = System.nanoTime();
            assertThatThrownBy(() -> CancelScope.failAfter(SOON, () -> await(result.fetchMany(100))))
                    .isInstanceOf(ScopeTimeout.class);

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
            assertThatThrownBy(() -> await(result.fetchOne()))
                    .isInstanceOf(ResultClosed.class)
                    .hasMessageContaining("cancelled");
            await(connection.rollback());
            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
        }
        assertThat(engine.status().open()).isEqualTo(1);
    }

    @EngineTest
    @Spec({"EN-16", "EN-33"})
    void closingDoesNotWaitForRowsThatNobodyReads(AsyncEngine engine, Database database) {
        try (var connection = engine.connect()) {
            var before = System.nanoTime();
            var result = await(connection.stream(Dialects.slowAfter150Rows(database)));
            assertThat(await(result.first())).isPresent();

            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @EngineTest
    @Spec({"EN-16", "EN-39"})
    void anOpeningThatIsCancelledLeavesNothingOpen(EngineFactory engines, Database database) {
        var engine = engines.create(options -> options.withPoolSize(1));
        for (var round = 0; round < 20; round++) {
            try (var connection = engine.connect()) {
                await(connection.execute("select 1"));
                var opening = connection.stream(Dialects.numbers(database, MANY));
                opening.cancel(true);
                await(connection.rollback());

                assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
            }
        }
    }

    @EngineTest
    @Spec("EN-24")
    void anotherTaskMayNotReadIt(AsyncEngine engine, Database database) {
        try (var connection = engine.connect();
                var result = await(connection.stream(Dialects.numbers(database, 10)))) {
            var stranger = Work.stranger(() -> await(result.fetchOne()));
            // Of a copy, which is not the stranger: whoever waits for a task lets it act.
            assertThatThrownBy(() -> await(stranger.copy())).hasMessageContaining("ER-305");
            assertThat(await(async(() -> await(result.fetchOne())))).isPresent();
        }
    }

    @EngineTest
    @Spec("EN-16")
    void aQueryThatFailsOpensNothing(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            assertThatThrownBy(() -> await(connection.stream("select nothing from nowhere")))
                    .hasMessageContaining("ER-602");
            await(connection.rollback());
            assertThatThrownBy(() -> await(connection.stream("select ?"))).hasMessageContaining("ER-313");
            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
        }
    }

    private static boolean isClosed(AtomicReference<@Nullable AsyncResult> seen) {
        var result = seen.get();
        return result != null && result.isClosed();
    }
}
