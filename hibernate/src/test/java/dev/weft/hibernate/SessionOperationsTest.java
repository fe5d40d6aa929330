package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncEngine;
import dev.weft.hibernate.shop.Author;
import dev.weft.hibernate.shop.Book;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineTest;
import jakarta.persistence.LockModeType;
import jakarta.persistence.NoResultException;
import jakarta.persistence.NonUniqueResultException;
import java.sql.SQLException;
import org.hibernate.JDBCException;

/** The verbs of a session, on every database. */
@Spec("SE-1")
class SessionOperationsTest {
    @EngineTest
    @Spec("SE-4")
    void findAnswersTheSameObjectWithoutSql(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("ann");
            try (var session = shop.sessions().openSession()) {
                var first = Shop.find(session, id);

                assertThat(Shop.find(session, id)).isSameAs(first);
            }
            assertThat(shop.statements()).hasSize(1);
        }
    }

    @EngineTest
    @Spec("SE-4")
    void findAnswersNullForAnUnknownIdentifier(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var nobody = await(shop.sessions().withSession(session -> session.find(Author.class, 4711L)));

            assertThat(nobody).isNull();
        }
    }

    @EngineTest
    void findTakesOptionsSuchAsALock(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("ann");
            var name = await(shop.sessions()
                    .begin(session -> session.find(Author.class, id, LockModeType.PESSIMISTIC_WRITE)
                            .thenApply(Author::getName)));

            assertThat(name).isEqualTo("ann");
        }
    }

    @EngineTest
    void persistAllKeepsTheOrder(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var first = new Author("a1");
            var second = new Author("a2");
            await(shop.sessions().begin(session -> session.persistAll(first, second)));

            assertThat(first.getId()).isLessThan(second.getId());
        }
    }

    @EngineTest
    @Spec("SE-6")
    void mergeCopiesADetachedEntityOntoTheManagedOne(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("ann");
            var detached = shop.detached(id);
            detached.setName("anna");
            var merged = await(shop.sessions().begin(session -> session.merge(detached)));

            assertThat(merged).isNotSameAs(detached);
            assertThat(nameOf(shop, id)).isEqualTo("anna");
        }
    }

    @EngineTest
    @Spec("SE-6")
    void removeLoadsAndRemovesTheCascadedChildren(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("ann", "t1", "t2");
            await(shop.sessions()
                    .begin(session -> session.find(Author.class, id).thenCompose(session::remove)));

            assertThat(shop.count(Author.class)).isZero();
            assertThat(shop.count(Book.class)).isZero();
        }
    }

    @EngineTest
    @Spec("SE-6")
    void refreshReadsTheStateAgain(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("ann");
            var name = await(shop.sessions()
                    .begin(session -> session.find(Author.class, id)
                            .thenCompose(author -> session.createMutationQuery("update Author set name = :name")
                                    .setParameter("name", "anna")
                                    .executeUpdate()
                                    .thenCompose(rows -> session.refresh(author))
                                    .thenApply(done -> author.getName()))));

            assertThat(name).isEqualTo("anna");
        }
    }

    @EngineTest
    void aDetachedEntityIsNoLongerWatched(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("ann");
            var contained = await(shop.sessions()
                    .begin(session -> session.find(Author.class, id)
                            .thenCompose(author -> session.detach(author)
                                    .thenAccept(done -> author.setName("anna"))
                                    .thenCompose(done -> session.contains(author)))));

            assertThat(contained).isFalse();
            assertThat(nameOf(shop, id)).isEqualTo("ann");
        }
    }

    @EngineTest
    void clearTakesOutEveryEntity(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("ann");
            var contained = await(shop.sessions()
                    .begin(session -> session.find(Author.class, id)
                            .thenCompose(author -> session.contains(author)
                                    .thenCombine(
                                            session.clear().thenCompose(done -> session.contains(author)),
                                            (before, after) -> before + " " + after))));

            assertThat(contained).isEqualTo("true false");
        }
    }

    @EngineTest
    void flushWritesBeforeTheCommit(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("ann");
            await(shop.sessions()
                    .begin(session -> session.find(Author.class, id)
                            .thenAccept(author -> author.setName("anna"))
                            .thenRun(shop::statements)
                            .thenCompose(done -> session.flush())
                            .thenRun(() -> assertThat(shop.statements())
                                    .singleElement()
                                    .asString()
                                    .startsWith("update"))));
        }
    }

    @EngineTest
    void aQueryTakesNamedAndNumberedParametersAndLimits(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var _ = shop.author("ann", "t1", "t2", "t3", "t4");
            var titles = await(shop.sessions()
                    .withSession(session -> session.createSelectionQuery(
                                    "select title from Book where title > :low order by title", String.class)
                            .setParameter("low", "t1")
                            .setFirstResult(1)
                            .setMaxResults(1)
                            .setReadOnly(true)
                            .getResultList()));
            var numbered = await(shop.sessions()
                    .withSession(session -> session.createSelectionQuery(
                                    "select title from Book where title = ?1", String.class)
                            .setParameter(1, "t4")
                            .getSingleResult()));

            assertThat(titles).containsExactly("t3");
            assertThat(numbered).isEqualTo("t4");
        }
    }

    @EngineTest
    void aQueryForOneResultTellsNoneFromMany(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var _ = shop.author("ann", "t1", "t2");
            await(shop.sessions().withSession(session -> {
                var books = session.createSelectionQuery("from Book where title like :title", Book.class);

                assertThat(await(books.setParameter("title", "x").getSingleResultOrNull()))
                        .isNull();
                assertThatThrownBy(() -> await(books.getSingleResult())).isInstanceOf(NoResultException.class);
                assertThatThrownBy(() -> await(books.setParameter("title", "t%").getSingleResult()))
                        .isInstanceOf(NonUniqueResultException.class);
                return books.getResultCount()
                        .thenAccept(count -> assertThat(count).isEqualTo(2));
            }));
        }
    }

    @EngineTest
    void nativeSqlReadsEntitiesAndWritesRows(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("ann");
            var name = await(shop.sessions()
                    .begin(session -> session.createNativeMutationQuery("update Author set name = :name where id = :id")
                            .setParameter("name", "anna")
                            .setParameter("id", id)
                            .executeUpdate()
                            .thenCompose(rows -> session.createNativeQuery(
                                            "select * from Author where id = ?1", Author.class)
                                    .setParameter(1, id)
                                    .getSingleResult())
                            .thenApply(Author::getName)));

            assertThat(name).isEqualTo("anna");
        }
    }

    @EngineTest
    void aFailureOfTheDatabaseIsHibernatesOwnException(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var _ = shop.author("ann", "t1");

            assertThatThrownBy(() -> await(shop.sessions().begin(session -> session.persist(new Author("bob", "t1")))))
                    .isInstanceOf(JDBCException.class)
                    .hasRootCauseInstanceOf(SQLException.class);
            assertThat(shop.count(Author.class)).isEqualTo(1);
        }
    }

    @EngineTest
    void anUnknownEntityIsNamedAndTheMappedOnesAreListed(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            assertThatThrownBy(() -> await(session.persist("no entity")))
                    .isInstanceOf(EntityNotMapped.class)
                    .hasMessageContainingAll("ER-505", "java.lang.String", "Author, Book, Shelf");
            assertThatThrownBy(() -> await(session.find(Integer.class, 1)))
                    .isInstanceOf(EntityNotMapped.class)
                    .hasMessageContaining("java.lang.Integer");
            assertThatThrownBy(() -> await(session.createSelectionQuery("from Nobody", Object.class)
                            .getResultList()))
                    .isInstanceOfSatisfying(
                            EntityNotMapped.class,
                            unknown -> assertThat(unknown.mapped()).containsExactly("Author", "Book", "Shelf"))
                    .hasMessageContaining("Nobody");
        }
    }

    private static String nameOf(Shop shop, long id) {
        return shop.detached(id).getName();
    }
}
