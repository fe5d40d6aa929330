package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.ResourceClosed;
import dev.weft.hibernate.shop.Author;
import dev.weft.hibernate.shop.Shelf;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.EngineTest;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.SessionEventListener;
import org.hibernate.engine.spi.SessionImplementor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** Results of a query as a publisher, on every database. */
@Spec({"SE-3", "SE-26"})
class SessionStreamTest {
    private static final int SHELVES = 7;

    /** A subscriber that notes what it gets, and asks for what the test tells it to. */
    private static final class Listener<T> implements Flow.Subscriber<T> {
        final List<T> elements = new CopyOnWriteArrayList<>();
        final CompletableFuture<List<T>> all = new CompletableFuture<>();
        private final int enough;
        private final Map<Integer, CompletableFuture<Void>> counts = new ConcurrentHashMap<>();
        private volatile Flow.@Nullable Subscription subscription;

        Listener() {
            this(Integer.MAX_VALUE);
        }

        /** One that cancels when it has some. */
        Listener(int enough) {
            this.enough = enough;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(T element) {
            elements.add(element);
            count(elements.size()).complete(null);
            if (elements.size() == enough) {
                cancel();
                all.complete(elements);
            }
        }

        @Override
        public void onError(Throwable failure) {
            all.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            all.complete(elements);
        }

        private CompletableFuture<Void> count(int elements) {
            return counts.computeIfAbsent(elements, _ -> new CompletableFuture<>());
        }

        /** Asks for some, and waits until there are so many in all. */
        void requestTo(int elements, long more) {
            request(more);
            await(count(elements));
        }

        Listener<T> request(long count) {
            Objects.requireNonNull(subscription).request(count);
            return this;
        }

        void cancel() {
            Objects.requireNonNull(subscription).cancel();
        }
    }

    private static <T> Listener<T> subscribed(Flow.Publisher<T> publisher, Listener<T> listener) {
        publisher.subscribe(listener);
        return listener;
    }

    private static AsyncSelectionQuery<Shelf> shelves(AsyncSession session) {
        return session.createSelectionQuery("from Shelf order by id", Shelf.class);
    }

    @EngineTest
    void anAwaitletIteratesOverEntitiesWithOtherOperationsBetween(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(SHELVES);
            var read = new ArrayList<Integer>();
            await(shop.sessions().begin(session -> {
                try (var all = Awaitlets.iterate(shelves(session).stream(3), 2)) {
                    while (all.hasNext()) {
                        var shelf = all.next();
                        read.add(shelf.getId());
                        assertThat(await(session.contains(shelf))).isTrue();
                    }
                }
                return session.flush();
            }));

            assertThat(read).containsExactly(1, 2, 3, 4, 5, 6, 7);
        }
    }

    @EngineTest
    void whatIsFetchedWithAnEntityIsThere(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            for (var author = 0; author < 5; author++) {
                var _ = shop.author("author " + author, "title " + author, "other title " + author);
            }
            var authors = await(shop.sessions()
                    .begin(session -> subscribed(
                                    session
                                            .createSelectionQuery(
                                                    "from Author a join fetch a.books order by a.id", Author.class)
                                            .stream(2),
                                    new Listener<>())
                            .request(Long.MAX_VALUE)
                            .all));

            assertThat(authors).hasSize(5).allSatisfy(author -> {
                assertThat(Hibernate.isInitialized(author.getBooks())).isTrue();
                assertThat(author.getBooks()).hasSize(2);
            });
        }
    }

    @EngineTest
    void noMoreIsReadThanAChunkBeyondWhatIsAskedFor(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            shop.shelves(SHELVES);
            await(session.begin());
            var listener = subscribed(shelves(session).stream(3), new Listener<>());
            assertThat(loaded(session)).isZero();
            listener.requestTo(1, 1);
            assertThat(loaded(session)).isEqualTo(3);
            listener.requestTo(3, 2);
            assertThat(loaded(session)).isEqualTo(3);
            listener.requestTo(4, 1);
            assertThat(loaded(session)).isEqualTo(6);
            listener.request(100);

            assertThat(await(listener.all)).hasSize(SHELVES);
            assertThat(await(session.runSync(SessionStreamTest::hasOpenStatements)))
                    .as("statements left open")
                    .isFalse();
            await(session.rollback());
        }
    }

    /** The number of entities in a session, when all is done that was asked for before. */
    private static int loaded(AsyncSession session) {
        return await(session.runSync(plain -> plain.getStatistics().getEntityCount()));
    }

    private static boolean hasOpenStatements(Session session) {
        return session.unwrap(SessionImplementor.class)
                .getJdbcCoordinator()
                .getLogicalConnection()
                .getResourceRegistry()
                .hasRegisteredResources();
    }

    @EngineTest
    void eachSubscriberRunsTheQueryAsItWasSetUp(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(3);
            await(shop.sessions().begin(session -> {
                var query = shelves(session).setMaxResults(2);
                var publisher = query.stream(10);
                var _ = query.setMaxResults(1);
                assertThat(shop.statements()).isEmpty();
                for (var run = 0; run < 2; run++) {
                    assertThat(await(subscribed(publisher, new Listener<>()).request(9).all))
                            .extracting(Shelf::getId)
                            .containsExactly(1, 2);
                    assertThat(shop.statements()).hasSize(1);
                }
                return session.flush();
            }));
        }
    }

    @EngineTest
    void aStreamCancelledHalfWayLeavesTheTransactionUsable(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(SHELVES);
            await(shop.sessions().begin(session -> {
                var some = await(subscribed(shelves(session).stream(2), new Listener<>(3))
                        .request(Long.MAX_VALUE)
                        .all);
                assertThat(some).hasSize(3);
                assertThat(await(session.runSync(SessionStreamTest::hasOpenStatements)))
                        .as("statements left open")
                        .isFalse();
                return session.persist(new Shelf(SHELVES + 1, "b", SHELVES + 1, 0));
            }));

            assertThat(shop.count(Shelf.class)).isEqualTo(SHELVES + 1);
            assertThat(engine.status().inUse()).isZero();
        }
    }

    @EngineTest
    void aBlockMayEndAsSoonAsItsStreamIsCancelled(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(SHELVES);
            for (var round = 0; round < 20; round++) {
                var enough = round % SHELVES + 1;
                var some = await(shop.sessions()
                        .begin(session -> subscribed(shelves(session).stream(2), new Listener<>(enough))
                                .request(Long.MAX_VALUE)
                                .all));
                assertThat(some).hasSize(enough);
            }

            assertThat(engine.status().inUse()).isZero();
        }
    }

    @EngineTest
    void aChunkThatIsUnderWayWhenItsStreamIsCancelledIsForgottenByNobody(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(SHELVES);
            await(shop.sessions().begin(session -> {
                var listener = subscribed(shelves(session).stream(2), new Listener<>());
                await(session.runSync(plain -> plain)); // by whose turn it is open
                var held = new CompletableFuture<Integer>();
                var holding = session.runSync(_ -> await(held.copy()));
                listener.request(5);
                listener.cancel();
                held.complete(1);
                return holding;
            }));

            assertThat(engine.status().inUse()).isZero();
        }
    }

    @EngineTest
    void aStreamThatIsCancelledAsItOpensIsClosedAgain(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            shop.shelves(SHELVES);
            await(session.begin());
            var cancel = new CompletableFuture<Runnable>();
            await(session.runSync(plain -> {
                plain.addEventListeners(new WhenExecuted(cancel));
                return plain;
            }));
            var listener = subscribed(shelves(session).stream(2), new Listener<>());
            cancel.complete(listener::cancel);

            await(session.runSync(plain -> plain)); // by whose turn the close has got in line
            assertThat(await(session.runSync(SessionStreamTest::hasOpenStatements)))
                    .as("statements left open")
                    .isFalse();
            assertThat(listener.all).isNotDone();
            await(session.rollback());
        }
    }

    /** Does something as soon as a statement has been executed and its results are there to be read. */
    private static final class WhenExecuted implements SessionEventListener {
        private static final long serialVersionUID = 1L;

        private final transient CompletableFuture<Runnable> action;

        WhenExecuted(CompletableFuture<Runnable> action) {
            this.action = action;
        }

        @Override
        public void jdbcExecuteStatementEnd() {
            await(action.copy()).run();
        }
    }

    @EngineTest
    void aStreamWhoseTransactionEndsFailsAndIsNotTakenForComplete(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            shop.shelves(SHELVES);
            await(session.begin());
            var listener = subscribed(shelves(session).stream(2), new Listener<>());
            listener.requestTo(1, 1);
            await(session.commit());
            listener.request(Long.MAX_VALUE);

            assertThatThrownBy(() -> await(listener.all)).isNotNull();
            assertThat(listener.elements).hasSize(2);
        }
    }

    @EngineTest
    void aStreamWhoseSessionIsClosedFails(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(SHELVES);
            var session = shop.sessions().openSession();
            await(session.begin());
            var listener = subscribed(shelves(session).stream(2), new Listener<>());
            listener.requestTo(1, 1);
            await(session.aclose());
            listener.request(Long.MAX_VALUE);

            assertThatThrownBy(() -> await(listener.all)).isInstanceOf(ResourceClosed.class);
            assertThat(engine.status().inUse()).isZero();
        }
    }

    @EngineTest
    void whatIsWrongWithTheQueryIsToldToItsSubscriber(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var all = shop.sessions()
                    .begin(session -> subscribed(
                                    session.createSelectionQuery("from Nothing", Object.class).stream(2),
                                    new Listener<>())
                            .all);

            assertThatThrownBy(() -> await(all)).isInstanceOf(EntityNotMapped.class);
        }
    }

    @EngineTest
    void aNullAmongResultsIsRefused(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(2);
            await(shop.sessions().begin(session -> {
                var query = session.createSelectionQuery("select nullif(id, 2) from Shelf order by id", Integer.class);
                var listener = subscribed(query.stream(5), new Listener<>()).request(5);

                assertThatThrownBy(() -> await(listener.all)).isInstanceOf(FeatureRefused.class);
                assertThat(listener.elements).containsExactly(1);
                var scroll = await(query.scroll(5));
                assertThat(await(scroll.next())).containsExactly(1, null);
                return scroll.aclose();
            }));
        }
    }

    @EngineTest
    void aStatelessSessionStreamsToo(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(SHELVES);
            var ids = await(shop.sessions()
                    .beginStateless(session -> subscribed(
                                    session
                                            .createSelectionQuery("select id from Shelf order by id", Integer.class)
                                            .stream(3),
                                    new Listener<>())
                            .request(Long.MAX_VALUE)
                            .all));

            assertThat(ids).isEqualTo(IntStream.rangeClosed(1, SHELVES).boxed().toList());
        }
    }

    @EngineTest
    void aChunkOfNothingIsRefusedAtOnce(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            assertThatIllegalArgumentException().isThrownBy(() -> shelves(session).stream(0));
        }
    }

    @EngineTest(backends = Backend.VIRTUAL_THREADS)
    void aCancelledStreamLetsGoOfItsSubscriber(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            shop.shelves(SHELVES);
            await(session.begin());
            var cancelled = cancelled(session);
            await(session.runSync(plain -> plain)); // by whose turn all of it has ended

            for (var patience = 0; patience < 500 && cancelled.listener.get() != null; patience++) {
                System.gc();
                await(CompletableFuture.runAsync(
                        () -> {}, CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS)));
            }
            assertThat(cancelled.listener.get()).isNull();
            cancelled.subscription.request(1);
            await(session.rollback());
        }
    }

    /** A subscriber that nobody else holds, and what it was given. */
    private record Cancelled(WeakReference<Listener<Shelf>> listener, Flow.Subscription subscription) {}

    private static Cancelled cancelled(AsyncSession session) {
        var listener = subscribed(shelves(session).stream(2), new Listener<>());
        listener.requestTo(1, 1);
        listener.cancel();
        return new Cancelled(new WeakReference<>(listener), Objects.requireNonNull(listener.subscription));
    }

    @EngineTest(
            value = {Database.H2, Database.POSTGRESQL},
            backends = Backend.VIRTUAL_THREADS)
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void itKeepsTheRulesOfReactiveStreams(AsyncEngine engine, Database database) {
        try (var shop = Shop.open(engine)) {
            var report = OutsideAwaitlets.call(() -> StreamVerification.run(shop.sessions(), database));

            assertThat(report.failed()).isEmpty();
            assertThat(report.passed()).hasSizeGreaterThan(20);
            assertThat(report.skipped()).isEmpty();
        }
    }
}
