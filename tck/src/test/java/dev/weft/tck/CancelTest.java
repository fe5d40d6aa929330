package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.CancelScope;
import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.ScopeTimeout;
import dev.weft.engine.AsyncEngine;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;

/** Cancelling work on a database: prompt, as far as the server, and without a lost connection. */
class CancelTest {
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Duration SOON = Duration.ofMillis(200);
    private static final Duration PROMPT = Duration.ofSeconds(3);

    @EngineTest
    @Spec({"EN-39", "R-4", "PF-29", "SC-15"})
    void aDeadlineEndsAQueryAndTheConnectionGoesOn(EngineFactory engines, Database database) {
        var engine = engines.create(options -> options.withPoolSize(1));
        try (var connection = engine.connect()) {
            await(connection.execute("select 1"));
            var before = System.nanoTime();
            assertThatThrownBy(() ->
                            CancelScope.failAfter(SOON, () -> await(connection.execute(Dialects.slowQuery(database)))))
                    .isInstanceOf(ScopeTimeout.class);

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(SOON, PROMPT);
            await(connection.rollback());
            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
        }
        assertThat(Work.one(engine)).isEqualTo(1);
    }

    @EngineTest({Database.POSTGRESQL, Database.MARIADB})
    @Spec({"EN-39", "R-4", "AW-15", "PF-29"})
    void cancellingTheFutureStopsTheQueryOnTheServer(EngineFactory engines, Database database)
            throws InterruptedException {
        var engine = engines.create(options -> options.withPoolSize(1));
        var observer = engines.create();
        try (var connection = engine.connect()) {
            var session = await(connection.scalar(Long.class, Dialects.sessionId(database)));
            var slow = connection.execute(Dialects.slowQuery(database));
            Work.until("the server runs it", () -> slowQueries(observer, database) == 1);
            slow.cancel(true);
            Work.until("the server has stopped it", () -> slowQueries(observer, database) == 0);

            assertThat(slow).isCancelled();
            await(connection.rollback());
            assertThat(await(connection.scalar(Long.class, Dialects.sessionId(database))))
                    .as("the same session goes on")
                    .isEqualTo(session);
        }
    }

    @EngineTest
    @Spec({"EN-39", "PF-29"})
    void aCancelledBlockGivesItsConnectionBackWhileItsQueryRuns(EngineFactory engines, Database database) {
        var engine = engines.create(options -> options.withPoolSize(1));
        Work.createTable(engine);
        var entered = new CompletableFuture<Void>();
        var block = engine.begin(connection -> connection
                .execute("insert into a values (1, 'a1')")
                .thenCompose(inserted -> {
                    entered.complete(null);
                    return connection.execute(Dialects.slowQuery(database));
                }));
        await(entered);
        var before = System.nanoTime();
        block.cancel(true);

        assertThat(Work.rows(engine)).as("rows the next user sees").isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(PROMPT);
    }

    @EngineTest
    @Spec({"UB-2", "PF-30", "ON-3"})
    void twoHundredCancelsOfIdleBlocksLeaveAPoolOfTwoAlive(EngineFactory engines) {
        var engine = engines.create(options -> options.withPoolSize(2));
        for (var round = 0; round < 200; round++) {
            var entered = new CompletableFuture<Void>();
            var block =
                    engine.begin(connection -> connection.execute("select 1").thenCompose(first -> {
                        entered.complete(null);
                        return new CompletableFuture<Void>();
                    }));
            await(entered);
            block.cancel(true);
        }
        for (var user = 0; user < 10; user++) {
            assertThat(Work.one(engine)).isEqualTo(1);
        }
        assertThat(engine.status().open()).isBetween(1, 2);
    }

    @Timeout(120)
    @EngineTest(except = Database.MARIADB, backends = Backend.VIRTUAL_THREADS)
    @Spec({"UB-2", "PF-30", "ON-3", "R-1"})
    void tenThousandCancelsOfIdleBlocksLeakNothing(EngineFactory engines) throws InterruptedException {
        var engine = engines.create(options -> options.withPoolSize(2));
        for (var round = 0; round < 5_000; round++) {
            var entered = List.of(new CompletableFuture<Void>(), new CompletableFuture<Void>());
            var blocks = entered.stream()
                    .map(inside -> engine.begin(
                            connection -> connection.execute("select 1").thenCompose(first -> {
                                inside.complete(null);
                                return new CompletableFuture<Void>();
                            })))
                    .toList();
            entered.forEach(Awaitlets::await);
            blocks.forEach(block -> block.cancel(true));
        }
        for (var user = 0; user < 10; user++) {
            assertThat(Work.one(engine)).isEqualTo(1);
        }
        assertThat(engine.status().open()).isBetween(1, 2);
        Work.until(
                "the connections of the last two are back",
                () -> engine.status().inUse() == 0);
    }

    @EngineTest
    @Spec({"UB-2", "SC-9"})
    void aCancelledScopeAroundAnIdleBlockRollsBack(AsyncEngine engine) {
        Work.createTable(engine);
        var scope = CancelScope.create();
        scope.run(() -> await(engine.begin(connection -> connection
                .execute("insert into a values (1, 'a1')")
                .thenCompose(inserted -> {
                    scope.cancel("enough");
                    return new CompletableFuture<Void>();
                }))));

        assertThat(scope.cancelledCaught()).isTrue();
        assertThat(engine.status().inUse()).isZero();
        assertThat(Work.rows(engine)).isZero();
    }

    @EngineTest
    @Spec({"SC-9", "SC-12", "EN-12"})
    void aCancelledScopeDoesNotKeepAConnectionFromGoingBack(AsyncEngine engine) {
        var scope = CancelScope.create();
        scope.run(() -> {
            try (var connection = engine.connect()) {
                await(connection.execute("select 1"));
                scope.cancel("enough");
                await(connection.execute("select 2"));
            }
        });

        assertThat(scope.cancelledCaught()).isTrue();
        assertThat(engine.status().inUse()).isZero();
    }

    @EngineTest(drivers = Driver.HOSTED)
    @Spec({"SC-9", "SC-17"})
    void inACancelledScopeEveryJdbcCallFailsAsCancelled(AsyncEngine engine) throws SQLException {
        var scope = CancelScope.create();
        try (var connection = engine.dataSource().getConnection()) {
            scope.run(() -> {
                scope.cancel("enough");
                for (var attempt = 0; attempt < 3; attempt++) {
                    assertThatThrownBy(() -> {
                                try (var statement = connection.createStatement()) {
                                    statement.execute("select 1");
                                }
                            })
                            .isInstanceOfSatisfying(
                                    SQLException.class,
                                    failure -> assertThat(failure.getSQLState()).isEqualTo("57014"))
                            .hasCauseInstanceOf(Cancelled.class);
                }
            });
            try (var statement = connection.createStatement()) {
                assertThat(statement.execute("select 1")).isTrue();
            }
        }
    }

    @EngineTest(drivers = Driver.HOSTED)
    @Spec({"SC-9", "PL-10"})
    void aTransactionThatACancelKeptFromBeingBegunChangesNothingForTheNextHolder(EngineFactory engines)
            throws SQLException {
        var engine = engines.create(options -> options.withPoolSize(1));
        Work.createTable(engine);
        var scope = CancelScope.create();
        try (var connection = engine.dataSource().getConnection()) {
            scope.run(() -> {
                scope.cancel("enough");
                connection.setAutoCommit(false);
            });
        }
        assertThatThrownBy(() -> await(engine.begin(connection -> connection
                        .execute("insert into a values (1, 'never')")
                        .thenCompose(done -> CompletableFuture.failedFuture(new IllegalStateException("undo it"))))))
                .hasMessage("undo it");

        assertThat(scope.cancelledCaught()).isTrue();
        assertThat(Work.rows(engine)).as("rows that were rolled back").isZero();
    }

    @EngineTest(drivers = Driver.HOSTED)
    @Spec({"EN-39", "SC-17", "P-5"})
    void aDeadlineStopsABlockingQueryAndTheConnectionGoesOn(EngineFactory engines, Database database)
            throws SQLException {
        var engine = engines.create(options -> options.withPoolSize(1));
        try (var connection = engine.dataSource().getConnection()) {
            var before = System.nanoTime();
            var ended = CancelScope.moveOnAfter(SOON, () -> {
                try (var statement = connection.createStatement()) {
                    return statement.execute(Dialects.slowQuery(database));
                }
            });

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(SOON, PROMPT);
            assertThat(ended).isEmpty();
            try (var statement = connection.createStatement()) {
                assertThat(statement.execute("select 1")).isTrue();
            }
        }
        assertThat(Work.one(engine)).isEqualTo(1);
    }

    @EngineTest({Database.POSTGRESQL, Database.MARIADB})
    @Spec({"EN-39", "R-4"})
    void manyDeadlinesOnOneConnectionDoNotCostItsSession(EngineFactory engines, Database database) {
        var engine = engines.create(options -> options.withPoolSize(1));
        try (var connection = engine.connect()) {
            var session = await(connection.scalar(Long.class, Dialects.sessionId(database)));
            for (var round = 0; round < 30; round++) {
                assertThatThrownBy(() -> CancelScope.failAfter(
                                MOMENT, () -> await(connection.execute(Dialects.slowQuery(database)))))
                        .as("round " + round)
                        .isInstanceOf(ScopeTimeout.class);
                await(connection.rollback());
                assertThat(await(connection.scalar(Long.class, Dialects.sessionId(database))))
                        .as("session after round " + round)
                        .isEqualTo(session);
            }
        }
        assertThat(Work.one(engine)).isEqualTo(1);
    }

    @EngineTest(
            value = {Database.POSTGRESQL, Database.MARIADB},
            drivers = Driver.HOSTED)
    @Spec({"EN-39", "SC-17", "P-5"})
    void manyDeadlinesOnBlockingQueriesDoNotCostTheSession(EngineFactory engines, Database database)
            throws SQLException {
        var engine = engines.create(options -> options.withPoolSize(1));
        try (var connection = engine.dataSource().getConnection()) {
            var session = sessionOf(connection, database);
            for (var round = 0; round < 30; round++) {
                var ended = CancelScope.moveOnAfter(MOMENT, () -> {
                    try (var statement = connection.createStatement()) {
                        return statement.execute(Dialects.slowQuery(database));
                    }
                });
                assertThat(ended).as("round " + round).isEmpty();
                assertThat(sessionOf(connection, database))
                        .as("session after round " + round)
                        .isEqualTo(session);
            }
        }
        assertThat(Work.one(engine)).isEqualTo(1);
    }

    @EngineTest
    @Spec({"EN-39", "R-5"})
    void aCancelNeverHitsTheNextStatement(EngineFactory engines) {
        var engine = engines.create(options -> options.withPoolSize(1));
        for (var round = 0; round < 100; round++) {
            var query = engine.begin(connection -> connection.scalar(Integer.class, "select 1"));
            CompletableFuture.delayedExecutor(round * 20L, TimeUnit.MICROSECONDS)
                    .execute(() -> query.cancel(true));
            try {
                assertThat(await(query.copy())).hasValue(1);
            } catch (CancellationException cancelled) {
                assertThat(query).isCancelled();
            }
            assertThat(Work.one(engine)).isEqualTo(1);
        }
    }

    @EngineTest
    @Spec({"AW-15", "EN-6"})
    void cancellingAnAwaitletEndsTheQueryItAwaits(EngineFactory engines, Database database)
            throws InterruptedException {
        var engine = engines.create(options -> options.withPoolSize(1));
        var caller = async(() -> await(engine.begin(connection -> connection.execute(Dialects.slowQuery(database)))));
        Work.until("it has a connection", () -> engine.status().inUse() == 1);
        caller.cancel(true);
        Work.until("the connection is back", () -> engine.status().inUse() == 0);

        assertThat(Work.one(engine)).isEqualTo(1);
    }

    private static long sessionOf(Connection connection, Database database) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(Dialects.sessionId(database))) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }

    private static long slowQueries(AsyncEngine observer, Database database) {
        return await(observer.begin(connection -> connection.scalar(Long.class, Dialects.countSlowQueries(database))))
                .orElseThrow();
    }
}
