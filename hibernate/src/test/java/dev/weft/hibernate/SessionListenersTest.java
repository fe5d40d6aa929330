package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.engine.AsyncEngine;
import dev.weft.hibernate.shop.Author;
import dev.weft.hibernate.shop.Shelf;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineTest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hibernate.Interceptor;
import org.hibernate.SessionEventListener;
import org.hibernate.Transaction;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.engine.spi.TransactionCompletionCallbacks.BeforeCompletionCallback;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostLoadEventListener;
import org.hibernate.event.spi.PreInsertEventListener;
import org.hibernate.type.Type;

/** Hibernate's listeners and interceptors: they run in the awaitlet of the operation that makes them, and may wait. */
@Spec("SE-19")
class SessionListenersTest {
    /** Something that takes time, awaited. */
    private static String answered(String text) {
        return await(async(() -> {
            Awaitlets.checkpoint();
            return text;
        }));
    }

    private static <L> void listen(Shop shop, EventType<L> type, L listener) {
        await(shop.sessions().sessionFactory())
                .unwrap(SessionFactoryImplementor.class)
                .getEventListenerRegistry()
                .getEventListenerGroup(type)
                .appendListener(listener);
    }

    @EngineTest
    void aListenerBeforeTheCommitReadsAndWritesThroughTheSession(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            await(shop.sessions()
                    .begin(session -> session.persist(new Author("ann"))
                            .thenCompose(_ -> session.runSync(plain -> {
                                plain.unwrap(SessionImplementor.class)
                                        .getTransactionCompletionCallbacks()
                                        .registerCallback((BeforeCompletionCallback) _ -> {
                                            var authors = plain.createSelectionQuery("from Author", Author.class)
                                                    .getResultList();
                                            var changed = plain.createNativeMutationQuery(
                                                            "update Author set name = :name")
                                                    .setParameter("name", answered("a" + authors.size()))
                                                    .executeUpdate();
                                            assertThat(changed).isEqualTo(1);
                                        });
                                return plain;
                            }))
                            .thenAccept(_ -> {})));

            assertThat(names(shop)).containsExactly("a1");
        }
    }

    private static List<String> names(Shop shop) {
        return await(shop.sessions()
                .withSession(
                        session -> session.createSelectionQuery("select name from Author order by name", String.class)
                                .getResultList()));
    }

    @EngineTest
    void aListenerBeforeAnInsertMayQueryAndAwait(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var seen = new CopyOnWriteArrayList<Object>();
            PreInsertEventListener listener = event -> {
                seen.add(event.getSession()
                        .createNativeQuery("select count(*) from Author", Long.class)
                        .getSingleResult());
                seen.add(answered("awaited"));
                return false;
            };
            listen(shop, EventType.PRE_INSERT, listener);
            await(shop.sessions().begin(session -> session.persist(new Shelf(1, "a", 1, 0))));

            assertThat(seen).containsExactly(0L, "awaited");
            assertThat(shop.count(Shelf.class)).isEqualTo(1);
        }
    }

    @EngineTest
    void aListenerAfterALoadFindsTheAsynchronousSessionAndMayAwait(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(1);
            var seen = new CopyOnWriteArrayList<Object>();
            PostLoadEventListener listener = event -> {
                seen.add(AsyncSession.of(event.getSession()));
                seen.add(answered(((Shelf) event.getEntity()).getRoom()));
            };
            listen(shop, EventType.POST_LOAD, listener);
            await(shop.sessions()
                    .withSession(session -> session.find(Shelf.class, 1)
                            .thenAccept(_ -> assertThat(seen).containsExactly(session, "a"))));
        }
    }

    @EngineTest
    void aListenerThatFailsRollsBackAndIsTold(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var failure = new IllegalStateException("no");
            PreInsertEventListener listener = _ -> {
                throw failure;
            };
            await(shop.sessions().begin(session -> session.persist(new Shelf(1, "a", 1, 0))));
            listen(shop, EventType.PRE_INSERT, listener);

            assertThatThrownBy(() -> await(shop.sessions().begin(session -> session.persist(new Author("ann")))))
                    .isSameAs(failure);
            assertThatThrownBy(() -> await(shop.sessions()
                            .begin(session -> session.createMutationQuery("delete from Shelf")
                                    .executeUpdate()
                                    .thenCompose(_ -> session.persist(new Shelf(2, "b", 2, 0))))))
                    .isSameAs(failure);
            assertThat(engine.status().inUse()).isZero();
            assertThat(shop.count(Shelf.class)).isEqualTo(1);
        }
    }

    /** Renames what is written, and refuses to commit once it is told to. */
    private static final class Renaming implements Interceptor {
        private final CopyOnWriteArrayList<String> heard = new CopyOnWriteArrayList<>();

        @Override
        public boolean onPersist(Object entity, Object id, Object[] state, String[] names, Type[] types) {
            for (var i = 0; i < names.length; i++) {
                if (names[i].equals("name")) {
                    state[i] = answered("renamed");
                    return true;
                }
            }
            return false;
        }

        @Override
        public void beforeTransactionCompletion(Transaction transaction) {
            heard.add(answered("before"));
        }

        @Override
        public void afterTransactionCompletion(Transaction transaction) {
            heard.add(answered("after"));
        }
    }

    @EngineTest
    void anInterceptorOfTheMakerMayAwait(AsyncEngine engine) {
        var interceptor = new Renaming();
        var options = SessionOptions.defaults().withSetting(AvailableSettings.INTERCEPTOR, interceptor);
        try (var shop = Shop.open(engine, options)) {
            await(shop.sessions().begin(session -> session.persist(new Author("ann"))));

            assertThat(interceptor.heard).containsExactly("before", "after");
            assertThat(names(shop)).containsExactly("renamed");
        }
    }

    @EngineTest
    void anInterceptorOfOneSessionHearsThatAlone(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var interceptor = new Renaming();
            await(shop.sessions()
                    .with(builder -> builder.interceptor(interceptor))
                    .begin(session -> session.persist(new Author("ann"))));
            await(shop.sessions().begin(session -> session.persist(new Author("bob"))));

            assertThat(interceptor.heard).containsExactly("before", "after");
            assertThat(names(shop)).containsExactly("bob", "renamed");
        }
    }

    @EngineTest
    void aListenerOfASessionHearsItsStatementsInsideAwaitlets(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var heard = new CopyOnWriteArrayList<Object>();
            await(shop.sessions()
                    .begin(session -> session.runSync(plain -> {
                                plain.addEventListeners(new SessionEventListener() {
                                    @Override
                                    public void jdbcExecuteStatementEnd() {
                                        heard.add(answered("statement"));
                                    }

                                    @Override
                                    public void transactionCompletion(boolean successful) {
                                        heard.add(successful);
                                    }
                                });
                                return plain;
                            })
                            .thenCompose(_ -> session.find(Author.class, 1L))));

            assertThat(heard).containsExactly("statement", true);
        }
    }
}
