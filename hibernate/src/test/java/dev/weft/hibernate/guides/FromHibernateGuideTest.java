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
import java.util.concurrent.CompletableFuture;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;

/** What the guide from blocking Hibernate shows, on every database. */
@Spec("SE-1")
class FromHibernateGuideTest {
    // snippet:before
    static int countBooks(SessionFactory factory, long id) {
        return factory.fromTransaction(
                session -> session.find(Author.class, id).getBooks().size());
    }
    // end

    private static long author(SessionFactory factory) {
        return factory.fromTransaction(session -> {
            var author = new Author("Ursula", "one", "two");
            session.persist(author);
            return author.getId();
        });
    }

    private static SessionFactory factory(AsyncEngine engine) {
        // snippet:factory
        var factory = new HibernatePersistenceConfiguration("shop")
                .managedClasses(Author.class, Book.class)
                .property(JdbcSettings.JAKARTA_NON_JTA_DATASOURCE, engine.dataSource())
                .property(JdbcSettings.LOG_JDBC_ERRORS, false)
                .createEntityManagerFactory();
        // end
        factory.getSchemaManager().create(false);
        return factory;
    }

    @EngineTest
    void blockingCodeRunsInAnAwaitletAsItIs(AsyncEngine engine) {
        try (var factory = factory(engine)) {
            var id = author(factory);
            // snippet:unchanged
            CompletableFuture<Integer> count = async(() -> countBooks(factory, id));
            // end

            assertThat(await(count)).isEqualTo(2);
            assertThat(engine.status().inUse()).isZero();
        }
    }

    @EngineTest
    void asyncCodeSharesTheFactoryWithBlockingCode(AsyncEngine engine) {
        try (var factory = factory(engine)) {
            // snippet:maker
            var sessions = AsyncSessionMaker.of(factory);
            // end
            var id = author(factory);
            // snippet:after
            CompletableFuture<Integer> count = sessions.inTransaction(
                    session -> session.find(Author.class, id).getBooks().size());
            // end
            // snippet:async
            CompletableFuture<Integer> same = sessions.begin(session -> session.getOne(Author.class, id)
                    .thenCompose(author -> session.fetch(author.getBooks()))
                    .thenApply(books -> books.size()));
            // end

            assertThat(await(count)).isEqualTo(2);
            assertThat(await(same)).isEqualTo(2);
        }
    }
}
