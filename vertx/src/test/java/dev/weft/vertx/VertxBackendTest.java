package dev.weft.vertx;

import static dev.weft.awaitlet.Awaitlets.async;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.NoAwaitOccurred;
import dev.weft.spec.Spec;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Blocking-style code as a Vert.x future. */
class VertxBackendTest extends VertxTest {
    @Test
    @Spec({"AW-2", "AW-26"})
    void anEventLoopStartsAnAwaitletAndGetsItsResultOnTheSameContext() throws Exception {
        var context = newContext();

        var place = on(
                context,
                () -> backend.async(() -> Thread.currentThread().isVirtual()).map(inside -> inside + " " + place()));

        assertThat(place).isEqualTo("true " + loop(context));
    }

    @Test
    @Spec({"AW-9", "AW-26"})
    void aFailureArrivesAsTheSameInstanceOnTheSameContext() throws Exception {
        var context = newContext();
        var failure = new IOException("the body's own");

        var found = on(
                context,
                () -> backend.<String>async(() -> {
                            throw failure;
                        })
                        .transform(outcome -> Future.succeededFuture(List.of(outcome.cause(), place()))));

        assertThat(found).containsExactly(failure, loop(context));
    }

    @Test
    @Spec("AW-26")
    void startedFromAPlainThreadTheResultArrivesOnOneNewContext() throws Exception {
        var places = Soon.value(backend.async(() -> Vertx.currentContext())
                .map(inside -> List.of(loop(inside), place()))
                .toCompletionStage()
                .toCompletableFuture());

        assertThat(places.stream().distinct()).hasSize(1);
    }

    @Test
    @Spec({"AW-8", "AW-26"})
    void anAwaitletStartedInsideDeliversOnThatContextToo() throws Exception {
        var context = newContext();

        var place = on(
                context,
                () -> backend.async(() -> {
                    var gate = new CompletableFuture<String>();
                    var deliveredAt = async(() -> Awaitlets.await(gate)).thenApply(_ -> place());
                    gate.complete("inner");
                    return Awaitlets.await(deliveredAt);
                }));

        assertThat(place).isEqualTo(loop(context));
    }

    @Test
    @Spec("AW-26")
    void theLoopIsFreeWhileTheAwaitletWaits() throws Exception {
        var context = newContext();
        var gate = new CountDownLatch(1);

        var order = on(context, () -> {
            var result = backend.async(() -> gate.await(10, TimeUnit.SECONDS));
            context.runOnContext(_ -> gate.countDown());
            return result;
        });

        assertThat(order).as("the latch was opened by the loop").isTrue();
    }

    @Test
    @Spec("AW-3")
    void optionsAreHeeded() {
        var started = backend.start(AsyncOptions.defaults().named("report").requireAwaitToOccur(), () -> 42);

        assertThatThrownBy(() -> Soon.value(started.work()))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(NoAwaitOccurred.class)
                .hasMessageContaining("\"report\"");
    }

    @Test
    @Spec("AW-10")
    void theSiteIsTheCallThatStartedTheAwaitlet() throws Exception {
        var site =
                Soon.value(backend.start(() -> Awaitlets.require("site").site().orElseThrow())
                        .work());

        assertThat(site.getMethodName()).isEqualTo("theSiteIsTheCallThatStartedTheAwaitlet");
    }

    @Test
    @Spec({"AW-15", "AW-26"})
    void cancellingReachesTheAwaitletAndItsEndArrivesOnTheSameContext() throws Exception {
        var context = newContext();
        var never = new CompletableFuture<String>();
        var cleaned = new CompletableFuture<String>();

        var found = on(context, () -> {
            var started = backend.start(() -> {
                try {
                    return Awaitlets.await(never);
                } finally {
                    cleaned.complete("cleaned");
                }
            });
            context.runOnContext(_ -> started.cancel("enough"));
            return started.future()
                    .transform(outcome -> Future.succeededFuture(List.of(cleaned.isDone(), outcome.cause(), place())));
        });

        assertThat(found.get(0)).as("the cleanup is done").isEqualTo(true);
        assertThat(found.get(1)).isInstanceOf(Cancelled.class);
        assertThat(found.get(1).toString()).contains("enough");
        assertThat(found.get(2)).isEqualTo(loop(context));
        assertThat(never).isCancelled();
    }

    @Test
    @Spec("AW-15")
    void cancellingTheFutureOfTheJdkCancelsTheAwaitlet() {
        var never = new CompletableFuture<String>();
        var started = backend.start(() -> Awaitlets.await(never));
        Soon.holds(() -> never.getNumberOfDependents() > 0, "nothing is awaited");

        started.work().cancel(true);

        Soon.holds(never::isCancelled, "the awaited stage goes on");
        Soon.holds(() -> started.future().isComplete(), "the future of Vert.x is open");
        assertThat(started.future().failed()).isTrue();
    }

    @Test
    @Spec("AW-26")
    void aResultIsNotLostWhenVertxHasBeenClosed() throws Exception {
        var own = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        var gate = new CompletableFuture<String>();
        var started = VertxBackend.create(own).start(() -> Awaitlets.await(gate));
        var arrived = started.work()
                .thenApply(value -> value + " " + Thread.currentThread().isVirtual());
        Soon.value(own.close().toCompletionStage().toCompletableFuture());

        gate.complete("kept");

        assertThat(Soon.value(arrived)).isEqualTo("kept true");
        Soon.holds(() -> started.future().isComplete(), "the future of Vert.x is open");
        assertThat(started.future().result()).isEqualTo("kept");
    }

    @Test
    void itTellsItsName() {
        assertThat(backend.name()).isEqualTo("Vert.x");
        assertThat(backend).hasToString("Vert.x");
    }
}
