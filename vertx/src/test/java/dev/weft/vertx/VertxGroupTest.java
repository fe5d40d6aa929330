package dev.weft.vertx;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.TaskGroup;
import dev.weft.spec.Spec;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Task groups in Vert.x's world. */
class VertxGroupTest extends VertxTest {
    @Test
    @Spec({"AW-15", "SC-14", "AT-23"})
    void cancellingTheHostEndsItsGroupOnceAndTheEndArrivesOnTheContext() throws Exception {
        var context = newContext();
        var started = new CountDownLatch(3);
        var ended = new AtomicInteger();
        var allStarted = new CompletableFuture<String>();

        var found = on(context, () -> {
            var host = backend.start(() -> TaskGroup.call(group -> {
                for (var task = 0; task < 3; task++) {
                    group.fork(() -> waitForEver(started, ended));
                }
                assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
                allStarted.complete("go");
                return "left";
            }));
            var _ = allStarted.thenAccept(_ -> host.cancel("from outside"));
            return host.future()
                    .transform(outcome -> Future.succeededFuture(List.of(outcome.cause(), ended.get(), place())));
        });

        assertThat(found.get(0)).isInstanceOf(Cancelled.class);
        assertThat(found.get(0).toString()).contains("from outside");
        assertThat(found.get(1)).isEqualTo(3);
        assertThat(found.get(2)).isEqualTo(loop(context));
    }

    @Test
    @Spec({"SC-1", "AW-18"})
    void theTasksOfAGroupRunOnTheContextOfTheHost() throws Exception {
        var context = newContext();

        var contexts = on(
                context,
                () -> backend.async(() -> TaskGroup.call(group -> {
                    var first = group.fork(Vertx::currentContext);
                    var second = group.fork(Vertx::currentContext);
                    return List.of(first.await(), second.await());
                })));

        assertThat(contexts).containsExactly(context, context);
    }

    private static void waitForEver(CountDownLatch started, AtomicInteger ended) {
        started.countDown();
        try {
            await(new CompletableFuture<Void>());
        } finally {
            ended.incrementAndGet();
        }
    }
}
