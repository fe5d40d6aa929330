package dev.weft.vertx;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.vertx.VertxBackend.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.AwaitOnEventLoop;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.CancelScope;
import dev.weft.awaitlet.NoAwaitletContext;
import dev.weft.awaitlet.NotAwaitable;
import dev.weft.spec.Spec;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Vert.x futures awaited by blocking-style code. */
class VertxAwaitTest extends VertxTest {
    @Test
    @Spec("AW-1")
    void theResultOfAFutureIsAwaited() throws Exception {
        assertThat(Soon.value(async(() -> await(vertx.timer(1).map("later"))))).isEqualTo("later");
        assertThat(Soon.value(async(() -> await(Future.succeededFuture("now")))))
                .isEqualTo("now");
    }

    @Test
    @Spec("AW-9")
    void aFailureCrossesAsTheSameInstance() throws Exception {
        var failure = new IOException("broken");

        assertThat(Soon.value(async(() -> failure(() -> await(Future.failedFuture(failure))))))
                .isSameAs(failure);
    }

    @Test
    @Spec("AW-12")
    void nullCannotBeAwaited() throws Exception {
        var found = Soon.value(async(() -> List.of(
                failure(() -> await(VertxAwaitTest.<Future<String>>missing())),
                failure(() -> await(VertxAwaitTest.<Future<String>>missing(), _ -> {})))));

        assertThat(found)
                .hasSize(2)
                .allSatisfy(failure ->
                        assertThat(failure).isInstanceOf(NotAwaitable.class).hasMessageStartingWith("[ER-106]"));
    }

    @Test
    @Spec("AW-5")
    void anAwaitOnAnEventLoopIsRefusedAtOnce() throws Exception {
        var context = newContext();

        var refused = on(
                context,
                () -> Future.succeededFuture(List.of(
                        failure(() -> await(Promise.<String>promise().future())),
                        failure(() -> Awaitlets.await(new CompletableFuture<String>())),
                        failure(() -> Awaitlets.require("a test")))));

        assertThat(refused)
                .hasSize(3)
                .allSatisfy(failure ->
                        assertThat(failure).isInstanceOf(AwaitOnEventLoop.class).hasMessageStartingWith("[ER-102]"));
    }

    @Test
    @Spec("AW-5")
    void aWorkerThreadOfVertxIsNoEventLoop() throws Exception {
        var refused = Soon.value(vertx.executeBlocking(() -> failure(() -> await(Future.succeededFuture("x"))))
                .toCompletionStage()
                .toCompletableFuture());

        assertThat(refused).isInstanceOf(NoAwaitletContext.class);
    }

    @Test
    @Spec("AW-4")
    void anAwaitOutsideAnAwaitletIsRefused() {
        assertThatThrownBy(() -> await(Future.succeededFuture("x"))).isInstanceOf(NoAwaitletContext.class);
    }

    @Test
    @Spec({"AW-15", "SC-15"})
    void aCancelledAwaitGoesOnWithoutTheFuture() throws Exception {
        var open = Promise.<String>promise();

        var result =
                Soon.value(async(() -> CancelScope.moveOnAfter(Duration.ofMillis(20), () -> await(open.future()))));

        assertThat(result).isEmpty();
        assertThat(open.future().isComplete()).as("Vert.x has no cancel").isFalse();
    }

    @Test
    @Spec("AW-15")
    void aCancelStopsTheOperationThatKnowsHow() throws Exception {
        var open = Promise.<String>promise();

        var result = Soon.value(async(() -> CancelScope.moveOnAfter(
                Duration.ofMillis(20),
                () -> await(open.future(), reason -> open.tryFail(new CancellationException("told: " + reason))))));

        assertThat(result).isEmpty();
        assertThat(open.future().cause()).hasMessage("told: deadline passed");
    }

    @Test
    @Spec("SC-10")
    void aResultThatTheStoppedOperationStillBringsIsAnswered() throws Exception {
        var open = Promise.<String>promise();

        var result = Soon.value(async(() -> CancelScope.moveOnAfter(
                Duration.ofMillis(20), () -> await(open.future(), _ -> open.tryComplete("still here")))));

        assertThat(result).contains("still here");
    }

    @Test
    @Spec("AW-7")
    void codeOfTheAwaitedFutureIsNoAwaitlet() throws Exception {
        var inner = on(newContext(), () -> Future.succeededFuture(vertx.timer(1)))
                .map(_ -> failure(() -> await(Future.succeededFuture("x"))));

        assertThat(Soon.value(async(() -> await(inner)))).isInstanceOf(AwaitOnEventLoop.class);
    }

    private static Throwable failure(Callable<?> code) {
        try {
            return new AssertionError("no failure, but " + code.call());
        } catch (Throwable thrown) {
            return thrown;
        }
    }

    /** What a caller outside null-marked code may pass. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <P> P missing() {
        return null;
    }
}
