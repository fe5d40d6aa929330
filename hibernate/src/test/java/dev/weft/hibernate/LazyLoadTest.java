package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncEngine;
import dev.weft.hibernate.shop.Author;
import dev.weft.hibernate.shop.Book;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Objects;
import org.hibernate.Hibernate;
import org.hibernate.LazyInitializationException;
import org.hibernate.cfg.AvailableSettings;
import org.junit.jupiter.api.Test;

/** Lazy loading: where it works, what it costs, and what it says where it does not. */
class LazyLoadTest {
    @EngineTest
    @Spec("SE-15")
    void insideAnAwaitletALazyAttributeCostsOneStatementThenNone(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("ann", "t1", "t2");
            try (var session = shop.sessions().openSession()) {
                var author = Shop.find(session, id);
                var _ = shop.statements();

                assertThat(author.getBooks()).hasSize(2);
                assertThat(shop.statements()).hasSize(1);
                assertThat(author.getBooks().getFirst().getAuthor().getName()).isEqualTo("ann");
                assertThat(shop.statements()).isEmpty();
            }
        }
    }

    @EngineTest
    @Spec("SE-15")
    void insideAnAwaitletALazyEntityCostsOneStatementThenNone(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var _ = shop.author("ann", "t1");
            try (var session = shop.sessions().openSession()) {
                var book = await(
                        session.createSelectionQuery("from Book", Book.class).getSingleResult());
                var _ = shop.statements();

                assertThat(book.getAuthor().getName()).isEqualTo("ann");
                assertThat(book.getAuthor().getNicknames()).isEmpty();
                assertThat(shop.statements()).hasSize(1);
            }
        }
    }

    @EngineTest
    @Spec("SE-15")
    void anEagerAttributeCostsNothingMore(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("ann");
            try (var session = shop.sessions().openSession()) {
                var author = Shop.find(session, id);

                assertThat(shop.statements()).hasSize(1);
                assertThat(author.getNicknames()).isEmpty();
                assertThat(shop.statements()).isEmpty();
            }
        }
    }

    @EngineTest
    @Spec("SE-15")
    void aNewlyFlushedEntityHasItsCollectionWithoutSql(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var author = new Author("ann");
            await(shop.sessions()
                    .begin(session -> session.persist(author)
                            .thenCompose(done -> session.flush())
                            .thenRun(() -> {
                                var _ = shop.statements();
                                assertThat(author.getBooks()).isEmpty();
                                assertThat(shop.statements()).isEmpty();
                            })));
        }
    }

    @EngineTest
    @Spec("SE-15")
    void lazyLoadsOfOneSessionInterleaveWithItsOperations(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var ids = new ArrayList<Long>();
            for (var number = 0; number < 20; number++) {
                ids.add(shop.author("a" + number, "t" + number));
            }
            await(shop.sessions()
                    .begin(session -> async(() -> {
                        for (var id : ids) {
                            var author = Shop.find(session, id);
                            assertThat(author.getBooks()).hasSize(1);
                        }
                    })));
        }
    }

    @EngineTest
    void fetchLoadsACollectionOrAnEntityForLater(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("ann", "t1");
            var author = await(shop.sessions()
                    .withSession(session -> session.find(Author.class, id)
                            .thenCompose(
                                    found -> session.fetch(found.getBooks()).thenApply(books -> found))));
            var book = await(shop.sessions()
                    .withSession(session -> session.find(
                                    Book.class, author.getBooks().getFirst().getId())
                            .thenCompose(
                                    found -> session.fetch(found.getAuthor()).thenApply(fetched -> found))));

            assertThat(author.getBooks()).hasSize(1);
            assertThat(book.getAuthor().getName()).isEqualTo("ann");
        }
    }

    @EngineTest
    @Spec("SE-16")
    void afterCloseACollectionTellsItsNameAndTheCure(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("ann", "t1");
            var author = shop.detached(id);

            assertThatThrownBy(() -> author.getBooks().size())
                    .isInstanceOfSatisfying(
                            LazyLoadOutsideScope.class,
                            told -> assertThat(told.attribute()).isEqualTo(Author.class.getName() + ".books"))
                    .hasMessageContainingAll(
                            "ER-502", "after its session was closed", "session.fetch(author.getBooks())")
                    .hasMessageContainingAll("join fetch", "runSync");
        }
    }

    @Test
    @Spec("SE-16")
    void anEntityInsideAnotherClassIsCalledAsItIsInCode() {
        assertThat(LazyLoadOutsideScope.afterClose("shop.Town$Library.books"))
                .hasMessageContainingAll("shop.Town$Library.books", "session.fetch(library.getBooks())");
    }

    @EngineTest
    @Spec("SE-16")
    void afterCloseALazyEntityTellsTheAttributeThatHoldsIt(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var book = lazyBook(shop);

            assertThatThrownBy(() -> book.getAuthor().getName())
                    .isInstanceOf(LazyLoadOutsideScope.class)
                    .hasMessageContainingAll(Book.class.getName() + ".author", "session.fetch(book.getAuthor())");
        }
    }

    @EngineTest
    @Spec("SE-16")
    void afterCloseOfASyncSessionItIsTheSame(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("ann", "t1");
            Author author;
            try (var session = shop.sessions().openSession().sync()) {
                author = session.find(Author.class, id);
            }

            assertThatThrownBy(() -> author.getBooks().isEmpty()).isInstanceOf(LazyLoadOutsideScope.class);
        }
    }

    @EngineTest
    @Spec("SE-16")
    void outsideAnAwaitletWhileTheSessionIsOpenNothingIsLoadedOrBlocked(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("ann", "t1");
            try (var session = shop.sessions().openSession()) {
                var author = Shop.find(session, id);
                var book = await(
                        session.createSelectionQuery("from Book", Book.class).getSingleResult());
                await(session.clear());
                var lonely = Objects.requireNonNull(await(session.find(Book.class, book.getId())));
                var _ = shop.statements();

                assertThatThrownBy(() ->
                                OutsideAwaitlets.call(() -> lonely.getAuthor().getName()))
                        .isInstanceOf(LazyLoadOutsideScope.class)
                        .hasMessageContainingAll(Book.class.getName() + ".author", "on thread \"plain thread\"");
                assertThat(shop.statements()).isEmpty();
                assertThat(lonely.getAuthor().getName()).isEqualTo(author.getName());
                assertThatThrownBy(() -> OutsideAwaitlets.call(
                                () -> lonely.getAuthor().getBooks().size()))
                        .isInstanceOf(LazyLoadOutsideScope.class)
                        .hasMessageContaining(Author.class.getName() + ".books");
            }
        }
    }

    @EngineTest
    @Spec("SE-16")
    void whatWasNotLoadedMayMoveToAnotherSession(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var book = lazyBook(shop);
            var id = book.getAuthor().getId();
            var author = shop.detached(id);

            await(shop.sessions()
                    .begin(session -> session.persist(new Book("t2", book.getAuthor()))
                            .thenCompose(done -> session.merge(author))
                            .thenCompose(merged -> session.fetch(merged.getBooks()))
                            .thenAccept(books ->
                                    assertThat(books).extracting(Book::getTitle).contains("t1", "t2"))
                            .thenCompose(done -> session.merge(book))
                            .thenAccept(merged ->
                                    assertThat(merged.getAuthor().getName()).isEqualTo("ann"))));
        }
    }

    @EngineTest
    @Spec("SE-16")
    void whatWasNotLoadedMayBeSerialized(AsyncEngine engine) throws Exception {
        try (var shop = Shop.open(engine)) {
            var book = lazyBook(shop);
            var bytes = new ByteArrayOutputStream();
            try (var out = new ObjectOutputStream(bytes)) {
                out.writeObject(book);
            }
            try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                var copy = (Book) in.readObject();

                assertThat(copy.getTitle()).isEqualTo("t1");
                assertThat(Hibernate.isInitialized(copy.getAuthor())).isFalse();
                assertThatThrownBy(() -> copy.getAuthor().getName()).isInstanceOf(LazyInitializationException.class);
            }
        }
    }

    @EngineTest
    void whatWasDetachedByHandKeepsHibernatesOwnError(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("ann", "t1");
            var author = await(shop.sessions()
                    .withSession(session -> session.find(Author.class, id)
                            .thenCompose(found -> session.detach(found).thenApply(done -> found))));

            assertThatThrownBy(() -> author.getBooks().size()).isInstanceOf(LazyInitializationException.class);
        }
    }

    @EngineTest
    void lazyLoadingWithoutASessionIsLeftToHibernateWhereItIsSwitchedOn(AsyncEngine engine) {
        var options = SessionOptions.defaults().withSetting(AvailableSettings.ENABLE_LAZY_LOAD_NO_TRANS, true);
        try (var shop = Shop.open(engine, options)) {
            var id = shop.author("ann", "t1");
            var author = shop.detached(id);

            assertThat(author.getBooks()).hasSize(1);
        }
    }

    private static Book lazyBook(Shop shop) {
        var _ = shop.author("ann", "t1");
        return await(shop.sessions()
                .withSession(session ->
                        session.createSelectionQuery("from Book", Book.class).getSingleResult()));
    }
}
