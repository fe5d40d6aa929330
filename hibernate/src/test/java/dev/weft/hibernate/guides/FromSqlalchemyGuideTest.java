package dev.weft.hibernate.guides;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Awaitlets.iterate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.AsyncEngine;
import dev.weft.hibernate.AsyncSessionMaker;
import dev.weft.hibernate.shop.Author;
import dev.weft.hibernate.shop.Book;
import dev.weft.hibernate.shop.Shelf;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineTest;
import java.util.concurrent.CompletableFuture;

/** What the guide from SQLAlchemy's asyncio session shows, on every database. */
@Spec("SE-10")
class FromSqlalchemyGuideTest {
    private static AsyncSessionMaker sessions(AsyncEngine engine) {
        // snippet:maker
        var sessions = AsyncSessionMaker.create(engine, Author.class, Book.class, Shelf.class);
        // end
        await(sessions.createSchema());
        return sessions;
    }

    private static long author(AsyncSessionMaker sessions) {
        return await(sessions.begin(session -> {
            var author = new Author("Ursula", "one", "two");
            return session.persist(author).thenApply(done -> author.getId());
        }));
    }

    @EngineTest
    void aBlockOfASessionReadsAlike(AsyncEngine engine) {
        try (var sessions = sessions(engine)) {
            // snippet:after
            CompletableFuture<Long> saved = async(() -> await(sessions.begin(session -> {
                var author = new Author("Ursula", "one", "two");
                await(session.persist(author));
                var books = await(session.createSelectionQuery("from Book where title like :t", Book.class)
                        .setParameter("t", "o%")
                        .getResultList());
                books.forEach(book -> book.getAuthor().setName("Ursula K."));
                return session.createSelectionQuery("select count(*) from Author", Long.class)
                        .getSingleResult();
            })));
            // end

            assertThat(await(saved)).isEqualTo(1);
        }
    }

    @EngineTest
    void runSyncIsPlainHibernate(AsyncEngine engine) {
        try (var sessions = sessions(engine)) {
            var id = author(sessions);
            // snippet:run-sync
            CompletableFuture<Integer> count = sessions.withSession(session -> session.runSync(
                    plain -> plain.find(Author.class, id).getBooks().size()));
            // end

            assertThat(await(count)).isEqualTo(2);
        }
    }

    @EngineTest
    void aStreamIsReadInALoop(AsyncEngine engine) {
        try (var sessions = sessions(engine)) {
            await(sessions.begin(session -> session.persistAll(new Shelf(1, "a", 1, 3), new Shelf(2, "a", 2, 4))));
            // snippet:stream
            CompletableFuture<Integer> books = async(() -> {
                var sum = 0;
                try (var session = sessions.openSession()) {
                    await(session.begin());
                    var query = session.createSelectionQuery("from Shelf", Shelf.class);
                    try (var shelves = iterate(query.stream(100), 100)) {
                        while (shelves.hasNext()) {
                            sum += shelves.next().getBooks();
                        }
                    }
                }
                return sum;
            });
            // end

            assertThat(await(books)).isEqualTo(7);
        }
    }
}
