package dev.weft.vertx;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.vertx.VertxBackend.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.Workers;
import dev.weft.spec.Spec;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.spi.context.storage.ContextLocal;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Vert.x's contexts and their locals, in both directions of the bridge. */
class VertxContextTest extends VertxTest {
    private static final ContextLocal<String> REQUEST = Locals.REQUEST;

    @Test
    @Spec({"AW-18", "AW-20"})
    void theContextIsTheCurrentOneInsideTheAwaitlet() throws Exception {
        var context = newContext();

        var inside = on(context, () -> backend.async(Vertx::currentContext));

        assertThat(inside).isSameAs(context);
    }

    @Test
    @Spec("AW-18")
    void aLocalIsSeenInsideAndWhatIsSetInsideIsSeenOutside() throws Exception {
        var context = newContext();
        REQUEST.put(context, "r1");

        var seen = on(
                context,
                () -> backend.async(() -> {
                            var found = REQUEST.get(Vertx.currentContext());
                            REQUEST.put(Vertx.currentContext(), "r2");
                            return found;
                        })
                        .map(found -> found + " " + REQUEST.get(Vertx.currentContext())));

        assertThat(seen).isEqualTo("r1 r2");
    }

    @Test
    @Spec({"AW-8", "AW-18"})
    void theContextIsHandedDownToNestedAwaitletsAndToWorkers() throws Exception {
        var context = newContext();
        REQUEST.put(context, "r1");

        try (var workers = Workers.create("vertx-context", 1)) {
            var seen = on(
                    context,
                    () -> backend.async(() -> Awaitlets.await(async(VertxContextTest::request)) + " "
                            + workers.run(_ -> {}, VertxContextTest::request)));

            assertThat(seen).isEqualTo("r1 r1");
        }
    }

    @Test
    @Spec("AW-18")
    void whatTheAwaitletCallsOfVertxRunsOnItsContext() throws Exception {
        var context = newContext();

        var place = on(context, () -> backend.async(() -> await(vertx.timer(1).map(_ -> place()))));

        assertThat(place).isEqualTo(loop(context));
    }

    @Test
    @Spec("AW-20")
    void noContextIsLeftBehindOnTheStartingThreadOrOnAWorker() throws Exception {
        try (var workers = Workers.create("vertx-left", 1)) {
            var before = Soon.value(async(() -> workers.run(_ -> {}, () -> Vertx.currentContext() == null)));
            var _ = Soon.value(backend.start(() -> workers.run(_ -> {}, () -> "on a context"))
                    .work());
            var after = Soon.value(async(() -> workers.run(_ -> {}, () -> Vertx.currentContext() == null)));

            assertThat(before).isTrue();
            assertThat(after).isTrue();
            assertThat(Vertx.currentContext()).isNull();
        }
    }

    /** 500 tasks, each of which crosses the bridge several times in both directions, and none sees another's value. */
    @Test
    @Spec({"AW-18", "R-25", "PF-37"})
    void fiveHundredInterleavedTasksKeepTheirOwnValuesBothWays() throws Exception {
        var gate = new CompletableFuture<String>();
        var results = new ArrayList<CompletableFuture<String>>();
        for (var number = 0; number < 500; number++) {
            var context = newContext();
            REQUEST.put(context, "r" + number);
            var result = new CompletableFuture<String>();
            results.add(result);
            context.runOnContext(_ -> task(gate)
                    .map(found -> found + " " + request())
                    .onComplete(result::complete, result::completeExceptionally));
        }

        gate.complete("all have started");

        for (var number = 0; number < results.size(); number++) {
            var own = "r" + number;
            assertThat(Soon.value(results.get(number)))
                    .isEqualTo("%s %s+ %s+ %s++ %s++".formatted(own, own, own, own, own));
        }
    }

    private Future<String> task(CompletableFuture<String> gate) {
        return backend.async(() -> {
            var _ = Awaitlets.await(gate);
            var inside = request();
            REQUEST.put(Vertx.currentContext(), inside + "+");
            var onTheLoop = await(vertx.timer(1).map(_ -> request()));
            var nested = Awaitlets.await(async(() -> request()));
            var changedOnTheLoop = await(vertx.timer(1).map(_ -> {
                REQUEST.put(Vertx.currentContext(), request() + "+");
                return request();
            }));
            return inside + " " + onTheLoop + " " + nested + " " + changedOnTheLoop;
        });
    }

    private static String request() {
        return REQUEST.get(Vertx.currentContext());
    }
}
