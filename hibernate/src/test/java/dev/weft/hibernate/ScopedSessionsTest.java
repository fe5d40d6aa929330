package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.NoAwaitletContext;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.ResourceClosed;
import dev.weft.hibernate.shop.Author;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineTest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Sessions by a key, and what becomes of those that nobody removes. */
@Spec("SE-14")
class ScopedSessionsTest {
    @EngineTest
    void anAwaitletHasOneSessionUntilItRemovesIt(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var scoped = shop.sessions().scoped();
            assertThat(shop.sessions().scoped()).isSameAs(scoped);
            var mine = scoped.current();
            await(mine.begin());
            await(mine.persist(new Author("ann")));
            await(mine.flush());
            assertThat(scoped.current()).isSameAs(mine);
            var other = await(async(() -> {
                var its = scoped.current();
                await(scoped.remove());
                return its;
            }));
            assertThat(other).isNotSameAs(mine);
            assertThat(other.isClosed()).isTrue();
            assertThat(scoped.keys()).hasSize(1);
            await(scoped.remove());
            await(scoped.remove());

            assertThat(mine.isClosed()).isTrue();
            assertThat(scoped.keys()).isEmpty();
            assertThat(engine.status().inUse()).isZero();
            assertThat(scoped.current()).isNotSameAs(mine);
            await(scoped.remove());
            assertThat(shop.count(Author.class)).isZero();
        }
    }

    @EngineTest
    void aKeyOfTheUsersTellsTheSessionsApart(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var request = new AtomicReference<>("one");
            var scoped = shop.sessions().scoped(request::get);
            var first = scoped.current();
            request.set("two");
            var second = OutsideAwaitlets.call(scoped::current);
            assertThat(second).isNotSameAs(first).isSameAs(scoped.current());
            assertThat(scoped.keys()).containsExactlyInAnyOrder("one", "two");
            await(second.begin(session -> session.persist(new Author("ann"))));
            await(scoped.remove());
            request.set(new String("one"));

            assertThat(scoped.current()).isSameAs(first);
            await(scoped.remove());
            assertThat(shop.count(Author.class)).isEqualTo(1);
        }
    }

    @EngineTest
    void aSessionThatWasClosedByHandIsReplaced(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var scoped = shop.sessions().scoped();
            var first = scoped.current();
            await(first.aclose());
            var second = scoped.current();

            assertThat(second).isNotSameAs(first);
            assertThat(await(second.find(Author.class, 1L))).isNull();
            await(scoped.remove());
        }
    }

    @EngineTest
    void aSessionThatItsAwaitletForgotIsToldOfAndClosed(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var log = Warnings.of("dev.weft.hibernate")) {
            var scoped = shop.sessions().scoped();
            var forgotten = new CompletableFuture<AsyncSession>();
            await(async(() -> {
                var session = scoped.current();
                await(session.begin());
                await(session.persist(new Author("ann")));
                await(session.flush());
                forgotten.complete(session);
            }));
            var end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
            while (!forgotten.join().isClosed() || engine.status().inUse() > 0) {
                assertThat(System.nanoTime()).as("not closed").isLessThan(end);
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            }

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("was never removed", "opened at " + ScopedSessionsTest.class.getName());
            assertThat(scoped.keys()).isEmpty();
            assertThat(shop.count(Author.class)).isZero();
        }
    }

    @EngineTest
    void sessionsThatNobodyRemovedEndWithTheirMakerAndAreToldOf(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var log = Warnings.of("dev.weft.hibernate")) {
            var sessions = AsyncSessionMaker.create(engine, Author.class, dev.weft.hibernate.shop.Book.class);
            var scoped = sessions.scoped(() -> "request 7");
            var session = scoped.current();
            await(session.begin());
            await(session.persist(new Author("ann")));
            await(session.flush());
            await(sessions.aclose());

            assertThat(session.isClosed()).isTrue();
            assertThat(engine.status().inUse()).isZero();
            assertThat(log.lines()).singleElement().asString().contains("request 7", "was never removed");
            assertThatThrownBy(scoped::current).isInstanceOf(ResourceClosed.class);
            assertThat(shop.count(Author.class)).isZero();
        }
    }

    @EngineTest
    void outsideAwaitletsThereIsNoCurrentOne(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var scoped = shop.sessions().scoped();

            assertThatThrownBy(() -> OutsideAwaitlets.call(scoped::current)).isInstanceOf(NoAwaitletContext.class);
        }
    }
}
