package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.CancelScope;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.TransactionInactive;
import dev.weft.hibernate.shop.Author;
import dev.weft.hibernate.shop.Book;
import dev.weft.hibernate.shop.Shelf;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.hibernate.JDBCException;
import org.junit.jupiter.api.Timeout;

/** Savepoints of a session, on every database. */
@Spec("SE-8")
class SessionNestedTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private static final class Changed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @EngineTest
    void whatANestedBlockDidIsCommittedWithTheRest(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            await(shop.sessions().begin(session -> {
                await(session.persist(new Author("outer")));
                await(session.beginNested(same -> same.persist(new Author("inner"))));
                return session.persist(new Author("after"));
            }));

            assertThat(shop.count(Author.class)).isEqualTo(3);
        }
    }

    @EngineTest
    @Spec("SE-12")
    void aSessionTellsWhetherANestedBlockIsOpen(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            await(session.begin());
            assertThat(await(session.inNestedTransaction())).isFalse();
            await(session.beginNested(outer -> {
                assertThatThrownBy(() -> await(outer.<Void>beginNested(inner -> {
                            assertThat(await(inner.inNestedTransaction())).isTrue();
                            throw new Changed();
                        })))
                        .isInstanceOf(Changed.class);
                return outer.inNestedTransaction()
                        .thenAccept(nested -> assertThat(nested).isTrue());
            }));
            assertThat(await(session.inNestedTransaction())).isFalse();
            assertThat(await(session.inTransaction())).isTrue();
        }
    }

    @EngineTest
    void aNestedBlockThatFailsIsUndoneAlone(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            await(shop.sessions().begin(session -> {
                await(session.persist(new Author("outer")));
                assertThatThrownBy(() -> await(session.<Void>beginNested(same -> {
                            await(same.persist(new Author("inner")));
                            await(same.flush());
                            throw new Changed();
                        })))
                        .isInstanceOf(Changed.class);
                return session.persist(new Author("after"));
            }));

            assertThat(names(shop)).containsExactlyInAnyOrder("outer", "after");
        }
    }

    @EngineTest
    void aViolationInsideSpoilsTheNestedBlockOnly(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(1);
            await(shop.sessions().begin(session -> {
                await(session.persist(new Shelf(2, "b", 2, 0)));
                assertThatThrownBy(() -> await(session.beginNested(
                                same -> same.persist(new Shelf(1, "a", 9, 0)).thenCompose(_ -> same.flush()))))
                        .isInstanceOf(JDBCException.class);
                assertThat(await(session.inTransaction())).isTrue();
                return session.persist(new Shelf(4, "b", 4, 0));
            }));

            assertThat(shop.count(Shelf.class)).isEqualTo(3);
        }
    }

    @EngineTest
    void aFailureThatTheNestedBlockHidesUndoesItAndIsTold(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(1);
            await(shop.sessions().begin(session -> {
                assertThatThrownBy(() -> await(session.<Object>beginNested(same -> {
                            await(same.persist(new Shelf(1, "a", 9, 0)));
                            return same.flush().handle((_, hidden) -> "on we go");
                        })))
                        .isInstanceOf(SessionRolledBack.class)
                        .hasCauseInstanceOf(JDBCException.class);
                return session.persist(new Shelf(4, "b", 4, 0));
            }));

            assertThat(shop.count(Shelf.class)).isEqualTo(2);
        }
    }

    @EngineTest
    void afterARollbackEntitiesAreAsTheyWereAtTheSavepoint(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("ann", "one");
            await(shop.sessions().begin(session -> {
                var author = await(session.getOne(Author.class, id));
                await(session.fetch(author.getBooks()));
                author.setName("ann before");
                var inner = new Author("inner");
                assertThatThrownBy(() -> await(session.<Void>beginNested(same -> {
                            author.setName("ann inside");
                            author.getBooks().add(new Book("two", author));
                            await(same.persist(inner));
                            await(same.flush());
                            author.setName("ann unflushed");
                            throw new Changed();
                        })))
                        .isInstanceOf(Changed.class);

                assertThat(author.getName()).isEqualTo("ann before");
                assertThat(await(session.contains(author))).isTrue();
                assertThat(await(session.contains(inner))).isFalse();
                assertThat(await(session.fetch(author.getBooks())))
                        .extracting(Book::getTitle)
                        .containsExactly("one");
                author.getBooks().add(new Book("three", author));
                return session.flush();
            }));

            assertThat(names(shop)).containsExactly("ann before");
            assertThat(shop.count(Book.class)).isEqualTo(2);
        }
    }

    @EngineTest
    void whatDidNotChangeIsNotReadAgain(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("ann", "one");
            await(shop.sessions().begin(session -> {
                var author = await(session.getOne(Author.class, id));
                await(session.fetch(author.getBooks()));
                var _ = shop.statements();
                assertThatThrownBy(() -> await(session.<Void>beginNested(_ -> {
                            throw new Changed();
                        })))
                        .isInstanceOf(Changed.class);
                assertThat(shop.statements()).isEmpty();
                return session.flush();
            }));
        }
    }

    @EngineTest
    void nestedBlocksNest(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            await(shop.sessions()
                    .begin(session -> session.beginNested(outer -> {
                        await(outer.persist(new Author("kept")));
                        assertThatThrownBy(() -> await(outer.<Void>beginNested(inner -> {
                                    await(inner.persist(new Author("undone")));
                                    await(inner.flush());
                                    throw new Changed();
                                })))
                                .isInstanceOf(Changed.class);
                        return outer.persist(new Author("kept too"));
                    })));

            assertThat(names(shop)).containsExactlyInAnyOrder("kept", "kept too");
        }
    }

    @EngineTest
    void aCancelledNestedBlockIsUndoneAndTheTransactionGoesOn(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            await(shop.sessions().begin(session -> {
                await(session.persist(new Author("outer")));
                var scope = CancelScope.create();
                scope.run(() -> await(session.<Void>beginNested(same -> {
                    await(same.persist(new Author("inner")));
                    await(same.flush());
                    scope.cancel("enough");
                    return new CompletableFuture<>();
                })));
                assertThat(scope.cancelledCaught()).isTrue();
                return session.persist(new Author("after"));
            }));

            assertThat(names(shop)).containsExactlyInAnyOrder("outer", "after");
        }
    }

    @EngineTest
    void theShieldedCleanUpOfACancelledBlockStillUsesTheSession(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var cleaned = new CompletableFuture<Long>();
            await(shop.sessions().begin(session -> {
                var scope = CancelScope.create();
                scope.run(() -> await(session.<Void>beginNested(same -> {
                    try {
                        scope.cancel("enough");
                        return await(new CompletableFuture<>());
                    } finally {
                        CancelScope.shielded(
                                LONG,
                                () -> cleaned.complete(
                                        await(same.createSelectionQuery("select count(*) from Author", Long.class)
                                                .getSingleResult())));
                    }
                })));
                assertThat(scope.cancelledCaught()).isTrue();
                return session.persist(new Author("after"));
            }));

            assertThat(cleaned).isCompletedWithValue(0L);
            assertThat(names(shop)).containsExactly("after");
        }
    }

    @EngineTest
    @Timeout(60) // rather than for ever
    void blocksInBlocksEndFromTheInnermostOutWhenAllAreCancelled(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var cleaned = new CompletableFuture<Long>();
            var opened = new CompletableFuture<AsyncSession>();
            var block = shop.sessions()
                    .<Void>begin(session -> session.beginNested(outer -> outer.beginNested(inner -> {
                        try {
                            await(inner.persist(new Author("inner")));
                            await(inner.flush());
                            opened.complete(inner);
                            return await(new CompletableFuture<>());
                        } finally {
                            CancelScope.shielded(LONG, () -> cleaned.complete(await(authors(inner))));
                        }
                    })));
            var session = await(opened);
            block.cancel(true);

            assertThat(await(cleaned)).isEqualTo(1);
            await(session.aclose());
            assertThat(shop.count(Author.class)).isZero();
        }
    }

    private static CompletableFuture<Long> authors(AsyncSession session) {
        return session.createSelectionQuery("select count(*) from Author", Long.class)
                .getSingleResult();
    }

    @EngineTest
    @Spec("SE-20")
    void whatIsAskedForAfterACancelComesAfterTheRollback(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            for (var round = 0; round < 30; round++) {
                var flushed = new CompletableFuture<Void>();
                var block = session.<Void>begin(same -> same.persist(new Author("cancelled"))
                        .thenCompose(_ -> same.flush())
                        .thenCompose(_ -> {
                            flushed.complete(null);
                            return new CompletableFuture<>();
                        }));
                await(flushed);
                block.cancel(true);
                persistWhenFree(session, "round " + round);
            }

            assertThat(names(shop)).hasSize(30).doesNotContain("cancelled");
        }
    }

    /** The session is refused for as long as the work of the cancelled block still runs in its awaitlet. */
    private static void persistWhenFree(AsyncSession session, String name) {
        for (var free = false; !free; ) {
            try {
                await(session.begin(same -> same.persist(new Author(name))));
                free = true;
            } catch (SessionSharedAcrossTasks busy) {
                await(CompletableFuture.supplyAsync(() -> "let it run on"));
            }
        }
    }

    @EngineTest
    void aStatelessSessionHasSavepointsToo(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            await(shop.sessions().beginStateless(session -> {
                await(session.insert(new Shelf(1, "a", 1, 0)));
                assertThatThrownBy(() -> await(session.<Void>beginNested(same -> {
                            await(same.insert(new Shelf(2, "a", 2, 0)));
                            throw new Changed();
                        })))
                        .isInstanceOf(Changed.class);
                return session.beginNested(same -> same.insert(new Shelf(3, "a", 3, 0)));
            }));

            assertThat(shop.count(Shelf.class)).isEqualTo(2);
        }
    }

    @EngineTest
    void withoutATransactionThereIsNothingToNestIn(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            assertThatThrownBy(() -> await(shop.sessions()
                            .withSession(session -> session.beginNested(same -> same.persist(new Author("ann"))))))
                    .isInstanceOf(TransactionInactive.class)
                    .hasMessageContaining("begin()");
        }
    }

    @EngineTest
    @Spec("SE-21")
    void aBlockMarkedForRollbackAnswersItsResultAndKeepsNothing(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var answer = await(shop.sessions()
                    .begin(session -> session.persist(new Author("ann"))
                            .thenCompose(_ -> session.markForRollback())
                            .thenApply(_ -> "answered")));

            assertThat(answer).isEqualTo("answered");
            assertThat(shop.count(Author.class)).isZero();
        }
    }

    @EngineTest
    @Spec("SE-21")
    void aNestedBlockMayMarkTheWholeForRollback(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var answer = await(shop.sessions()
                    .begin(session -> session.persist(new Author("ann"))
                            .thenCompose(_ -> session.beginNested(AsyncSession::markForRollback))
                            .thenApply(_ -> "answered")));

            assertThat(answer).isEqualTo("answered");
            assertThat(shop.count(Author.class)).isZero();
        }
    }

    @EngineTest
    @Spec("SE-21")
    void aCommitOfWhatIsMarkedForRollbackIsToldAndTheSessionGoesOn(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            assertThatThrownBy(() -> await(session.markForRollback())).isInstanceOf(TransactionInactive.class);
            await(session.begin());
            await(session.markForRollback());
            assertThatThrownBy(() -> await(session.commit())).isInstanceOf(SessionRolledBack.class);
            await(session.begin());
            await(session.persist(new Author("ann")));
            await(session.commit());

            assertThat(shop.count(Author.class)).isEqualTo(1);
        }
    }

    private static List<String> names(Shop shop) {
        return await(shop.sessions()
                .withSession(session -> session.createSelectionQuery("select name from Author", String.class)
                        .getResultList()));
    }
}
