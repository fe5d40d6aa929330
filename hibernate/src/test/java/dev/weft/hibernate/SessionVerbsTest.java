package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncEngine;
import dev.weft.hibernate.shop.Author;
import dev.weft.hibernate.shop.Book;
import dev.weft.hibernate.shop.Shelf;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineTest;
import jakarta.persistence.EntityNotFoundException;
import jakarta.persistence.LockModeType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hibernate.FlushMode;
import org.hibernate.Hibernate;
import org.hibernate.UnknownFilterException;

/** The verbs of a session beside the usual ones, and its settings, on every database. */
@Spec("SE-26")
class SessionVerbsTest {
    @EngineTest
    @Spec("SE-4")
    void findMultipleAnswersInTheOrderOfTheIdentifiers(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(3);
            var found =
                    await(shop.sessions().withSession(session -> session.findMultiple(Shelf.class, List.of(3, 99, 1))));

            assertThat(found.get(1)).isNull();
            assertThat(Arrays.asList(found.get(0), found.get(2)))
                    .extracting(Shelf::getId)
                    .containsExactly(3, 1);
            assertThat(shop.statements()).hasSize(1);
        }
    }

    @EngineTest
    void anEntityIsFoundByItsNaturalIdentifier(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(3);
            await(shop.sessions().withSession(session -> {
                var found = await(session.findByNaturalId(Shelf.class, Map.of("room", "b", "number", 2)));
                var nothing = await(session.findByNaturalId(Shelf.class, Map.of("room", "b", "number", 3)));

                assertThat(found).extracting(Shelf::getId).isEqualTo(2);
                assertThat(nothing).isNull();
                return session.clear();
            }));
        }
    }

    @EngineTest
    @Spec("SE-15")
    void aReferenceIsReadWhenItIsNeeded(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("ann");
            await(shop.sessions().withSession(session -> {
                var reference = await(session.getReference(Author.class, id));
                assertThat(shop.statements()).isEmpty();
                assertThat(await(session.unproxy(reference)).getName()).isEqualTo("ann");
                assertThat(shop.statements()).hasSize(1);
                return session.clear();
            }));
        }
    }

    @EngineTest
    @Spec("SE-17")
    void anAttributeIsFetchedWithWhatIsReadOnTheWay(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var _ = shop.author("ann", "one", "two");
            var books = await(shop.sessions()
                    .withSession(session -> session.createSelectionQuery("from Book where title = 'one'", Book.class)
                            .getSingleResult()
                            .thenCompose(book ->
                                    session.fetch(book, one -> one.getAuthor().getBooks()))));

            assertThat(Hibernate.isInitialized(books)).isTrue();
            assertThat(books).extracting(Book::getTitle).containsExactlyInAnyOrder("one", "two");
        }
    }

    @EngineTest
    @Spec("SE-6")
    void severalAreMergedRefreshedAndRemovedAtOnce(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(2);
            var detached = await(shop.sessions()
                    .withSession(session -> session.createSelectionQuery("from Shelf order by id", Shelf.class)
                            .getResultList()));
            detached.forEach(shelf -> shelf.setBooks(40));
            await(shop.sessions()
                    .begin(session -> session.mergeAll(detached).thenCompose(merged -> {
                        assertThat(merged).extracting(Shelf::getId).containsExactly(1, 2);
                        return session.flush().thenCompose(_ -> session.refreshAll(merged.toArray()));
                    })));
            await(shop.sessions().begin(session -> {
                var all = await(session.createSelectionQuery("from Shelf where books = 40", Shelf.class)
                        .getResultList());
                assertThat(all).hasSize(2);
                return session.removeAll(all.toArray());
            }));

            assertThat(shop.count(Shelf.class)).isZero();
        }
    }

    @EngineTest
    void anEntityIsLockedAndItsIdentifierTold(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(1);
            await(shop.sessions().begin(session -> {
                var shelf = await(session.getReference(Shelf.class, 1));
                await(session.lock(await(session.unproxy(shelf)), LockModeType.PESSIMISTIC_WRITE));

                assertThat(await(session.getIdentifier(shelf))).isEqualTo(1);
                assertThat(await(session.getLockMode(await(session.unproxy(shelf)))))
                        .isEqualTo(LockModeType.PESSIMISTIC_WRITE);
                return session.flush();
            }));
        }
    }

    @EngineTest
    @Spec("SE-5")
    void aSessionKnowsWhetherAFlushWouldWriteAnything(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(1);
            await(shop.sessions().begin(session -> {
                var shelf = await(session.unproxy(await(session.getReference(Shelf.class, 1))));
                assertThat(await(session.isDirty())).isFalse();
                shelf.setBooks(7);
                assertThat(await(session.isDirty())).isTrue();
                return session.flush();
            }));
        }
    }

    @EngineTest
    @Spec("SE-2")
    void withManualFlushesNothingIsWrittenByItself(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            await(shop.sessions().begin(session -> {
                var _ = session.setFlushMode(FlushMode.MANUAL);
                var _ = session.persist(new Shelf(1, "a", 1, 0));
                return session.getFlushMode()
                        .thenAccept(mode -> assertThat(mode).isEqualTo(FlushMode.MANUAL));
            }));

            assertThat(shop.count(Shelf.class)).isZero();
        }
    }

    @EngineTest
    void changesOfWhatIsReadOnlyAreNotWritten(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(2);
            await(shop.sessions().begin(session -> {
                await(session.setDefaultReadOnly(true));
                var all = await(session.createSelectionQuery("from Shelf order by id", Shelf.class)
                        .getResultList());
                await(session.setReadOnly(all.getLast(), false));
                all.forEach(shelf -> shelf.setBooks(50));
                assertThat(await(session.isReadOnly(all.getFirst()))).isTrue();
                return session.flush();
            }));
            var changed = await(shop.sessions()
                    .withSession(session -> session.createSelectionQuery(
                                    "select id from Shelf where books = 50", Integer.class)
                            .getResultList()));

            assertThat(changed).containsExactly(2);
        }
    }

    @EngineTest
    void aFilterHoldsFromItsEnablingToItsEnd(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            shop.shelves(3);
            var query = session.createSelectionQuery("select id from Shelf order by id", Integer.class);
            await(session.enableFilter("filled", Map.of("least", 1)));
            var filtered = await(query.getResultList());
            await(session.disableFilter("filled"));

            assertThat(filtered).containsExactly(2, 3);
            assertThat(await(query.getResultList())).containsExactly(1, 2, 3);
        }
    }

    @EngineTest
    void whatASettingCannotBeIsToldByItsFuture(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            assertThatThrownBy(() -> await(session.enableFilter("unknown", Map.of())))
                    .isInstanceOf(UnknownFilterException.class);
        }
    }

    @EngineTest
    @Spec("SE-4")
    void getOneFailsWhereFindAnswersNull(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(1);

            Shelf found = await(shop.sessions().withSession(session -> session.getOne(Shelf.class, 1)));
            assertThat(found.getRoom()).isEqualTo("a");
            assertThatThrownBy(() -> await(shop.sessions().withSession(session -> session.getOne(Shelf.class, 99))))
                    .isInstanceOf(EntityNotFoundException.class)
                    .hasMessageContaining("Shelf");
        }
    }

    @EngineTest
    @Spec("SE-5")
    void aSessionTellsWhatItsNextFlushWillDo(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(3);
            await(shop.sessions().begin(session -> {
                var changed = await(session.getOne(Shelf.class, 1));
                var removed = await(session.getOne(Shelf.class, 2));
                var same = await(session.getOne(Shelf.class, 3));
                var added = new Shelf(4, "b", 4, 0);
                changed.setBooks(100);
                await(session.remove(removed));
                await(session.persist(added));

                assertThat(await(session.newObjects())).containsExactly(added);
                assertThat(await(session.dirtyObjects())).containsExactly(changed);
                assertThat(await(session.removedObjects())).containsExactly(removed);
                await(session.flush());
                assertThat(await(session.newObjects())).isEmpty();
                assertThat(await(session.dirtyObjects())).isEmpty();
                assertThat(await(session.removedObjects())).isEmpty();
                assertThat(await(session.contains(same))).isTrue();
                return session.rollback();
            }));
        }
    }

    @EngineTest
    @Spec("SE-9")
    void aSessionThatIsResetIsAsAtFirst(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            shop.shelves(1);
            await(session.begin());
            var shelf = await(session.getOne(Shelf.class, 1));
            await(session.persist(new Shelf(2, "b", 2, 0)));
            await(session.flush());
            await(session.reset());

            assertThat(engine.status().inUse()).isZero();
            assertThat(await(session.contains(shelf))).isFalse();
            assertThat(await(session.inTransaction())).isFalse();
            assertThat(shop.count(Shelf.class)).isEqualTo(1);
            await(session.begin());
            await(session.persist(new Shelf(3, "a", 3, 0)));
            await(session.commit());
            assertThat(shop.count(Shelf.class)).isEqualTo(2);
        }
    }
}
