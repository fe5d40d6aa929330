package dev.weft.hibernate.guides;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.AsyncEngine;
import dev.weft.hibernate.AsyncSessionMaker;
import dev.weft.hibernate.shop.Author;
import dev.weft.hibernate.shop.Book;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineTest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;

/** What the guide from Hibernate Reactive shows, on every database. */
@Spec("SE-21")
class FromHibernateReactiveGuideTest {
    private static AsyncSessionMaker sessions(AsyncEngine engine) {
        // snippet:maker
        var sessions = AsyncSessionMaker.create(engine, Author.class, Book.class);
        // end
        await(sessions.createSchema());
        return sessions;
    }

    private static long author(AsyncSessionMaker sessions) {
        // snippet:after
        CompletableFuture<Long> id = sessions.begin(session -> {
            var author = new Author("Ursula", "one", "two");
            return session.persist(author).thenApply(done -> author.getId());
        });
        // end
        return await(id);
    }

    @EngineTest
    void aChainOfStagesStaysAsItWas(AsyncEngine engine) {
        try (var sessions = sessions(engine)) {
            var id = author(sessions);
            // snippet:fetch
            CompletableFuture<List<String>> titles = sessions.withSession(session -> session.getOne(Author.class, id)
                    .thenCompose(author -> session.fetch(author.getBooks()))
                    .thenApply(
                            books -> books.stream().map(Book::getTitle).sorted().toList()));
            // end

            assertThat(await(titles)).containsExactly("one", "two");
        }
    }

    @EngineTest
    void aChainBecomesPlainCode(AsyncEngine engine) {
        try (var sessions = sessions(engine)) {
            var id = author(sessions);
            // snippet:plain
            CompletableFuture<List<String>> titles = async(() -> {
                try (var session = sessions.openSession()) {
                    var author = await(session.getOne(Author.class, id));
                    return author.getBooks().stream()
                            .map(Book::getTitle)
                            .sorted()
                            .toList();
                }
            });
            // end

            assertThat(await(titles)).containsExactly("one", "two");
        }
    }

    @EngineTest
    void otherReactiveTypesAreMadeOfTheFuture(AsyncEngine engine) {
        try (var sessions = sessions(engine)) {
            var id = author(sessions);
            // snippet:mono
            Mono<String> name = Mono.fromFuture(() -> sessions.withSession(
                    session -> session.getOne(Author.class, id).thenApply(Author::getName)));
            // end

            assertThat(await(name.toFuture())).isEqualTo("Ursula");
        }
    }
}
