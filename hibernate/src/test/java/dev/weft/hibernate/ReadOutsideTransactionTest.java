package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.AsyncEngine;
import dev.weft.hibernate.shop.Author;
import dev.weft.hibernate.shop.Shelf;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineTest;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hibernate.LockMode;
import org.hibernate.SessionBuilder;
import org.hibernate.SessionEventListener;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostLoadEvent;
import org.hibernate.event.spi.PostLoadEventListener;

/** What an operation outside of transactions costs the server, and what becomes of what it wrote. */
class ReadOutsideTransactionTest {
    /** Whether the connection was in auto-commit, each time that an entity was read. */
    private record AutoCommits(List<Boolean> seen) implements PostLoadEventListener {
        static AutoCommits of(Shop shop) {
            var commits = new AutoCommits(new CopyOnWriteArrayList<>());
            await(shop.sessions().sessionFactory())
                    .unwrap(SessionFactoryImplementor.class)
                    .getEventListenerRegistry()
                    .appendListeners(EventType.POST_LOAD, commits);
            return commits;
        }

        @Override
        public void onPostLoad(PostLoadEvent event) {
            seen.add(event.getSession().doReturningWork(Connection::getAutoCommit));
        }
    }

    @EngineTest
    @Spec("SE-8")
    void whatOnlyReadsBeginsNoTransaction(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("ann");
            var autoCommits = AutoCommits.of(shop);
            try (var session = shop.sessions().openSession()) {
                await(session.refresh(Shop.find(session, id)));
                await(session.clear());
                assertThat(await(session.createSelectionQuery("from Author", Author.class)
                                .getResultList()))
                        .hasSize(1);
            }

            assertThat(autoCommits.seen()).containsExactly(true, true, true);
            assertThat(engine.status().inUse()).isZero();
        }
    }

    @EngineTest
    @Spec({"SE-8", "SE-10"})
    void whatIsReadInATransactionOrByCodeThatMayWriteIsNotInAutoCommit(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("ann");
            var autoCommits = AutoCommits.of(shop);
            await(shop.sessions().begin(session -> session.find(Author.class, id)));
            var _ = await(shop.sessions().runSync(session -> session.find(Author.class, id)));
            await(shop.sessions()
                    .withSession(session -> session.createNativeQuery("select * from Author", Author.class)
                            .getResultList()));

            assertThat(autoCommits.seen()).containsExactly(false, false, false);
        }
    }

    @EngineTest
    @Spec("SE-9")
    void whatIsWrittenOutsideOfATransactionIsUndone(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            await(session.doWork(connection -> {
                assertThat(connection.getAutoCommit()).isFalse();
                try (var statement = connection.createStatement()) {
                    statement.execute("insert into Shelf (id, room, number, books) values (1, 'a', 1, 0)");
                }
                assertThat(connection.getAutoCommit()).isFalse();
            }));

            assertThat(shop.count(Shelf.class)).isZero();
        }
    }

    @EngineTest
    @Spec({"SE-7", "SE-10"})
    void aTransactionThatBeginsOnAConnectionThatHasReadIsOne(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("ann");
            await(shop.sessions().runSync(session -> {
                assertThat(session.find(Author.class, id)).isNotNull();
                var transaction = session.beginTransaction();
                session.persist(new Author("bob"));
                session.flush();
                transaction.rollback();
                return id;
            }));

            assertThat(shop.count(Author.class)).isEqualTo(1);
        }
    }

    @EngineTest
    @Spec("SE-7")
    void afterATransactionReadsNeedNoneAgain(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            var autoCommits = AutoCommits.of(shop);
            await(session.begin());
            await(session.persist(new Author("ann")));
            await(session.commit());
            await(session.clear());
            assertThat(await(session.createSelectionQuery("from Author", Author.class)
                            .getResultList()))
                    .hasSize(1);

            assertThat(autoCommits.seen()).containsExactly(true);
        }
    }

    @EngineTest
    @Spec("SE-19")
    void listenersAndStatisticsHearOfTheConnections(AsyncEngine engine) {
        var heard = new CopyOnWriteArrayList<String>();
        var listener = new SessionEventListener() {
            @Override
            public void jdbcConnectionAcquisitionEnd() {
                heard.add("taken");
            }

            @Override
            public void jdbcConnectionReleaseEnd() {
                heard.add("given back");
            }
        };
        try (var shop = Shop.open(engine)) {
            var id = shop.author("ann");
            var statistics = await(shop.sessions().sessionFactory()).getStatistics();
            statistics.setStatisticsEnabled(true);
            await(shop.sessions()
                    .with(builder -> ((SessionBuilder) builder).eventListeners(listener))
                    .withSession(session -> session.find(Author.class, id)));

            assertThat(heard).containsExactly("taken", "given back");
            assertThat(statistics.getConnectCount()).isEqualTo(1);
        }
    }

    @Entity(name = "Manuscript")
    static class Manuscript {
        @Id
        private int id;

        @Lob
        private String text = "";

        Manuscript() {}

        Manuscript(int id, String text) {
            this.id = id;
            this.text = text;
        }
    }

    @EngineTest
    @Spec("SE-4")
    void largeObjectsAreReadWithoutATransactionOfTheUsers(AsyncEngine engine) {
        var text = "it was a dark and stormy night. ".repeat(1_000);
        try (var sessions = AsyncSessionMaker.create(engine, Manuscript.class)) {
            await(sessions.createSchema());
            await(sessions.begin(session -> session.persist(new Manuscript(1, text))));

            var read = await(sessions.withSession(session -> session.find(Manuscript.class, 1)));

            assertThat(read).isNotNull().extracting(found -> found.text).isEqualTo(text);
        }
    }

    @EngineTest
    @Spec({"SE-8", "SE-18"})
    void aStatelessSessionOfAnotherEngineHoldsItsConnectionForAnOperationOnly(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(1);
            try (var session = shop.sessions().on(engine).openStatelessSession()) {
                assertThat(await(session.get(Shelf.class, 1, LockMode.NONE))).isNotNull();
                assertThat(engine.status().inUse()).isZero();
            }
        }
    }
}
