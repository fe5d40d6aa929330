package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Outcomes.resultOf;
import static dev.weft.awaitlet.Outcomes.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The one entry point of programs: what it answers, what an interrupt does, and where it is refused. */
@Timeout(20)
@ExtendWith(NoAwaitletLeft.class)
class RunTest {
    @Test
    @Spec("SC-30")
    void theBodyRunsAsAnAwaitletAndItsResultIsAnswered() {
        var answer = Awaitlets.run(() -> await(CompletableFuture.supplyAsync(() -> 7)));

        assertThat(answer).isEqualTo(7);
    }

    @Test
    @Spec("SC-30")
    void theOptionsAreTheAwaitlets() {
        var name = Awaitlets.run(
                AsyncOptions.defaults().named("main"),
                () -> Awaitlets.require("test").name());

        assertThat(name).isEqualTo("main");
    }

    @Test
    @Spec("SC-30")
    void aBodyWithoutAResultHasEndedWhenItReturns() {
        var ended = new AtomicBoolean();
        var named = new AtomicBoolean();

        Awaitlets.run(() -> {
            Awaitlets.checkpoint();
            ended.set(true);
        });
        Awaitlets.run(AsyncOptions.defaults().named("main"), () -> {
            Awaitlets.checkpoint();
            named.set(true);
        });

        assertThat(ended).isTrue();
        assertThat(named).isTrue();
    }

    @Test
    @Spec({"SC-30", "AW-9", "AW-10"})
    void aFailureIsThrownAsTheSameInstanceWithTheFramesThatRanIt() {
        var failure = new IOException("socket");

        assertThatThrownBy(() -> Awaitlets.run(() -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(failure.getSuppressed())
                .anySatisfy(site -> assertThat(site.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().startsWith("aFailureIsThrown")
                                || frame.getClassName().equals(RunTest.class.getName())));
    }

    @Test
    @Spec({"SC-30", "AW-9"})
    void anErrorIsThrownAsTheSameInstance() {
        var failure = new StackOverflowError("deep");

        assertThatThrownBy(() -> Awaitlets.run(() -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    @Spec({"SC-30", "AW-22"})
    void anInterruptOfTheThreadCancelsTheBodyAndItsEndIsAwaited() {
        var inside = new CompletableFuture<Void>();
        var reply = new CompletableFuture<String>();
        var cleaned = new AtomicBoolean();
        var outcome = new CompletableFuture<Throwable>();
        var flag = new CompletableFuture<Boolean>();
        var thread = new Thread(() -> {
            outcome.complete(thrownBy(() -> Awaitlets.run(() -> {
                try {
                    inside.complete(null);
                    await(reply);
                } finally {
                    CancelScope.create().shield(true).run(() -> {
                        Awaitlets.checkpoint();
                        cleaned.set(true);
                    });
                }
            })));
            flag.complete(Thread.interrupted());
        });
        thread.start();
        resultOf(inside);

        thread.interrupt();

        assertThat(resultOf(outcome)).isInstanceOf(Cancelled.class).hasMessageContaining("interrupted");
        assertThat(cleaned).isTrue();
        assertThat(resultOf(flag)).as("the flag is kept").isTrue();
        assertThat(reply).isCancelled();
    }

    @Test
    @Spec({"SC-30", "AW-22"})
    void aThreadThatIsInterruptedBeforeRunsABodyThatIsCancelledAtItsFirstCheckpoint() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> Awaitlets.run(() -> await(new CompletableFuture<>())))
                    .isInstanceOf(Cancelled.class);
        } finally {
            assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
        }
    }

    @AwaitletTest
    @Spec({"SC-30", "AW-6"})
    void inAnAwaitletItIsRefused() {
        assertThatThrownBy(() -> Awaitlets.run(() -> "never"))
                .isInstanceOf(PortalOnOwnLoop.class)
                .hasMessageContaining("ER-206")
                .hasMessageContaining("inAnAwaitletItIsRefused");
        assertThatThrownBy(() -> Awaitlets.run(() -> {})).isInstanceOf(PortalOnOwnLoop.class);
    }

    @Test
    @Spec({"SC-30", "AW-5", "AW-6"})
    void onAnEventLoopItIsRefused() {
        try (var loop = new EventLoop()) {
            var refused = resultOf(loop.run(() -> thrownBy(() -> Awaitlets.run(() -> "never"))));

            assertThat(refused).isInstanceOf(PortalOnOwnLoop.class).hasMessageContaining("test-event-loop");
        }
    }
}
