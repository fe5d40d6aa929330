package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.Awaitlet;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.TransactionInactive;
import dev.weft.hibernate.shop.Author;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** Whose a session is, in which order its operations run, and what becomes of one that nobody awaits. */
class SessionOwnershipTest {
    @EngineTest
    @Spec("SE-20")
    void aSecondTaskIsRefusedByNamesAndCallSites(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            var used = new CompletableFuture<Void>();
            var done = new CompletableFuture<Void>();
            var owner = Awaitlets.async(AsyncOptions.defaults().named("first"), () -> {
                var author = await(session.find(Author.class, 1L));
                used.complete(null);
                await(done.copy());
                return author;
            });
            await(used.copy());
            var other = Awaitlets.async(AsyncOptions.defaults().named("second"), () -> await(session.flush()));

            assertThatThrownBy(() -> await(other))
                    .isInstanceOf(SessionSharedAcrossTasks.class)
                    .hasMessageContainingAll("ER-501", "awaitlet \"first\"", "awaitlet \"second\"")
                    .hasMessageContainingAll("find at " + SessionOwnershipTest.class.getName())
                    .hasMessageContainingAll("flush at " + SessionOwnershipTest.class.getName());
            done.complete(null);
            assertThat(await(owner)).isNull();
        }
    }

    @EngineTest
    @Spec("SE-20")
    void aLazyLoadByASecondTaskIsRefusedToo(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            var id = shop.author("ann", "t1");
            var loaded = new CompletableFuture<Author>();
            var done = new CompletableFuture<Void>();
            var owner = async(() -> {
                loaded.complete(Shop.find(session, id));
                await(done.copy());
            });
            var author = await(loaded.copy());
            var told = new CompletableFuture<Throwable>();
            var _ = async(() -> author.getBooks().size()).whenComplete((size, failure) -> told.complete(failure));

            assertThat((Object) await(told)).isInstanceOf(SessionSharedAcrossTasks.class);
            done.complete(null);
            await(owner);
        }
    }

    @EngineTest
    @Spec("SE-20")
    void theNextTaskMayUseItOnceTheFirstHasEnded(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            await(async(() -> await(session.find(Author.class, 1L))));
            await(async(() -> await(session.find(Author.class, 2L))));
            assertThat(await(session.find(Author.class, 3L))).isNull();
        }
    }

    @EngineTest
    @Spec("SE-20")
    void whatABlocksWorkStartsMayUseItsSession(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            await(shop.sessions()
                    .begin(session -> async(() -> {
                        await(session.persist(new Author("ann")));
                        await(session.begin(own -> own.flush()).exceptionally(failure -> null));
                    })));
        }
    }

    @EngineTest
    @Spec("SE-20")
    void aBlockOfTheSessionBelongsToItsWorkAndThenToTheOwnerAgain(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            await(session.find(Author.class, 1L));
            for (var round = 0; round < 50; round++) {
                var name = "a" + round;
                await(session.begin(own -> async(() -> await(own.persist(new Author(name))))));
                assertThat(await(session.find(Author.class, -1L))).isNull();
            }
            assertThat(shop.count(Author.class)).isEqualTo(50);
        }
    }

    @EngineTest
    @Spec("SE-20")
    void unawaitedCallsOfOneOwnerRunInTheirOrder(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            var order = new CopyOnWriteArrayList<Integer>();
            var all = new ArrayList<CompletableFuture<?>>();
            for (var number = 0; number < 100; number++) {
                var mine = number;
                all.add(session.runSync(plain -> order.add(mine)));
            }
            await(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)));

            assertThat(order).hasSize(100).isSorted();
        }
    }

    @EngineTest
    @Spec("SE-20")
    void callsFromOutsideAwaitletsAreQueued(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            await(session.find(Author.class, 1L));
            var fromOutside = OutsideAwaitlets.call(() -> List.of(session.find(Author.class, 2L), session.flush()));

            assertThatThrownBy(() -> await(fromOutside.get(1)))
                    .as("a flush wants a transaction")
                    .isInstanceOf(TransactionInactive.class);
            assertThat(await(fromOutside.get(0))).isNull();
        }
    }

    @EngineTest
    @Spec("SE-20")
    void anOperationCancelledInTheQueueNeverRuns(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            for (var round = 0; round < 200; round++) {
                var gate = new CompletableFuture<Void>();
                var ran = new CopyOnWriteArrayList<String>();
                var first = session.runSync(plain -> await(gate.copy()));
                var second = session.runSync(plain -> ran.add("second"));
                var third = session.runSync(plain -> ran.add("third"));
                second.cancel(true);
                gate.complete(null);
                await(first);
                await(third);

                assertThat(ran).as("round " + round).containsExactly("third");
            }
        }
    }

    @EngineTest
    @Spec("SE-20")
    void anOperationBeginsWhenTheAwaitletOfTheOneBeforeHasEnded(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            for (var round = 0; round < 1000; round++) {
                var before = new AtomicReference<Awaitlet>();
                var _ = session.runSync(plain -> {
                    before.set(Awaitlets.current().orElseThrow());
                    return "begun";
                });
                var ended = session.runSync(plain -> before.get().ended());

                assertThat(await(ended)).as("round " + round).isTrue();
            }
        }
    }

    @EngineTest
    void anOperationStillRunningWhenItsBlockEndsIsNamedAndRolledBack(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var forgotten = new Forgotten();

            assertThatThrownBy(() -> await(shop.sessions()
                            .begin(session ->
                                    session.persist(new Author("ann")).thenCompose(done -> forgotten.start(session)))))
                    .isInstanceOf(ForgottenOperation.class)
                    .hasMessageContainingAll("ER-506", "runSync at " + SessionOwnershipTest.class.getName());
            assertThat(forgotten.never).isCancelled();
            assertThat(shop.count(Author.class)).isZero();
        }
    }

    /** An operation that would never end. */
    private static final class Forgotten {
        private final CompletableFuture<Void> running = new CompletableFuture<>();
        private final CompletableFuture<Void> never = new CompletableFuture<>();

        /** Starts it, and forgets its future. */
        CompletableFuture<Void> start(AsyncSession session) {
            var _ = session.runSync(plain -> {
                running.complete(null);
                return await(never);
            });
            return running.copy();
        }
    }

    @EngineTest
    void aForgottenOperationFailsABlockWithoutTransactionToo(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            assertThatThrownBy(() -> await(shop.sessions().withSession(new Forgotten()::start)))
                    .isInstanceOf(ForgottenOperation.class);
        }
    }

    @EngineTest
    void theFailureOfABlockIsNotHiddenByWhatItLeftRunning(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var forgotten = new Forgotten();
            var failure = new IllegalStateException("no");

            assertThatThrownBy(() -> await(shop.sessions()
                            .begin(session -> forgotten
                                    .start(session)
                                    .thenCompose(done -> CompletableFuture.failedFuture(failure)))))
                    .isSameAs(failure);
            assertThat(forgotten.never).isCancelled();
        }
    }
}
