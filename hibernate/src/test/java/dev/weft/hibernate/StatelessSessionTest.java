package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.ResourceClosed;
import dev.weft.engine.TransactionInactive;
import dev.weft.hibernate.shop.Author;
import dev.weft.hibernate.shop.Book;
import dev.weft.hibernate.shop.Shelf;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineTest;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.hibernate.Hibernate;
import org.hibernate.LockMode;

/** A session that keeps no entities, on every database. */
@Spec({"SE-21", "SE-26"})
class StatelessSessionTest {
    @EngineTest
    void eachVerbIsItsStatement(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            await(shop.sessions().beginStateless(session -> {
                var shelf = new Shelf(1, "a", 1, 0);
                assertThat(await(session.insert(shelf))).isEqualTo(1);
                shelf.setBooks(4);
                await(session.update(shelf));
                shelf.setBooks(0);
                await(session.refresh(shelf));
                assertThat(shelf.getBooks()).isEqualTo(4);
                assertThat(await(session.getIdentifier(shelf))).isEqualTo(1);
                assertThat(await(session.get(Shelf.class, 1, LockMode.PESSIMISTIC_WRITE)))
                        .isNotSameAs(shelf);
                await(session.delete(shelf));
                return session.get(Shelf.class, 1)
                        .thenAccept(gone -> assertThat(gone).isNull());
            }));

            assertThat(shop.count(Shelf.class)).isZero();
        }
    }

    @EngineTest
    void severalAreWrittenAndReadAtOnce(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var shelves = List.of(new Shelf(1, "a", 1, 0), new Shelf(2, "a", 2, 0), new Shelf(3, "a", 3, 0));
            var read = await(shop.sessions().beginStateless(session -> {
                await(session.setBatchSize(2));
                await(session.insertMultiple(shelves));
                shelves.forEach(shelf -> shelf.setBooks(9));
                await(session.updateMultiple(shelves));
                await(session.deleteMultiple(List.of(shelves.getFirst())));
                return session.getMultiple(Shelf.class, List.of(3, 1, 2));
            }));

            assertThat(read.get(1)).isNull();
            assertThat(Objects.requireNonNull(read.get(0)).getBooks()).isEqualTo(9);
            assertThat(Objects.requireNonNull(read.get(2)).getId()).isEqualTo(2);
        }
    }

    @EngineTest
    void anUpsertInsertsOrUpdates(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(1);
            var changed = new Shelf(1, "a", 1, 8);
            var added = new Shelf(2, "a", 2, 0);
            await(shop.sessions()
                    .beginStateless(session -> session.upsert(changed).thenCompose(_ -> session.upsert(added))));
            var books = await(shop.sessions()
                    .withStatelessSession(session -> session.createSelectionQuery(
                                    "select books from Shelf order by id", Integer.class)
                            .getResultList()));

            assertThat(books).containsExactly(8, 0);
        }
    }

    @EngineTest
    @Spec("SE-15")
    void anAssociationIsFetched(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("ann", "one", "two");
            await(shop.sessions().withStatelessSession(session -> {
                var author = Objects.requireNonNull(await(session.get(Author.class, id)));
                assertThat(Hibernate.isInitialized(author.getBooks())).isFalse();
                return session.fetch(author.getBooks())
                        .thenAccept(books ->
                                assertThat(books).extracting(Book::getTitle).containsExactlyInAnyOrder("one", "two"));
            }));
        }
    }

    @EngineTest
    @Spec({"SE-7", "SE-9"})
    void whatIsNotCommittedIsRolledBack(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var session = shop.sessions().openStatelessSession();
            await(session.begin());
            await(session.insert(new Shelf(1, "a", 1, 0)));
            await(session.commit());
            await(session.begin());
            await(session.insert(new Shelf(2, "a", 2, 0)));
            await(session.aclose());

            assertThat(shop.count(Shelf.class)).isEqualTo(1);
            assertThat(session.isClosed()).isTrue();
            assertThatThrownBy(() -> await(session.insert(new Shelf(3, "a", 3, 0))))
                    .isInstanceOf(ResourceClosed.class);
        }
    }

    @EngineTest
    @Spec({"SE-7", "SE-21"})
    void aBlockThatFailsIsRolledBackAndTheSessionGoesOn(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            await(shop.sessions().withStatelessSession(session -> {
                var failure = new IllegalStateException("thrown by the work");
                assertThatThrownBy(() -> await(session.begin(inner -> inner.insert(new Shelf(1, "a", 1, 0))
                                .thenCompose(_ -> CompletableFuture.failedFuture(failure)))))
                        .isSameAs(failure);
                assertThatThrownBy(() -> await(session.commit())).isInstanceOf(TransactionInactive.class);
                return session.<Object>begin(inner -> inner.insert(new Shelf(2, "a", 2, 0)));
            }));

            assertThat(shop.count(Shelf.class)).isEqualTo(1);
        }
    }

    @EngineTest
    @Spec({"SE-20", "SE-22"})
    void operationsAreQueuedInTheirOrder(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            await(shop.sessions().beginStateless(session -> {
                var _ = session.insert(new Shelf(1, "a", 1, 0));
                var _ = session.update(new Shelf(1, "a", 1, 5));
                return session.get(Shelf.class, 1)
                        .thenAccept(shelf ->
                                assertThat(shelf).extracting(Shelf::getBooks).isEqualTo(5));
            }));
        }
    }

    @EngineTest
    @Spec("SE-10")
    void blockingStyleCodeWorksOnThePlainSession(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = await(shop.sessions()
                    .beginStateless(session -> session.runSync(plain -> plain.insert(new Shelf(7, "a", 1, 0)))));

            assertThat(id).isEqualTo(7);
        }
    }
}
