package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.CancelScope;
import dev.weft.engine.AsyncEngine;
import dev.weft.hibernate.shop.Author;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.EngineTest;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.engine.spi.TransactionCompletionCallbacks.BeforeCompletionCallback;

/** Cancelling: what it stops, what it cannot split, and that nothing is left of it. */
@Spec("SE-13")
class SessionCancelTest {
    private static final Duration LONG_AGO = Duration.ofSeconds(5);

    @EngineTest
    void cancellingAnOperationStopsItsStatement(AsyncEngine engine, Database database) {
        try (var shop = Shop.open(engine)) {
            var started = System.nanoTime();
            var answer = CancelScope.moveOnAfter(
                    Duration.ofMillis(200),
                    () -> await(shop.sessions()
                            .begin(session -> session.createNativeQuery(slow(database), Long.class)
                                    .getSingleResult())));

            assertThat(answer).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(LONG_AGO);
            assertThat(engine.status().inUse()).isZero();
            assertThat(shop.count(Author.class)).isZero();
        }
    }

    @EngineTest
    @Spec("SE-20")
    void aCancelledOperationTakesNoConnectionFromItsSession(AsyncEngine engine, Database database) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            await(session.begin());
            var first = CancelScope.moveOnAfter(
                    Duration.ofMillis(200),
                    () -> await(session.createNativeQuery(slow(database), Long.class)
                            .getSingleResult()));
            assertThat(first).isEmpty();
            await(session.rollback());
            await(session.begin(same -> same.persist(new Author("ann"))));

            assertThat(shop.count(Author.class)).isEqualTo(1);
        }
    }

    @EngineTest
    void theFutureOfACancelledStatementIsCancelled(AsyncEngine engine, Database database) {
        try (var shop = Shop.open(engine)) {
            var scope = CancelScope.create();
            var work = new AtomicReference<CompletableFuture<Long>>();
            scope.deadlineAfter(Duration.ofMillis(200)).run(() -> {
                work.set(shop.sessions()
                        .withSession(session -> session.createNativeQuery(slow(database), Long.class)
                                .getSingleResult()));
                await(work.get());
            });

            assertThat(scope.cancelledCaught()).isTrue();
            assertThat(work.get()).isCancelled();
        }
    }

    @EngineTest
    void cancellingABlockRollsBackAndReturnsTheConnection(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var flushed = new CompletableFuture<Void>();
            var block = shop.sessions()
                    .begin(session -> session.persist(new Author("ann"))
                            .thenCompose(done -> session.flush())
                            .thenCompose(done -> {
                                flushed.complete(null);
                                return new CompletableFuture<Void>();
                            }));
            await(flushed);
            block.cancel(true);

            assertThat(block).isCancelled();
            assertThat(shop.count(Author.class)).isZero();
            assertThatThrownBy(() -> await(block)).isInstanceOf(CancellationException.class);
        }
    }

    @EngineTest
    void aCancelThatArrivesDuringTheCommitDoesNotSplitIt(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var block = new CompletableFuture<Runnable>();
            var done = shop.sessions()
                    .begin(session -> session.persist(new Author("ann"))
                            .thenCompose(persisted -> session.runSync(plain -> {
                                plain.unwrap(SessionImplementor.class)
                                        .getTransactionCompletionCallbacks()
                                        .registerCallback((BeforeCompletionCallback) committing ->
                                                await(block.copy()).run());
                                return "registered";
                            })));
            block.complete(() -> done.cancel(true));
            var ended = CancelScope.moveOnAfter(Duration.ofSeconds(10), () -> {
                while (shop.count(Author.class) == 0) {
                    await(CompletableFuture.supplyAsync(() -> null));
                }
                return true;
            });

            assertThat(done).isCancelled();
            assertThat(ended).hasValue(true);
        }
    }

    @EngineTest
    void manyCancelledBlocksLeaveNothingHalfDoneAndNoConnection(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            for (var round = 0; round < 60; round++) {
                var pause = Duration.ofNanos(round * 150_000L);
                var first = "a" + round;
                var second = "b" + round;
                var _ = CancelScope.moveOnAfter(pause, () -> {
                    await(shop.sessions()
                            .begin(session -> session.persist(new Author(first))
                                    .thenCompose(done -> session.persist(new Author(second)))));
                    return true;
                });
            }

            assertThat(engine.status().inUse()).isZero();
            assertThat(shop.count(Author.class) % 2).isZero();
        }
    }

    /** A query that takes longer than the test. */
    private static String slow(Database database) {
        return switch (database) {
            case POSTGRESQL -> "select count(*) from (select pg_sleep(60)) s";
            case MARIADB -> "select sum(sleep(60)) from seq_1_to_3";
            case H2 ->
                "select count(*) from system_range(1, 100000) a, system_range(1, 10000000) b where mod(a.x, 7) = b.x";
            case SQLITE ->
                "with recursive c(x) as (select 1 union all select x + 1 from c where x < 100000000000)"
                        + " select count(*) from c";
        };
    }
}
