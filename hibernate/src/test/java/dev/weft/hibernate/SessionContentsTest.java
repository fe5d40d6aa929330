package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncEngine;
import dev.weft.hibernate.shop.Author;
import dev.weft.hibernate.shop.Book;
import dev.weft.hibernate.shop.Shelf;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineTest;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.hibernate.FlushMode;
import org.hibernate.JDBCException;

/** What a session knows of its entities, its transaction and its connection, and who finds it by them. */
class SessionContentsTest {
    @EngineTest
    @Spec("SE-5")
    void theEntitiesOfASessionAreListed(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(3);
            await(shop.sessions().begin(session -> {
                var first = await(session.getOne(Shelf.class, 1));
                var removed = await(session.getOne(Shelf.class, 2));
                var added = new Shelf(4, "b", 4, 0);
                await(session.remove(removed));
                await(session.persist(added));

                assertThat(await(session.managedObjects())).containsExactlyInAnyOrder(first, added);
                await(session.clear());
                assertThat(await(session.managedObjects())).isEmpty();
                return session.rollback();
            }));
        }
    }

    @EngineTest
    @Spec("SE-5")
    void anEntityIsModifiedUntilItsChangesAreWritten(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(2);
            await(shop.sessions().begin(session -> {
                var shelf = await(session.getOne(Shelf.class, 1));
                var other = await(session.getOne(Shelf.class, 2));
                var added = new Shelf(3, "a", 3, 0);
                assertThat(await(session.isModified(shelf))).isFalse();
                assertThat(await(session.isModified(added))).isFalse();
                shelf.setBooks(7);
                await(session.persist(added));

                assertThat(await(session.isModified(shelf))).isTrue();
                assertThat(await(session.isModified(other))).isFalse();
                assertThat(await(session.isModified(added))).isTrue();
                await(session.flush());
                assertThat(await(session.isModified(shelf))).isFalse();
                assertThat(await(session.isModified(added))).isFalse();
                return session.rollback();
            }));
        }
    }

    @EngineTest
    @Spec("SE-5")
    void anEntityIsModifiedByAChangeOfItsCollections(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("ann", "t1");
            await(shop.sessions().begin(session -> {
                var author = Shop.find(session, id);
                author.getNicknames().add("annie");

                assertThat(await(session.isModified(author))).isTrue();
                return session.flush();
            }));
        }
    }

    @EngineTest
    @Spec("SE-5")
    void entitiesOfTwoSessionsAreTheSameByTheirKeys(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var one = shop.sessions().openSession();
                var other = shop.sessions().openSession()) {
            shop.shelves(2);
            var found = await(one.getOne(Shelf.class, 1));
            var _ = shop.statements();
            var proxy = await(other.getReference(Shelf.class, 1));

            assertThat(await(one.identityKey(found)))
                    .isEqualTo(await(other.identityKey(proxy)))
                    .isEqualTo(await(other.identityKey(found)))
                    .isNotEqualTo(await(other.identityKey(await(other.getReference(Shelf.class, 2)))));
            assertThat(await(one.identityKey(new Author("ann")))).isNull();
            assertThatThrownBy(() -> await(one.identityKey("text"))).isInstanceOf(EntityNotMapped.class);
            assertThat(shop.statements()).isEmpty();
        }
    }

    @EngineTest
    @Spec({"SE-2", "SE-5"})
    void aQueryFlushesFirstUnlessThatIsTurnedOff(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            await(shop.sessions().begin(session -> {
                var count = session.createSelectionQuery("select count(*) from Shelf", Long.class);
                await(session.setFlushMode(FlushMode.COMMIT));
                await(session.persist(new Shelf(1, "a", 1, 0)));
                assertThat(await(count.getSingleResult())).isZero();
                await(session.setFlushMode(FlushMode.AUTO));
                assertThat(await(count.getSingleResult())).isEqualTo(1);
                return session.flush();
            }));
        }
    }

    @EngineTest
    @Spec({"SE-2", "SE-5"})
    void whatItsUserKeepsWithASessionStaysWithIt(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            await(shop.sessions().withSession(session -> {
                session.info().put("request", 7);
                var found = await(session.runSync(
                        plain -> Objects.requireNonNull(AsyncSession.of(plain)).info()));
                assertThat(found).containsEntry("request", 7);
                return session.clear();
            }));
            try (var session = shop.sessions().openStatelessSession()) {
                assertThat(session.info()).isEmpty();
            }
        }
    }

    @EngineTest
    @Spec({"SE-11", "SE-26"})
    void theConnectionOfTheTransactionIsLentToWork(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            await(session.begin());
            await(session.persist(new Author("ann")));
            await(session.flush());
            await(session.doWork(connection -> {
                try (var statement = connection.createStatement()) {
                    assertThat(statement.executeUpdate("update Author set name = 'bob'"))
                            .isEqualTo(1);
                }
            }));
            assertThat(engine.status().inUse()).isEqualTo(1);
            await(session.commit());
            var name = await(session.<String>doReturningWork(connection -> {
                try (var statement = connection.createStatement();
                        var rows = statement.executeQuery("select name from Author")) {
                    return rows.next() ? rows.getString(1) : "";
                }
            }));

            assertThat(name).isEqualTo("bob");
            assertThat(engine.status().inUse()).isZero();
        }
    }

    @EngineTest
    void aFailureOfWorkOnTheConnectionIsHibernatesAndSpoilsNoOtherUse(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openStatelessSession()) {
            assertThatThrownBy(() -> await(session.doWork(_ -> {
                        throw new SQLException("no");
                    })))
                    .isInstanceOf(JDBCException.class);
            assertThat(engine.status().inUse()).isZero();
            assertThat(await(session.get(Author.class, 1L))).isNull();
            assertThat(engine.status().inUse()).as("after get").isZero();
        }
    }

    @EngineTest
    @Spec("SE-12")
    void aSessionTellsTheStateOfItsTransaction(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            assertThat(await(session.inTransaction())).isFalse();
            assertThat(await(session.isMarkedForRollback())).isFalse();
            await(session.begin());
            assertThat(await(session.inTransaction())).isTrue();
            assertThat(await(session.isMarkedForRollback())).isFalse();
            await(session.markForRollback());
            assertThat(await(session.isMarkedForRollback())).isTrue();
            await(session.rollback());
            assertThat(await(session.inTransaction())).isFalse();
            assertThat(await(session.isMarkedForRollback())).isFalse();
        }
    }

    @EngineTest
    @Spec({"SE-12", "SE-17"})
    void aSessionIsFoundByItsPlainOneUntilItIsClosed(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var session = shop.sessions().openSession();
            var plain = await(session.runSync(inside -> {
                assertThat(AsyncSession.of(inside)).isSameAs(session);
                return inside;
            }));
            assertThat(AsyncSession.of(plain)).isSameAs(session);
            await(session.aclose());
            assertThat(AsyncSession.of(plain)).isNull();

            var second = shop.sessions().openSession();
            try (var held = second.sync()) {
                assertThat(AsyncSession.of(held)).isSameAs(second);
            }
            var factory = await(shop.sessions().sessionFactory());
            try (var foreign = factory.openSession()) {
                assertThat(AsyncSession.of(foreign)).isNull();
            }
        }
    }

    @EngineTest
    @Spec("SE-17")
    void aSessionIsFoundByAnEntityThatItHolds(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession();
                var other = shop.sessions().openSession()) {
            var id = shop.author("ann", "t1");
            var author = Shop.find(session, id);
            var same = Shop.find(other, id);
            var book = await(session.fetch(author.getBooks())).getFirst();

            assertThat(await(shop.sessions().sessionHolding(author))).isSameAs(session);
            assertThat(await(shop.sessions().sessionHolding(book))).isSameAs(session);
            assertThat(await(shop.sessions().sessionHolding(same))).isSameAs(other);
            await(session.detach(author));
            assertThat(await(shop.sessions().sessionHolding(author))).isNull();
            await(session.aclose());
            assertThat(await(shop.sessions().sessionHolding(book))).isNull();
            assertThat(await(shop.sessions().sessionHolding(new Book("t2", author))))
                    .isNull();
            assertThat(await(shop.sessions().sessionHolding("text"))).isNull();
        }
    }

    @EngineTest
    @Spec("SE-17")
    void theSessionOfAnotherAwaitletIsFoundToo(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            var id = shop.author("ann");
            var found = new CompletableFuture<Author>();
            var done = new CompletableFuture<Void>();
            var owner = async(() -> {
                found.complete(Shop.find(session, id));
                await(done.copy());
            });
            var author = await(found.copy());

            assertThat(await(shop.sessions().sessionHolding(author))).isSameAs(session);
            done.complete(null);
            await(owner);
            await(session.runSync(plain -> {
                assertThat(await(shop.sessions().sessionHolding(author))).isSameAs(session);
                return plain.contains(author);
            }));
        }
    }
}
