package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.ResourceClosed;
import dev.weft.engine.TransactionInactive;
import dev.weft.hibernate.shop.Author;
import dev.weft.hibernate.shop.Book;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineTest;
import java.util.concurrent.CompletableFuture;
import org.hibernate.JDBCException;

/** Transactions of a session: by hand, as a block of the session, and as a block with a session of its own. */
class SessionTransactionTest {
    @EngineTest
    @Spec("SE-7")
    void othersSeeNothingBeforeTheCommitAndEverythingAfterIt(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            await(session.begin());
            await(session.persist(new Author("ann")));
            await(session.flush());
            await(session.rollback());
            assertThat(shop.count(Author.class)).isZero();

            await(session.begin());
            await(session.persist(new Author("bob")));
            await(session.commit());
            assertThat(shop.count(Author.class)).isEqualTo(1);
        }
    }

    @EngineTest
    @Spec({"SE-7", "SE-9"})
    void leavingTheSessionNeverCommits(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            try (var session = shop.sessions().openSession()) {
                await(session.begin());
                await(session.persist(new Author("ann")));
                await(session.flush());
            }

            assertThat(shop.count(Author.class)).isZero();
        }
    }

    @EngineTest
    @Spec("SE-8")
    void beginTakesNoConnectionBeforeTheFirstStatementNorAfterTheCommit(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            await(session.begin());
            assertThat(engine.status().inUse()).isZero();

            await(session.persist(new Author("ann")));
            assertThat(engine.status().inUse()).isEqualTo(1);

            await(session.commit());
            assertThat(engine.status().inUse()).isZero();
        }
    }

    @EngineTest
    @Spec("SE-8")
    void aBlockOfTheSessionCommitsAndLeavesTheSessionOpen(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            var author = new Author("ann", "t1");
            await(session.begin(own -> own.persist(author)));

            assertThat(await(session.contains(author))).isTrue();
            assertThat(shop.count(Book.class)).isEqualTo(1);
        }
    }

    @EngineTest
    @Spec("SE-8")
    void aBlockOfTheSessionThatFailsRollsBackAndLeavesTheSessionOpen(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            var failure = new IllegalStateException("no");

            assertThatThrownBy(() -> await(session.begin(own -> own.persist(new Author("ann"))
                            .thenCompose(done -> CompletableFuture.failedFuture(failure)))))
                    .isSameAs(failure);
            await(session.begin(own -> own.persist(new Author("bob"))));
            assertThat(shop.count(Author.class)).isEqualTo(1);
        }
    }

    @EngineTest
    @Spec("SE-8")
    void afterACommitOfItsOwnABlockRefusesFurtherWork(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            assertThatThrownBy(() -> await(shop.sessions()
                            .begin(session -> session.persist(new Author("ann"))
                                    .thenCompose(done -> session.commit())
                                    .thenCompose(done -> session.persist(new Author("bob"))))))
                    .isInstanceOf(TransactionInactive.class);
            assertThat(shop.count(Author.class)).isEqualTo(1);
        }
    }

    @EngineTest
    @Spec("SE-8")
    void aBlockMayEndWithACommitOfItsOwn(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            await(shop.sessions()
                    .begin(session -> session.persist(new Author("ann")).thenCompose(done -> session.commit())));
            await(shop.sessions()
                    .begin(session -> session.persist(new Author("bob")).thenCompose(done -> session.rollback())));

            assertThat(shop.count(Author.class)).isEqualTo(1);
        }
    }

    @EngineTest
    void commitWithoutATransactionIsRefusedAndRollbackDoesNothing(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            await(session.rollback());
            assertThatThrownBy(() -> await(session.commit()))
                    .isInstanceOf(TransactionInactive.class)
                    .hasMessageContainingAll("ER-311", "begin()");
        }
    }

    @EngineTest
    void aFailureThatIsCaughtDoesNotBecomeASilentRollback(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var _ = shop.author("ann", "t1");

            assertThatThrownBy(() -> await(shop.sessions()
                            .begin(session ->
                                    session.persist(new Author("bob", "t1")).exceptionally(failure -> null))))
                    .isInstanceOf(SessionRolledBack.class)
                    .hasMessageContaining("ER-504")
                    .hasCauseInstanceOf(JDBCException.class);
            assertThat(shop.count(Author.class)).isEqualTo(1);
        }
    }

    @EngineTest
    @Spec({"SE-7", "SE-9"})
    void entitiesStayUsableAfterCommitAndCloseWithoutSql(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("ann", "t1");
            var author = await(shop.sessions()
                    .begin(session -> session.createSelectionQuery(
                                    "from Author a join fetch a.books where a.id = :id", Author.class)
                            .setParameter("id", id)
                            .getSingleResult()));
            var _ = shop.statements();

            assertThat(author.getName()).isEqualTo("ann");
            assertThat(author.getNicknames()).isEmpty();
            assertThat(author.getBooks()).extracting(Book::getTitle).containsExactly("t1");
            assertThat(author.getBooks().getFirst().getAuthor().getName()).isEqualTo("ann");
            assertThat(shop.statements()).isEmpty();
        }
    }

    @EngineTest
    @Spec("SE-9")
    void aClosedSessionRefusesWorkAndMayBeClosedAgain(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var session = shop.sessions().openSession();
            await(session.find(Author.class, 1L));
            await(session.aclose());
            await(session.aclose());

            assertThat(session.isClosed()).isTrue();
            assertThatThrownBy(() -> await(session.find(Author.class, 1L))).isInstanceOf(ResourceClosed.class);
            assertThatThrownBy(() -> await(session.begin(own -> own.flush()))).isInstanceOf(ResourceClosed.class);
            assertThatThrownBy(session::sync).isInstanceOf(ResourceClosed.class);
        }
    }

    @EngineTest
    @Spec("SE-9")
    void aSessionThatDidNothingIsClosedWithoutAConnection(AsyncEngine engine) {
        try (var sessions = AsyncSessionMaker.create(engine, Author.class, Book.class)) {
            await(sessions.openSession().aclose());

            assertThat(engine.status().open()).isZero();
        }
    }
}
