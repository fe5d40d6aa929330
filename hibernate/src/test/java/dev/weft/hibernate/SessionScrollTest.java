package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.AsyncEngine;
import dev.weft.hibernate.shop.Shelf;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.EngineTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.hibernate.Session;
import org.hibernate.SessionEventListener;
import org.hibernate.engine.spi.SessionImplementor;

/** Results that are read as they are asked for, on every database. */
@Spec({"SE-3", "SE-26"})
class SessionScrollTest {
    private static final int SHELVES = 7;
    private static final int TEXTS = 20_000;
    private static final int TEXT_LENGTH = 10_000;
    private static final long A_QUARTER = (long) TEXTS * TEXT_LENGTH / 4;

    @EngineTest
    void aScrollReadsOnChunkByChunkWithOtherOperationsBetween(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(SHELVES);
            var read = new ArrayList<List<Integer>>();
            await(shop.sessions().begin(session -> {
                var scroll = await(session.createSelectionQuery("from Shelf order by id", Shelf.class)
                        .scroll(3));
                for (var next = await(scroll.next()); !next.isEmpty(); next = await(scroll.next())) {
                    read.add(next.stream().map(Shelf::getId).toList());
                    assertThat(await(session.createSelectionQuery("select count(*) from Shelf", Long.class)
                                    .getSingleResult()))
                            .isEqualTo(SHELVES);
                }
                return scroll.aclose();
            }));

            assertThat(read).containsExactly(List.of(1, 2, 3), List.of(4, 5, 6), List.of(7));
        }
    }

    @EngineTest
    void aScrollThatIsNotReadToItsEndLeavesTheSessionUsable(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            shop.shelves(SHELVES);
            await(session.begin());
            var query = session.createSelectionQuery("from Shelf order by id", Shelf.class);
            var scroll = await(query.scroll(2));
            var first = await(scroll.next());
            await(scroll.aclose());
            await(scroll.aclose());

            assertThat(first).hasSize(2);
            assertThat(await(scroll.next())).isEmpty();
            assertThat(await(query.getResultCount())).isEqualTo(SHELVES);
            await(session.rollback());
        }
    }

    @EngineTest
    void aSessionThatIsClearedBetweenChunksReadsOn(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(SHELVES);
            var read = new ArrayList<Integer>();
            await(shop.sessions().begin(session -> {
                var scroll = await(session.createSelectionQuery("from Shelf order by id", Shelf.class)
                        .scroll(2));
                for (var next = await(scroll.next()); !next.isEmpty(); next = await(scroll.next())) {
                    await(session.clear());
                    next.forEach(shelf -> read.add(shelf.getId()));
                    assertThat(await(session.contains(next.getFirst()))).isFalse();
                }
                return scroll.aclose();
            }));

            assertThat(read).containsExactly(1, 2, 3, 4, 5, 6, 7);
        }
    }

    @EngineTest(backends = Backend.VIRTUAL_THREADS) // each reads 200 MB
    void aScrollHoldsItsChunkInMemoryAndNotItsResults(AsyncEngine engine, Database database) {
        try (var shop = Shop.open(engine)) {
            var grown = await(shop.sessions().begin(session -> {
                if (database == Database.H2) { // which gathers all of a result before it answers, unless told otherwise
                    await(session.createNativeMutationQuery("set lazy_query_execution true")
                            .executeUpdate());
                }
                var before = heapInUse();
                var scroll = await(
                        session.createNativeQuery(texts(database), String.class).scroll(50));
                for (var chunk = 0; chunk < 20; chunk++) {
                    assertThat(await(scroll.next())).hasSize(50);
                }
                var after = heapInUse();
                return scroll.aclose().thenApply(_ -> after - before);
            }));

            assertThat(grown).as("bytes of %d texts in memory", TEXTS).isLessThan(A_QUARTER);
        }
    }

    /** Twenty thousand texts of ten thousand letters, no two of them the same. */
    private static String texts(Database database) {
        return switch (database) {
            case POSTGRESQL -> "select repeat('x', 10000) || n as line from generate_series(1, 20000) as s (n)";
            case MARIADB -> "select concat(repeat('x', 10000), seq) as line from seq_1_to_20000";
            case H2 -> "select repeat('x', 10000) || x as line from system_range(1, 20000)";
            case SQLITE ->
                "with recursive s (n) as (select 1 union all select n + 1 from s where n < 20000)"
                        + " select hex(zeroblob(5000)) || n as line from s";
        };
    }

    private static long heapInUse() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @EngineTest
    void aScrollThatIsCancelledAsItOpensIsClosedAgain(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            shop.shelves(SHELVES);
            await(session.begin());
            var cancel = new CompletableFuture<Runnable>();
            await(session.runSync(plain -> {
                plain.addEventListeners(new WhenExecuted(cancel));
                return plain;
            }));
            var scroll = session.createSelectionQuery("from Shelf", Shelf.class).scroll(2);
            cancel.complete(() -> scroll.cancel(true));

            await(session.runSync(plain -> plain)); // by whose turn the close has got in line
            assertThat(await(session.runSync(SessionScrollTest::hasOpenStatements)))
                    .as("statements left open")
                    .isFalse();
            assertThat(scroll).isCancelled();
            await(session.rollback());
        }
    }

    /** Does something as soon as a statement has been executed and its results are there to be read. */
    private static final class WhenExecuted implements SessionEventListener {
        private static final long serialVersionUID = 1L;

        private final transient CompletableFuture<Runnable> action;

        WhenExecuted(CompletableFuture<Runnable> action) {
            this.action = action;
        }

        @Override
        public void jdbcExecuteStatementEnd() {
            await(action.copy()).run();
        }
    }

    private static boolean hasOpenStatements(Session session) {
        return session.unwrap(SessionImplementor.class)
                .getJdbcCoordinator()
                .getLogicalConnection()
                .getResourceRegistry()
                .hasRegisteredResources();
    }
}
