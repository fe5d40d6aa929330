package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.AsyncEngine;
import dev.weft.hibernate.shop.Author;
import dev.weft.hibernate.shop.Book;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.EngineTest;
import dev.weft.vertx.VertxBackend;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sessions called on an event loop, as code for Hibernate Reactive calls its own. */
@Spec("SE-25")
class SessionOnEventLoopTest {
    /** Code for a loop, with a context of it. */
    private interface OnLoop {
        void run(Vertx vertx, Context loop) throws Exception;
    }

    private static void withLoop(OnLoop code) throws Exception {
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setUseDaemonThread(true));
        try {
            code.run(vertx, vertx.getOrCreateContext());
        } finally {
            await(vertx.close().toCompletionStage());
        }
    }

    /** A future, in a box. */
    private record Called<T>(CompletionStage<T> stage) {}

    private static <T> Called<T> calledOn(Context loop, Callable<? extends CompletionStage<T>> call) {
        var called = new CompletableFuture<Called<T>>();
        loop.runOnContext(_ -> {
            try {
                assertThat(Context.isOnEventLoopThread()).isTrue();
                called.complete(new Called<>(call.call()));
            } catch (Throwable failure) {
                called.completeExceptionally(failure);
            }
        });
        return await(called);
    }

    @EngineTest(backends = Backend.VIRTUAL_THREADS)
    void aBlockBegunOnALoopCommits(AsyncEngine engine) throws Exception {
        try (var shop = Shop.open(engine)) {
            withLoop((_, loop) -> {
                var id = await(calledOn(loop, () -> {
                            var author = new Author("Ursula", "The Dispossessed");
                            return shop.sessions()
                                    .begin(session -> session.persist(author).thenApply(_ -> author.getId()));
                        })
                        .stage());

                assertThat(shop.detached(id).getName()).isEqualTo("Ursula");
            });
        }
    }

    @EngineTest(backends = Backend.VIRTUAL_THREADS)
    void aResultIsHeardOnTheContextThatAskedForIt(AsyncEngine engine) throws Exception {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("Ursula", "The Dispossessed");
            withLoop((vertx, loop) -> {
                var world = VertxBackend.create(vertx);
                var heardOn = new AtomicReference<@Nullable Context>();
                var titles = await(calledOn(
                                loop,
                                () -> world.async(() -> titles(shop, id))
                                        .onComplete(_ -> heardOn.set(Vertx.currentContext()))
                                        .toCompletionStage())
                        .stage());

                assertThat(titles).containsExactly("The Dispossessed");
                assertThat(heardOn.get()).isEqualTo(loop);
            });
        }
    }

    private static List<String> titles(Shop shop, long id) {
        return await(shop.sessions()
                .runSync(session -> session.find(Author.class, id).getBooks().stream()
                        .map(Book::getTitle)
                        .toList()));
    }

    @EngineTest(backends = Backend.VIRTUAL_THREADS)
    void aFutureOfItIsAVertxFutureOnAContext(AsyncEngine engine) throws Exception {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("Ursula");
            withLoop((_, loop) -> {
                var heardOn = new AtomicReference<@Nullable Context>();
                var found = await(calledOn(
                                loop,
                                () -> Future.fromCompletionStage(
                                                shop.sessions()
                                                        .withSession(session -> session.getOne(Author.class, id)),
                                                loop)
                                        .onComplete(_ -> heardOn.set(Vertx.currentContext()))
                                        .toCompletionStage())
                        .stage());

                assertThat(found.getName()).isEqualTo("Ursula");
                assertThat(heardOn.get()).isEqualTo(loop);
            });
        }
    }

    @Spec("SE-16")
    @EngineTest(backends = Backend.VIRTUAL_THREADS)
    void aLazyLoadOnALoopIsRefusedAtOnce(AsyncEngine engine) throws Exception {
        try (var shop = Shop.open(engine)) {
            var id = shop.author("Ursula", "The Dispossessed");
            withLoop((_, loop) -> {
                var session = shop.sessions().openSession();
                var author = Shop.find(session, id);
                var refused = calledOn(loop, () -> {
                    try {
                        return CompletableFuture.completedFuture(
                                (Object) author.getBooks().size());
                    } catch (LazyLoadOutsideScope refusal) {
                        return CompletableFuture.<Object>completedFuture(refusal);
                    }
                });

                assertThat(await(refused.stage())).isInstanceOf(LazyLoadOutsideScope.class);
                await(session.aclose());
            });
        }
    }
}
