package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.ResourceClosed;
import dev.weft.hibernate.shop.Author;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** The end of a session whose connection is not to be trusted. */
@Spec("SE-9")
class SessionInvalidateTest {
    @EngineTest
    void itsConnectionIsClosedAndNothingOfItKept(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var session = shop.sessions().openSession();
            await(session.begin());
            await(session.persist(new Author("ann")));
            await(session.flush());
            var before = engine.status().open();
            await(session.invalidate());
            await(session.invalidate());

            assertThat(session.isClosed()).isTrue();
            assertThatThrownBy(() -> await(session.flush())).isInstanceOf(ResourceClosed.class);
            fewer(engine, before);
            assertThat(shop.count(Author.class)).isZero();
        }
    }

    /** Waits for the pool to have let a connection go. */
    private static void fewer(AsyncEngine engine, int before) {
        var end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (engine.status().open() >= before || engine.status().inUse() > 0) {
            assertThat(System.nanoTime()).as("not let go").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }

    @EngineTest
    void onAnotherEngineTheConnectionOfThatIsDiscarded(EngineFactory engines) {
        var other = engines.create();
        try (var shop = Shop.open(engines.create())) {
            var session = shop.sessions().on(other).openSession();
            await(session.begin());
            await(session.persist(new Author("ann")));
            await(session.flush());
            var before = other.status().open();
            await(session.invalidate());
            fewer(other, before);

            var idle = shop.sessions().on(other).openSession();
            assertThat(await(idle.find(Author.class, 1L))).isNull();
            var open = other.status().open();
            await(idle.invalidate());
            assertThat(other.status().open()).isEqualTo(open);
            assertThat(shop.count(Author.class)).isZero();
        }
    }

    @EngineTest
    void aSessionThatJoinsLeavesTheOuterConnectionWell(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var outer = engine.connect()) {
            var session = shop.sessions().on(outer.asEngine()).openSession();
            await(session.begin());
            await(session.persist(new Author("ann")));
            await(session.flush());
            await(session.invalidate());

            assertThat(await(outer.scalar(Long.class, "select count(*) from Author")))
                    .hasValue(0L);
            await(outer.rollback());
        }
    }

    @EngineTest
    void withoutAConnectionItIsJustClosed(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var session = shop.sessions().openSession();
            assertThat(await(session.find(Author.class, 1L))).isNull();
            var before = engine.status().open();
            await(session.invalidate());

            assertThat(session.isClosed()).isTrue();
            assertThat(engine.status().open()).isEqualTo(before);
        }
    }

    @EngineTest
    void whatRunsOnTheConnectionIsCancelled(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var session = shop.sessions().openSession();
            var running = new CompletableFuture<Void>();
            await(session.begin());
            var hung = session.<Integer>doReturningWork(connection -> {
                read(connection);
                running.complete(null);
                return await(new CompletableFuture<Integer>());
            });
            await(running);
            await(session.invalidate());

            assertThatThrownBy(() -> await(hung)).isInstanceOf(CancellationException.class);
            assertThat(engine.status().inUse()).isZero();
        }
    }

    private static void read(Connection connection) throws java.sql.SQLException {
        try (var statement = connection.createStatement()) {
            assertThat(statement.execute("select 1")).isTrue();
        }
    }

    @EngineTest
    void aBlockWhoseSessionIsInvalidatedFails(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            assertThatThrownBy(() -> await(shop.sessions()
                            .begin(session -> session.persist(new Author("ann"))
                                    .thenCompose(_ -> session.flush())
                                    .thenCompose(_ -> session.invalidate()))))
                    .isInstanceOf(ResourceClosed.class);
            assertThat(engine.status().inUse()).isZero();
            assertThat(shop.count(Author.class)).isZero();
        }
    }

    @EngineTest
    void thePlainSessionIsInvalidatedWithIt(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            await(async(() -> {
                var session = shop.sessions().openSession();
                try (var plain = session.sync()) {
                    plain.beginTransaction();
                    plain.persist(new Author("ann"));
                    await(session.invalidate());
                    assertThat(plain.isOpen()).isFalse();
                }
            }));

            assertThat(engine.status().inUse()).isZero();
            assertThat(shop.count(Author.class)).isZero();
        }
    }
}
