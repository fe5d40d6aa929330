package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(20)
@ExtendWith(NoAwaitletLeft.class)
class OutsideAwaitletTest {
    private final CompletableFuture<String> stage = new CompletableFuture<>();

    @Test
    @Spec("AW-4")
    void awaitOnAPlainThreadIsRefusedAndItsStageDisposedOf() {
        assertThatThrownBy(() -> await(stage))
                .isInstanceOf(NoAwaitletContext.class)
                .hasMessageStartingWith("[ER-101] await ")
                .hasMessageContaining("\"" + Thread.currentThread().getName() + "\"")
                .hasMessageContaining("async(() -> ...)");
        assertThat(stage).isCancelled();
    }

    @Test
    @Spec("AW-4")
    void awaitOfACompletedStageIsRefusedToo() {
        assertThatThrownBy(() -> await(CompletableFuture.completedFuture("ready")))
                .isInstanceOf(NoAwaitletContext.class);
    }

    @Test
    @Spec("AW-4")
    void awaitOnAPoolThreadIsRefused() throws Exception {
        var outcome = CompletableFuture.supplyAsync(() -> thrownByAwait(stage), ForkJoinPool.commonPool());

        assertThat(Soon.value(outcome)).isInstanceOf(NoAwaitletContext.class);
        assertThat(stage).isCancelled();
    }

    @Test
    @Spec("AW-4")
    void awaitOnAVirtualThreadThatIsNoAwaitletIsRefused() throws Exception {
        var outcome = new CompletableFuture<@Nullable Throwable>();
        Thread.ofVirtual().start(() -> outcome.complete(thrownByAwait(stage))).join();

        assertThat(Soon.value(outcome)).isInstanceOf(NoAwaitletContext.class);
    }

    @Test
    @Spec({"AW-4", "AW-19"})
    void awaitOnAThreadStartedInsideAnAwaitletIsRefused() throws Exception {
        var outcome = async(() -> {
            var seen = new CompletableFuture<@Nullable Throwable>();
            Thread.ofPlatform().start(() -> seen.complete(thrownByAwait(stage))).join();
            return seen.getNow(null);
        });

        assertThat(Soon.value(outcome)).isInstanceOf(NoAwaitletContext.class);
        assertThat(stage).isCancelled();
    }

    @Test
    @Spec("AW-4")
    void aStageThatHidesItsFutureIsRefusedLikeAnyOther() {
        assertThatThrownBy(() -> await(new HidingStage<String>())).isInstanceOf(NoAwaitletContext.class);
    }

    @Test
    @Spec({"AW-4", "AW-12"})
    void awaitOfNullOnAPlainThreadIsATypedErrorToo() {
        assertThatThrownBy(() -> await(HidingStage.<String>missing())).isInstanceOf(NoAwaitletContext.class);
    }

    @Test
    @Spec("AW-7")
    void aCallbackOfTheAwaitedStageHasNoAwaitletOfItsOwn() throws Exception {
        var start = new CompletableFuture<String>();
        var result = async(() -> await(start.thenApply(_ -> thrownByAwait(stage))));
        Soon.suspended(result); // else the awaitlet may still be adding the callback, and call it itself

        start.complete("go");

        assertThat(Soon.value(result)).isInstanceOf(NoAwaitletContext.class);
        assertThat(stage).isCancelled();
    }

    @Test
    @Spec("AW-7")
    void aCallbackOfTheAwaitedStageAwaitsInAnAwaitletOfItsOwn() throws Exception {
        var start = new CompletableFuture<String>();
        var result = async(() ->
                await(start.thenCompose(word -> async(() -> word + await(CompletableFuture.completedFuture("!"))))));
        Soon.awaited(start);

        start.complete("go");

        assertThat(Soon.value(result)).isEqualTo("go!");
    }

    @Test
    @Spec("AW-7")
    void aStageThatDependsOnAnAwaitletHasNoAwaitletOfItsOwn() throws Exception {
        var gate = new CompletableFuture<String>();
        var result = async(() -> await(gate)).thenApply(_ -> thrownByAwait(stage));

        gate.complete("go");

        assertThat(Soon.value(result)).isInstanceOf(NoAwaitletContext.class);
    }

    @Test
    @Spec({"AW-5", "AW-25"})
    void awaitOnAnEventLoopIsRefusedAndItsStageDisposedOf() throws Exception {
        try (var loop = new EventLoop()) {
            assertThat(Soon.failure(loop.run(() -> await(stage))))
                    .isInstanceOf(AwaitOnEventLoop.class)
                    .hasMessageStartingWith("[ER-102]")
                    .hasMessageContaining("\"test-event-loop\"");
            assertThat(stage).isCancelled();
        }
    }

    @Test
    @Spec("AW-5")
    void aCallbackOnAnEventLoopIsRefusedEvenIfAnAwaitletWaitsForIt() throws Exception {
        try (var loop = new EventLoop()) {
            var result = async(() -> await(loop.run(() -> await(stage))));

            assertThat(Soon.failure(result)).isInstanceOf(AwaitOnEventLoop.class);
        }
    }

    @Test
    @Spec({"AW-2", "AW-5"})
    @SuppressWarnings("FutureReturnValueIgnored") // the future inside the future is what this is about
    void anEventLoopStartsAnAwaitletAndIsNotHeldUpByIt() throws Exception {
        try (var loop = new EventLoop()) {
            var result = Soon.value(loop.run(() -> async(() -> await(stage))));

            assertThat(Soon.value(loop.run(() -> "free"))).isEqualTo("free");
            stage.complete("later");
            assertThat(Soon.value(result)).isEqualTo("later");
        }
    }

    @Test
    @Spec("AW-4")
    void everyOtherWayInIsRefusedToo() throws Exception {
        var ran = new AtomicBoolean();

        assertThatThrownBy(Awaitlets::checkpoint).isInstanceOf(NoAwaitletContext.class);
        assertThatThrownBy(() -> Awaitlets.require("reading"))
                .isInstanceOf(NoAwaitletContext.class)
                .hasMessageContaining("reading");
        assertThatThrownBy(() -> Awaitlets.blocking(_ -> {}, () -> ran.getAndSet(true)))
                .isInstanceOf(NoAwaitletContext.class);
        assertThatThrownBy(() -> CancelScope.create().run(() -> ran.set(true))).isInstanceOf(NoAwaitletContext.class);
        assertThat(ran).isFalse();
    }

    @Test
    @Spec("AW-4")
    void aShieldedAwaitIsRefusedAndItsStageGoesOn() {
        assertThatThrownBy(() -> Awaitlets.awaitShielded(stage)).isInstanceOf(NoAwaitletContext.class);
        assertThat(stage).isNotDone();
    }

    private static @Nullable Throwable thrownByAwait(CompletableFuture<String> stage) {
        try {
            var _ = await(stage);
            return null;
        } catch (Throwable thrown) {
            return thrown;
        }
    }
}
