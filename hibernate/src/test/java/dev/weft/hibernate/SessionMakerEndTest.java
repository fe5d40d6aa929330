package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.ResourceClosed;
import dev.weft.hibernate.shop.Author;
import dev.weft.hibernate.shop.Book;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import org.hibernate.engine.spi.SessionImplementor;

/** What becomes of open sessions when their maker ends, or closes them all. */
@Spec("SE-13")
class SessionMakerEndTest {
    /** So long that a test which waits for it fails. */
    private static final SessionOptions PATIENT = SessionOptions.defaults().withFinishTimeout(Duration.ofHours(1));

    private static final SessionOptions IMPATIENT = SessionOptions.defaults().withFinishTimeout(Duration.ofMillis(300));

    private static final AsyncSessionMaker maker(AsyncEngine engine, SessionOptions options) {
        return AsyncSessionMaker.create(engine, options, Author.class, Book.class);
    }

    /** Work that has written an author when it is told of, and goes on when it is let. */
    private static final class Work {
        private final CompletableFuture<Void> written = new CompletableFuture<>();
        private final CompletableFuture<Void> gate = new CompletableFuture<>();

        CompletionStage<Void> of(AsyncSession session) {
            return session.persist(new Author("ann"))
                    .thenCompose(_ -> session.flush())
                    .thenCompose(_ -> {
                        written.complete(null);
                        return gate;
                    });
        }
    }

    @EngineTest
    void aBlockUnderWayComesToItsEndAndNewSessionsAreRefusedMeanwhile(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var sessions = maker(engine, PATIENT);
            var work = new Work();
            var block = sessions.begin(work::of);
            await(work.written.copy());
            var end = sessions.aclose();

            assertThatThrownBy(() -> await(sessions.begin(AsyncSession::flush))).isInstanceOf(ResourceClosed.class);
            assertThatThrownBy(sessions::openSession).isInstanceOf(ResourceClosed.class);
            assertThatThrownBy(sessions::openStatelessSession).isInstanceOf(ResourceClosed.class);
            assertThat(end).isNotDone();
            work.gate.complete(null);
            await(end);

            assertThat(engine.status().inUse()).isZero();
            await(block);
            assertThat(shop.count(Author.class)).isEqualTo(1);
        }
    }

    @EngineTest
    void aBlockCancelledByHandHasEndedBeforeItsMaker(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            for (var round = 0; round < 10; round++) {
                var sessions = maker(engine, PATIENT);
                var work = new Work();
                var block = sessions.begin(work::of);
                await(work.written.copy());
                block.cancel(true);
                await(sessions.aclose());

                assertThat(engine.status().inUse()).as("round " + round).isZero();
            }
            assertThat(shop.count(Author.class)).isZero();
        }
    }

    @EngineTest
    void whatDoesNotEndInTimeIsCancelledAndRolledBack(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var sessions = maker(engine, IMPATIENT);
            var work = new Work();
            var block = sessions.begin(work::of);
            await(work.written.copy());
            await(sessions.aclose());

            assertThatThrownBy(() -> await(block)).isInstanceOf(CancellationException.class);
            assertThat(engine.status().inUse()).isZero();
            assertThat(shop.count(Author.class)).isZero();
        }
    }

    @EngineTest
    void aSessionThatNobodyUsesIsClosedAtOnce(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var sessions = maker(engine, PATIENT);
            var session = sessions.openSession();
            await(session.begin());
            await(session.persist(new Author("ann")));
            await(session.flush());
            await(sessions.aclose());

            assertThat(session.isClosed()).isTrue();
            assertThat(engine.status().inUse()).isZero();
            assertThat(shop.count(Author.class)).isZero();
        }
    }

    @EngineTest
    void thePlainSessionOfWhoClosesTheMakerIsClosedWithIt(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var sessions = maker(engine, PATIENT);
            var plain = sessions.openSession().sync();
            plain.beginTransaction();
            plain.persist(new Author("ann"));
            await(sessions.aclose());

            assertThat(plain.isOpen()).isFalse();
            assertThat(engine.status().inUse()).isZero();
            assertThat(shop.count(Author.class)).isZero();
        }
    }

    @EngineTest
    void anotherAwaitletsSessionMayGoOnBetweenItsOperations(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var sessions = maker(engine, PATIENT);
            var begun = new CompletableFuture<Void>();
            var gate = new CompletableFuture<Void>();
            var other = async(() -> {
                try (var session = sessions.openSession()) {
                    await(session.begin());
                    await(session.persist(new Author("ann")));
                    begun.complete(null);
                    await(gate.copy());
                    await(session.commit());
                }
            });
            await(begun.copy());
            var end = sessions.aclose();
            gate.complete(null);
            await(end);

            assertThat(engine.status().inUse()).isZero();
            await(other);
            assertThat(shop.count(Author.class)).isEqualTo(1);
        }
    }

    @EngineTest
    void anotherAwaitletsPlainSessionMayGoOn(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var sessions = maker(engine, PATIENT);
            var begun = new CompletableFuture<Void>();
            var gate = new CompletableFuture<Void>();
            var other = async(() -> {
                try (var session = sessions.openSession().sync()) {
                    session.inTransaction(_ -> {
                        session.persist(new Author("ann"));
                        begun.complete(null);
                        var _ = await(gate.copy());
                    });
                }
            });
            await(begun.copy());
            var end = sessions.aclose();
            gate.complete(null);
            await(end);

            await(other);
            assertThat(shop.count(Author.class)).isEqualTo(1);
        }
    }

    @EngineTest
    @Spec("SE-17")
    void closingAllSessionsRollsThemBackAndTheMakerGoesOn(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var first = shop.sessions().openSession();
            await(first.begin());
            await(first.persist(new Author("ann")));
            await(first.flush());
            var second = shop.sessions().openStatelessSession();
            await(second.get(Author.class, 1L));
            await(first.runSync(_ -> "idle"));
            await(shop.sessions().closeAll());

            assertThat(first.isClosed()).isTrue();
            assertThat(second.isClosed()).isTrue();
            assertThat(engine.status().inUse()).isZero();
            assertThat(shop.count(Author.class)).isZero();
        }
    }

    @EngineTest
    @Spec("SE-17")
    void aBlockWhoseSessionIsClosedWithAllEitherCommitsOrTellsThatItDidNot(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var committed = 0L;
            for (var round = 0; round < 60; round++) {
                var name = "a" + round;
                var started = new CompletableFuture<Void>();
                var block = shop.sessions().begin(session -> {
                    started.complete(null);
                    return session.persist(new Author(name)).thenCompose(_ -> session.flush());
                });
                await(started);
                LockSupport.parkNanos(round * 50_000L);
                await(shop.sessions().closeAll());
                committed += await(block.handle((_, failure) -> {
                    if (failure != null) {
                        assertThat(failure).isInstanceOf(ResourceClosed.class);
                    }
                    return failure == null ? 1 : 0;
                }));
            }

            assertThat(shop.count(Author.class)).isEqualTo(committed);
        }
    }

    @EngineTest
    void aSessionThatIsForgottenIsCollected(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var forgotten = forgottenSession(shop);
            var end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
            while (forgotten.get() != null) {
                assertThat(System.nanoTime()).as("not collected").isLessThan(end);
                System.gc();
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
        }
    }

    @EngineTest
    @Spec("SE-9")
    void aSessionThatIsForgottenInATransactionIsToldOfByThePool(EngineFactory engines) {
        try (var log = Warnings.of("dev.weft.engine.pool");
                var engine = AsyncEngine.create(
                        engines.url(), EngineOptions.defaults().withPoolSize(2));
                var shop = Shop.open(engine)) {
            forgetTransaction(shop);
            var end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
            while (engine.status().inUse() > 0) {
                assertThat(System.nanoTime()).as("not collected").isLessThan(end);
                System.gc();
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }

            assertThat(engine.status().reclaimed()).isEqualTo(1);
            assertThat(log.lines()).singleElement().asString().contains("was never closed");
            assertThat(shop.count(Author.class)).isZero();
        }
    }

    private static void forgetTransaction(Shop shop) {
        var session = shop.sessions().openSession();
        await(session.begin());
        await(session.persist(new Author("ann")));
        await(session.flush());
    }

    private static WeakReference<SessionImplementor> forgottenSession(Shop shop) {
        var session = shop.sessions().openSession();
        return await(session.runSync(plain -> {
            var _ = plain.find(Author.class, 1L);
            return new WeakReference<>(plain.unwrap(SessionImplementor.class));
        }));
    }
}
