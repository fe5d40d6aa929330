package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.CancelScope;
import dev.weft.engine.AsyncEngine;
import dev.weft.hibernate.shop.Author;
import dev.weft.hibernate.shop.Book;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineTest;
import org.hibernate.Session;

/** Blocking-style code on the plain session: runSync, inTransaction, sync. */
@Spec({"SE-1", "SE-10"})
class PlainSessionTest {
    @EngineTest
    void aWholeUnitOfWorkRunsAsOneOperationWithLazyLoading(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("ann", "t1", "t2");
            var titles = await(shop.sessions().inTransaction(session -> rename(session, id)));
            var name = await(shop.sessions()
                    .runSync(session -> session.find(Author.class, id).getName()));

            assertThat(titles).isEqualTo("t1t2");
            assertThat(name).isEqualTo("anna");
        }
    }

    /** Knows nothing of Weft. */
    private static String rename(Session session, long id) {
        var author = session.find(Author.class, id);
        author.setName("anna");
        return author.getBooks().stream().map(Book::getTitle).sorted().reduce("", String::concat);
    }

    @EngineTest
    void whatTheCodeThrowsIsAnsweredAsItIsAndRollsBack(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var failure = new java.io.IOException("checked");

            assertThatThrownBy(() -> await(shop.sessions().inTransaction(session -> {
                        session.persist(new Author("ann"));
                        throw failure;
                    })))
                    .isSameAs(failure);
            assertThat(shop.count(Author.class)).isZero();
        }
    }

    @EngineTest
    void runSyncSeesWhatTheOperationsBeforeItDid(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var found = await(shop.sessions().begin(session -> {
                var author = new Author("ann");
                var _ = session.persist(author);
                return session.runSync(plain -> plain.contains(author));
            }));

            assertThat(found).isTrue();
        }
    }

    @EngineTest
    void theSyncSessionIsAResourceOfTheCurrentAwaitlet(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var _ = shop.author("ann", "t1");
            try (var session = shop.sessions().openSession().sync()) {
                session.inTransaction(tx -> session.persist(new Author("bob", "t2")));
                var titles =
                        session.createSelectionQuery("from Author order by name", Author.class).getResultList().stream()
                                .map(author -> author.getBooks().getFirst().getTitle())
                                .toList();

                assertThat(titles).containsExactly("t1", "t2");
            }
            assertThat(engine.status().inUse()).isZero();
        }
    }

    @EngineTest
    @Spec("SE-9")
    void closingTheSyncSessionRollsBackEvenInACancelledScope(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var scope = CancelScope.create();
            scope.run(() -> {
                try (var session = shop.sessions().openSession().sync()) {
                    session.beginTransaction();
                    session.persist(new Author("ann"));
                    scope.cancel("enough");
                }
            });

            assertThat(engine.status().inUse()).isZero();
            assertThat(shop.count(Author.class)).isZero();
        }
    }

    @EngineTest
    void whileTheSyncSessionIsOpenOperationsAreRefused(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession();
                var plain = session.sync()) {
            assertThatThrownBy(() -> await(session.find(Author.class, 1L)))
                    .isInstanceOf(SessionReentered.class)
                    .hasMessageContainingAll("ER-507", "sync at", "find at");
            assertThat(plain.find(Author.class, 1L)).isNull();
        }
    }

    @EngineTest
    void closingTheAsyncSessionClosesTheSyncOne(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var session = shop.sessions().openSession();
            var plain = session.sync();
            plain.beginTransaction();
            plain.persist(new Author("ann"));
            await(session.aclose());

            assertThat(plain.isOpen()).isFalse();
            assertThat(engine.status().inUse()).isZero();
            plain.close();
        }
    }

    @EngineTest
    void anOperationAskedForInsideRunSyncIsRefusedInsteadOfWaitingForItself(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            assertThatThrownBy(() -> await(session.runSync(plain -> await(session.find(Author.class, 1L)))))
                    .isInstanceOf(SessionReentered.class);
        }
    }
}
