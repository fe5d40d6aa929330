package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.TransactionInactive;
import dev.weft.hibernate.shop.Author;
import dev.weft.hibernate.shop.Book;
import dev.weft.hibernate.shop.Shelf;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineTest;
import jakarta.persistence.EntityNotFoundException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.hibernate.cfg.AvailableSettings;

/** What users of Hibernate Reactive know, or would have liked to: overlapping calls, flushes, and what it refuses. */
class SessionContractTest {
    @EngineTest
    @Spec("SE-22")
    void overlappingCallsRunInTheirOrder(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            await(shop.sessions().begin(session -> {
                var all = IntStream.rangeClosed(1, 20)
                        .mapToObj(id -> session.persist(new Shelf(id, "a", id, id)))
                        .toList();
                var changed = session.createMutationQuery("update Shelf set books = books + 100")
                        .executeUpdate();
                var sum = session.createSelectionQuery("select sum(books) from Shelf", Long.class)
                        .getSingleResult();
                assertThat(await(changed)).as("rows that were there").isEqualTo(20);
                all.forEach(Awaitlets::await);
                return sum.thenAccept(total -> assertThat(total).isEqualTo(20 * 100 + 210));
            }));
        }
    }

    @EngineTest
    @Spec("SE-22")
    void aCallThatFailsDoesNotStopTheOnesBehindIt(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            shop.shelves(2);
            var first = session.getOne(Shelf.class, 1);
            var second = session.getOne(Shelf.class, 99);
            var third = session.getOne(Shelf.class, 2);

            assertThat(await(third).getRoom()).isEqualTo("b");
            assertThat(await(first).getRoom()).isEqualTo("a");
            assertThatThrownBy(() -> await(second)).isInstanceOf(EntityNotFoundException.class);
        }
    }

    @EngineTest
    @Spec("SE-23")
    void aFlushOutsideATransactionIsRefusedWithItsCure(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            await(session.persist(new Shelf(1, "a", 1, 0)));
            assertThatThrownBy(() -> await(session.flush()))
                    .isInstanceOf(TransactionInactive.class)
                    .hasMessageContainingAll("ER-311", "flush", "begin()");
            await(session.begin());
            await(session.commit());

            assertThat(shop.count(Shelf.class)).isEqualTo(1);
        }
    }

    @EngineTest
    @Spec("SE-23")
    void aFlushOutsideATransactionWritesWhereThatIsAllowed(AsyncEngine engine) {
        var options = SessionOptions.defaults().withSetting(AvailableSettings.ALLOW_UPDATE_OUTSIDE_TRANSACTION, true);
        try (var shop = Shop.open(engine, options)) {
            await(shop.sessions()
                    .withSession(
                            session -> session.persist(new Shelf(1, "a", 1, 0)).thenCompose(_ -> session.flush())));

            assertThat(shop.count(Shelf.class)).isEqualTo(1);
            assertThat(engine.status().inUse()).isZero();
        }
    }

    @EngineTest
    @Spec("SE-23")
    void theEndOfATransactionFlushesAndSoDoesAQueryInIt(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var seen = await(shop.sessions()
                    .begin(session -> session.persist(new Shelf(1, "a", 1, 0))
                            .thenCompose(_ -> session.createSelectionQuery("select count(*) from Shelf", Long.class)
                                    .getSingleResult())
                            .thenCompose(count ->
                                    session.persist(new Shelf(2, "b", 2, 0)).thenApply(_ -> count))));

            assertThat(seen).isEqualTo(1);
            assertThat(shop.count(Shelf.class)).isEqualTo(2);
        }
    }

    @EngineTest
    @Spec({"SE-16", "SE-24"})
    void anAssociationThatWasNotLoadedIsNamedWithItsCure(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var author = shop.detached(shop.author("ann", "t1"));

            assertThatThrownBy(() -> author.getBooks().size())
                    .isInstanceOf(LazyLoadOutsideScope.class)
                    .hasMessageContainingAll("ER-502", "Author.books", "session.fetch(author.getBooks())");
        }
    }

    @EngineTest
    @Spec({"SE-20", "SE-24"})
    void aCallFromAnotherThreadIsNoErrorButOneOfAnotherTaskIs(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            shop.shelves(1);
            var fromOutside = OutsideAwaitlets.call(() -> session.find(Shelf.class, 1));
            var shelf = await(fromOutside);
            assertThat(shelf).isNotNull().isSameAs(await(session.find(Shelf.class, 1)));
            var used = new CompletableFuture<Void>();
            var done = new CompletableFuture<Void>();
            var mine = shop.sessions().openSession();
            var owner = async(() -> {
                await(mine.find(Shelf.class, 1));
                used.complete(null);
                await(done.copy());
            });
            await(used.copy());

            assertThatThrownBy(() -> await(mine.find(Shelf.class, 1)))
                    .isInstanceOf(SessionSharedAcrossTasks.class)
                    .hasMessageContaining("ER-501");
            done.complete(null);
            await(owner);
            await(mine.aclose());
        }
    }

    @EngineTest
    @Spec("SE-24")
    void jdbcMayBeAskedFor(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(3);
            var rows = await(shop.sessions()
                    .begin(session -> session.<List<Integer>>doReturningWork(connection -> {
                        try (var statement = connection.prepareStatement("select id from Shelf order by id");
                                var result = statement.executeQuery()) {
                            var all = new java.util.ArrayList<Integer>();
                            while (result.next()) {
                                all.add(result.getInt(1));
                            }
                            return all;
                        }
                    })));

            assertThat(rows).containsExactly(1, 2, 3);
        }
    }

    @EngineTest
    @Spec("SE-22")
    void overlappingCallsOfAStatelessSessionRunInTheirOrder(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var author = new Author("ann");
            await(shop.sessions().beginStateless(session -> {
                var inserted = session.insert(author);
                var book = inserted.thenCompose(_ -> session.insert(new Book("t1", author)));
                return book.thenCompose(_ -> session.upsert(author));
            }));

            assertThat(shop.count(Book.class)).isEqualTo(1);
        }
    }
}
