package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.spi.VirtualTime;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.DatabaseUnreachable;
import dev.weft.engine.PoolExhausted;
import dev.weft.engine.ResourceClosed;
import dev.weft.hibernate.shop.Author;
import dev.weft.hibernate.shop.Book;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.tool.schema.spi.SchemaManagementException;

/** The maker of sessions: how its factory comes about, its schema tasks, and its end. */
@Spec("SE-13")
class SessionMakerTest {
    @EngineTest
    void makingItDoesNoIoAndMayBeDoneAnywhere(AsyncEngine engine) {
        var before = Awaitlets.live();
        var sessions = OutsideAwaitlets.call(() -> AsyncSessionMaker.create(engine, Author.class, Book.class));
        assertThat(engine.status().open()).isZero();
        assertThat(before).containsAll(Awaitlets.live());
        await(sessions.aclose());
    }

    @EngineTest
    void itsFactoryIsBuiltOnceForAllWhoNeedIt(AsyncEngine engine) {
        try (var sessions = AsyncSessionMaker.create(engine, Author.class, Book.class)) {
            var first = sessions.sessionFactory();
            var second = sessions.sessionFactory();

            assertThat(await(first)).isSameAs(await(second));
        }
    }

    @EngineTest
    void cancellingOneWhoWaitsForTheFactoryDoesNotStopTheOthers(AsyncEngine engine) {
        try (var sessions = AsyncSessionMaker.create(engine, Author.class, Book.class)) {
            var first = sessions.sessionFactory();
            var second = sessions.sessionFactory();
            first.cancel(true);

            assertThat(await(second).isOpen()).isTrue();
        }
    }

    @EngineTest(Database.POSTGRESQL)
    void anUnreachableDatabaseFailsTheFirstOperationAndTheNextTriesAgain(EngineFactory engines) {
        var engine = engines.create(
                "postgresql://localhost:1/weft", options -> options.withAcquireTimeout(Duration.ofMillis(300)));
        try (var sessions = AsyncSessionMaker.create(engine, Author.class, Book.class)) {
            for (var attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> await(sessions.withSession(session -> session.find(Author.class, 1L))))
                        .isInstanceOf(DatabaseUnreachable.class);
            }
        }
    }

    @EngineTest
    void anExhaustedPoolIsToldAsItself(EngineFactory engines) {
        var time = new VirtualTime();
        var engine = engines.create(options -> options.withPoolSize(1).withTime(time));
        try (var shop = Shop.open(engine)) {
            assertThatThrownBy(() -> await(shop.sessions()
                            .begin(session -> session.persist(new Author("ann")).thenCompose(done -> {
                                var other = shop.sessions().withSession(second -> second.find(Author.class, 1L));
                                waits(engine);
                                time.advance(engine.options().pool().acquireTimeout());
                                return other;
                            }))))
                    .isInstanceOf(PoolExhausted.class);
        }
    }

    private static void waits(AsyncEngine engine) {
        var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (engine.status().waiting() == 0) {
            assertThat(System.nanoTime()).as("nobody waits").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }

    @EngineTest
    void theSchemaIsCreatedAndDropped(AsyncEngine engine) {
        try (var sessions = AsyncSessionMaker.create(engine, Author.class, Book.class)) {
            await(sessions.dropSchema());
            await(sessions.createSchema());
            await(sessions.begin(session -> session.persist(new Author("ann", "t1"))));

            assertThatThrownBy(() -> await(sessions.createSchema())).isInstanceOf(SchemaManagementException.class);
            await(sessions.dropSchema());
            assertThatThrownBy(() -> await(sessions.withSession(session -> session.find(Author.class, 1L))))
                    .isInstanceOf(org.hibernate.JDBCException.class);
            await(sessions.createSchema());
            await(sessions.dropSchema());
        }
    }

    @EngineTest(except = Database.SQLITE) // whose identity columns are not what Hibernate expects to find
    void aMissingTableIsFoundByValidation(AsyncEngine engine) {
        try (var sessions = AsyncSessionMaker.create(engine, Author.class, Book.class)) {
            await(sessions.createSchema());
            await(sessions.validateSchema());
            await(sessions.dropSchema());

            assertThatThrownBy(() -> await(sessions.validateSchema()))
                    .isInstanceOf(SchemaManagementException.class)
                    .hasMessageContaining("missing table");
        }
    }

    @EngineTest
    void afterItsCloseNothingCanBeDoneAndTheEngineStaysOpen(AsyncEngine engine) {
        var sessions = AsyncSessionMaker.create(engine, Author.class, Book.class);
        var factory = await(sessions.sessionFactory());
        await(sessions.aclose());
        await(sessions.aclose());

        assertThat(factory.isClosed()).isTrue();
        assertThat(engine.status().closed()).isFalse();
        assertThatThrownBy(() -> await(sessions.openSession().find(Author.class, 1L)))
                .isInstanceOf(ResourceClosed.class);
    }

    @EngineTest
    void anExistingFactoryOverTheEnginesDataSourceServesAsWell(AsyncEngine engine) {
        try (var factory = new MetadataSources(new StandardServiceRegistryBuilder()
                        .applySetting(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, engine.dataSource())
                        .build())
                .addAnnotatedClasses(Author.class, Book.class)
                .buildMetadata()
                .buildSessionFactory()) {
            var sessions = AsyncSessionMaker.of(factory);
            await(sessions.createSchema());
            var author = new Author("ann", "t1");
            await(sessions.begin(session -> session.persist(author)));
            var again = AsyncSessionMaker.of(factory);
            var found = await(again.withSession(session -> session.find(Author.class, author.getId())));

            assertThatThrownBy(() -> found.getBooks().size()).isInstanceOf(LazyLoadOutsideScope.class);
            await(sessions.aclose());
            assertThat(factory.isOpen()).isTrue();
        }
    }

    @EngineTest
    void sessionsOfTheFactoryItselfAreLeftAlone(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("ann", "t1");
            var factory = await(shop.sessions().sessionFactory());
            var author = factory.fromSession(session -> {
                var found = session.find(Author.class, id);
                assertThat(found.getBooks()).hasSize(1);
                session.refresh(found);
                return session.find(Author.class, id);
            });

            assertThat(author.getName()).isEqualTo("ann");
        }
    }

    @EngineTest
    void settingsOfTheCallerWin(AsyncEngine engine) {
        var options = SessionOptions.defaults()
                .withSetting(AvailableSettings.ALLOW_UPDATE_OUTSIDE_TRANSACTION, true)
                .withFinishTimeout(Duration.ofSeconds(3));
        try (var shop = Shop.open(engine, options);
                var session = shop.sessions().openSession()) {
            await(session.persist(new Author("ann")).thenCompose(done -> session.flush()));

            assertThat(shop.count(Author.class)).isEqualTo(1);
        }
    }

    @EngineTest
    void optionsAreCheckedAndShownWithoutValues(AsyncEngine engine) {
        assertThatThrownBy(() -> SessionOptions.defaults().withFinishTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("finishTimeout");
        assertThat(SessionOptions.defaults().withSetting("hibernate.some.password", "secret"))
                .asString()
                .contains("hibernate.some.password")
                .doesNotContain("secret");
    }

    @EngineTest
    void aHundredSessionsShareASmallPool(EngineFactory engines) {
        var engine = engines.create(options -> options.withPoolSize(2));
        try (var shop = Shop.open(engine)) {
            var all = new CompletableFuture<?>[100];
            for (var number = 0; number < all.length; number++) {
                var name = "a" + number;
                all[number] = async(() -> await(shop.sessions().begin(session -> session.persist(new Author(name)))));
            }
            await(CompletableFuture.allOf(all));

            assertThat(shop.count(Author.class)).isEqualTo(100);
        }
    }
}
