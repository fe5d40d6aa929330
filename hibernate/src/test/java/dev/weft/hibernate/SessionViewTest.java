package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.FeatureRefused;
import dev.weft.hibernate.shop.Author;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.util.concurrent.CompletableFuture;
import org.hibernate.CacheMode;
import org.hibernate.Interceptor;
import org.hibernate.Session;
import org.hibernate.Transaction;
import org.junit.jupiter.api.Test;

/** Views of a maker: sessions that are opened otherwise, or go to another engine. */
class SessionViewTest {
    private static long authors(AsyncSessionMaker sessions) {
        return await(sessions.withSession(session ->
                session.createSelectionQuery("from Author", Author.class).getResultCount()));
    }

    @Spec("SE-13")
    @EngineTest
    void sessionsOfAViewAreOpenedAsItAsks(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("Ursula");
            var uncached = shop.sessions().with(builder -> builder.initialCacheMode(CacheMode.IGNORE));

            assertThat(await(uncached.runSync(Session::getCacheMode))).isEqualTo(CacheMode.IGNORE);
            assertThat(await(shop.sessions().runSync(Session::getCacheMode))).isEqualTo(CacheMode.NORMAL);
            assertThat(await(uncached.withStatelessSession(session -> session.get(Author.class, id)))
                            .getName())
                    .isEqualTo("Ursula");
        }
    }

    @Spec({"SE-13", "SE-19"})
    @EngineTest
    void aSessionMayHaveAnInterceptorOfItsOwn(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var said = new CompletableFuture<String>();
            var told = shop.sessions()
                    .with(builder -> builder.interceptor(new Interceptor() {
                        @Override
                        public void beforeTransactionCompletion(Transaction transaction) {
                            said.complete(await(Awaitlets.async(() -> "committing")));
                        }
                    }));
            await(told.begin(session -> session.persist(new Author("Ursula"))));

            assertThat(said).isCompletedWithValue("committing");
        }
    }

    @Spec("SE-11")
    @EngineTest
    void anotherEngineIsAskedInsteadOfItsOwn(EngineFactory engines) {
        var primary = engines.create(options -> options.withName("primary"));
        var replica = engines.create(options -> options.withName("replica"));
        try (var shop = Shop.open(primary)) {
            var id = shop.author("Ursula");

            await(shop.sessions()
                    .on(replica)
                    .begin(session -> session.find(Author.class, id).thenCompose(author -> {
                        assertThat(author.getName()).isEqualTo("Ursula");
                        assertThat(replica.status().inUse()).isEqualTo(1);
                        assertThat(primary.status().inUse()).isZero();
                        return session.persist(new Author("Octavia"));
                    })));

            assertThat(replica.status().inUse()).isZero();
            assertThat(shop.count(Author.class)).isEqualTo(2);
        }
    }

    @Spec({"SE-11", "SE-26"})
    @EngineTest
    void oneFactoryServesManyDatabases(EngineFactory engines) {
        var first = engines.create();
        try (var shop = Shop.open(first)) {
            var statistics = await(shop.sessions().sessionFactory()).getStatistics();
            assertThat(statistics).isNotNull();
            var id = shop.author("Ursula", "The Dispossessed");
            var second = engines.create();

            var titles = await(shop.sessions()
                    .on(second)
                    .runSync(session ->
                            session.find(Author.class, id).getBooks().getFirst().getTitle()));

            assertThat(titles).isEqualTo("The Dispossessed");
            assertThat(second.status().inUse()).isZero();
        }
    }

    @Spec("SE-11")
    @EngineTest
    void outsideOfTransactionsAConnectionIsHeldForAnOperationAtMost(EngineFactory engines) {
        var other = engines.create();
        try (var shop = Shop.open(engines.create())) {
            var id = shop.author("Ursula");
            var session = shop.sessions().on(other).openSession();

            assertThat(Shop.find(session, id).getName()).isEqualTo("Ursula");
            assertThat(other.status().inUse()).isZero();
            assertThatThrownBy(() -> await(session.runSync(plain -> {
                        plain.clear();
                        var _ = plain.find(Author.class, id);
                        assertThat(other.status().inUse()).isEqualTo(1);
                        throw new IllegalStateException("enough");
                    })))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(other.status().inUse()).isZero();
            await(session.aclose());
        }
    }

    @Spec("SE-11")
    @EngineTest
    void aFailureAndAForgottenCommitAreRolledBackThere(EngineFactory engines) {
        var other = engines.create();
        try (var shop = Shop.open(engines.create())) {
            var there = shop.sessions().on(other);
            assertThatThrownBy(() -> await(there.begin(
                            session -> session.persist(new Author("Ursula")).thenCompose(_ -> {
                                throw new IllegalStateException("enough");
                            }))))
                    .isInstanceOf(IllegalStateException.class);
            var session = there.openSession();
            await(session.begin());
            await(session.persist(new Author("Octavia")));
            await(session.flush());
            assertThat(other.status().inUse()).isEqualTo(1);
            await(session.aclose());

            assertThat(other.status().inUse()).isZero();
            assertThat(shop.count(Author.class)).isZero();
        }
    }

    @Spec("SE-11")
    @EngineTest
    void aPlainSessionInAnAwaitletGoesThereToo(EngineFactory engines) {
        var other = engines.create();
        try (var shop = Shop.open(engines.create())) {
            try (var session = shop.sessions().on(other).openSession().sync()) {
                session.beginTransaction();
                session.persist(new Author("Ursula"));
                session.flush();
                assertThat(other.status().inUse()).isEqualTo(1);
                session.getTransaction().commit();
                assertThat(other.status().inUse()).isZero();
                assertThat(session.createSelectionQuery("from Author", Author.class)
                                .getResultList())
                        .hasSize(1);
            }
            assertThat(other.status().inUse()).isZero();
        }
    }

    @Spec("SE-11")
    @EngineTest
    void aStatelessSessionGoesThereToo(EngineFactory engines) {
        var other = engines.create();
        try (var shop = Shop.open(engines.create())) {
            await(shop.sessions()
                    .on(other)
                    .beginStateless(session -> session.insert(new Author("Ursula"))
                            .thenRun(() -> assertThat(other.status().inUse()).isEqualTo(1))));
            assertThat(other.status().inUse()).isZero();
            assertThat(shop.count(Author.class)).isEqualTo(1);
        }
    }

    @Spec("SE-18")
    @EngineTest
    void whatSessionsCommitGoesWithTheOuterRollback(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var outer = engine.connect()) {
            var joined = shop.sessions().on(outer.asEngine());
            await(joined.begin(session -> session.persist(new Author("Ursula"))));
            await(joined.begin(session -> session.persist(new Author("Octavia"))));

            assertThat(authors(joined)).isEqualTo(2);
            assertThat(await(outer.scalar(Long.class, "select count(*) from Author")))
                    .hasValue(2L);
            await(outer.rollback());
            assertThat(authors(joined)).isZero();
        }
    }

    @Spec("SE-18")
    @EngineTest
    void aSessionsRollbackUndoesItsOwnWorkAlone(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var outer = engine.connect()) {
            var joined = shop.sessions().on(outer.asEngine());
            await(joined.begin(session -> session.persist(new Author("Ursula"))));
            assertThatThrownBy(() -> await(joined.begin(
                            session -> session.persist(new Author("Octavia")).thenCompose(_ -> {
                                throw new IllegalStateException("enough");
                            }))))
                    .isInstanceOf(IllegalStateException.class);
            await(joined.begin(session -> session.persist(new Author("Joanna"))
                    .thenCompose(_ -> session.flush())
                    .thenCompose(_ -> session.markForRollback())));
            await(outer.commit());

            assertThat(shop.count(Author.class)).isEqualTo(1);
        }
    }

    @Spec("SE-18")
    @EngineTest
    void aSavepointOfASessionNestsInside(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var outer = engine.connect()) {
            var joined = shop.sessions().on(outer.asEngine());
            await(joined.begin(session -> session.persist(new Author("Ursula"))
                    .thenCompose(_ -> session.beginNested(same -> same.persist(new Author("Octavia"))
                                    .thenCompose(_ ->
                                            CompletableFuture.<Void>failedFuture(new IllegalStateException("enough"))))
                            .exceptionally(_ -> null))));
            await(outer.commit());

            assertThat(shop.count(Author.class)).isEqualTo(1);
        }
    }

    @Spec({"SE-11", "SE-18"})
    @EngineTest
    void tablesAreMadeByTheMakerItself(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            assertThatThrownBy(() -> await(shop.sessions().on(engine).createSchema()))
                    .isInstanceOf(FeatureRefused.class);
        }
    }

    @Spec("SE-11")
    @Test
    void anEngineOfAnotherDialectIsRefused() {
        try (var h2 = AsyncEngine.create("h2:mem:view");
                var sqlite = AsyncEngine.create("sqlite://")) {
            var sessions = AsyncSessionMaker.create(h2, Author.class);
            assertThatThrownBy(() -> sessions.on(sqlite))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("h2")
                    .hasMessageContaining("sqlite");
        }
    }
}
