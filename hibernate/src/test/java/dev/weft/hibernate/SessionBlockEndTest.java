package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncEngine;
import dev.weft.hibernate.shop.Author;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineTest;
import java.util.Iterator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.Interceptor;
import org.hibernate.Transaction;

/** What a block with a session of its own does before and after its work, in its own awaitlet. */
@Spec("SE-9")
class SessionBlockEndTest {
    private static AsyncSessionMaker with(Shop shop, Interceptor interceptor) {
        return shop.sessions().with(builder -> builder.interceptor(interceptor));
    }

    /** An interceptor whose flush would never end. */
    private static final class Hanging implements Interceptor {
        private final CompletableFuture<Void> flushing = new CompletableFuture<>();
        private final CompletableFuture<Void> never = new CompletableFuture<>();

        @Override
        public void preFlush(Iterator<Object> entities) {
            flushing.complete(null);
            await(never);
        }
    }

    @EngineTest
    void itsFlushStopsWhenItsSessionIsInvalidated(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var hanging = new Hanging();
            var used = new CompletableFuture<AsyncSession>();
            var block = with(shop, hanging).begin(session -> {
                used.complete(session);
                return session.persist(new Author("ann"));
            });
            await(hanging.flushing.copy());
            await(used.resultNow().invalidate());

            assertThatThrownBy(() -> await(block)).isInstanceOf(CancellationException.class);
            assertThat(hanging.never).isCancelled();
            assertThat(engine.status().inUse()).isZero();
            assertThat(shop.count(Author.class)).isZero();
        }
    }

    @EngineTest
    void itsFlushStopsWhenItIsCancelled(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var hanging = new Hanging();
            var block = with(shop, hanging).begin(session -> session.persist(new Author("ann")));
            await(hanging.flushing.copy());
            assertThat(block.cancel(true)).isTrue();
            await(shop.sessions().closeAll());

            assertThat(hanging.never).isCancelled();
            assertThat(engine.status().inUse()).isZero();
            assertThat(shop.count(Author.class)).isZero();
        }
    }

    @EngineTest
    void aListenerOfItsFlushThatUsesTheSessionIsRefusedInWhateverAwaitlet(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var used = new CompletableFuture<AsyncSession>();
            var block = with(shop, new Interceptor() {
                        @Override
                        public void preFlush(Iterator<Object> entities) {
                            assertThatThrownBy(() -> await(used.resultNow().find(Author.class, 1L)))
                                    .isInstanceOf(SessionReentered.class);
                            await(async(() -> await(used.resultNow().find(Author.class, 1L))));
                        }
                    })
                    .begin(session -> {
                        used.complete(session);
                        return session.persist(new Author("ann"));
                    });

            assertThatThrownBy(() -> await(block)).isInstanceOf(SessionReentered.class);
            assertThat(shop.count(Author.class)).isZero();
        }
    }

    @EngineTest
    void itBeginsItsTransactionWithItsFirstOperationAndNoneForWorkWithoutAny(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var begun = new AtomicInteger();
            var counted = with(shop, new Interceptor() {
                @Override
                public void afterTransactionBegin(Transaction transaction) {
                    begun.incrementAndGet();
                }
            });
            var answer = await(counted.begin(_ -> CompletableFuture.completedFuture("nothing to do")));

            assertThat(answer).isEqualTo("nothing to do");
            assertThat(begun).hasValue(0);
            assertThat(await(counted.begin(AsyncSession::inTransaction))).isTrue();
            assertThat(begun).hasValue(1);
        }
    }

    @EngineTest
    @Spec({"SE-7", "SE-13"})
    void entitiesAreLookedThroughOnceBeforeACommit(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            var statistics = await(shop.sessions().sessionFactory()).getStatistics();
            statistics.setStatisticsEnabled(true);

            await(shop.sessions().begin(own -> own.persist(new Author("ann"))));
            assertThat(statistics.getFlushCount()).as("of a block").isEqualTo(1);

            await(session.begin(_ -> session.persist(new Author("bob"))));
            assertThat(statistics.getFlushCount()).as("of a block in a session").isEqualTo(2);

            await(session.begin());
            await(session.persist(new Author("cid")));
            await(session.commit());
            assertThat(statistics.getFlushCount()).as("of a commit").isEqualTo(3);
            assertThat(shop.count(Author.class)).isEqualTo(3);
        }
    }
}
