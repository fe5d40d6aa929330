package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Outcomes.failureOf;
import static dev.weft.awaitlet.Outcomes.resultOf;
import static dev.weft.awaitlet.Outcomes.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.spi.ContextCarrier;
import dev.weft.spec.Spec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Calls of ordinary threads through a portal: results, failures, futures, and how a portal ends. */
@Timeout(20)
@ExtendWith(NoAwaitletLeft.class)
class PortalTest {
    private static final ScopedValue<String> USER = ScopedValue.newInstance();

    private final CompletableFuture<Void> inside = new CompletableFuture<>();
    private final CompletableFuture<String> reply = new CompletableFuture<>();

    @Test
    @Spec({"SC-28", "AT-96", "AW-6"})
    void aThreadCallsCodeThatAwaitsAndCodeThatDoesNot() {
        try (var portal = Portal.open()) {
            assertThat(portal.call(() -> await(CompletableFuture.supplyAsync(() -> 7))))
                    .isEqualTo(7);
            assertThat(portal.call(Awaitlets::inAwaitlet)).isTrue();
            portal.call(() -> {
                inside.complete(null);
            });
        }
        assertThat(inside).isCompleted();
    }

    @Test
    @Spec({"SC-28", "AW-9"})
    void aFailureIsTheCallersAndTouchesNoOtherCall() {
        var failure = new IOException("socket");
        try (var portal = Portal.open()) {
            var other = portal.startSoon(this::awaitReply);
            assertThatThrownBy(() -> portal.call(() -> {
                        throw failure;
                    }))
                    .isSameAs(failure);

            reply.complete("untouched");
            assertThat(resultOf(other)).isEqualTo("untouched");
        }
    }

    @Test
    @Spec({"AT-102", "SC-28"})
    void aFatalErrorReachesTheCallerAsTheSameInstance() {
        var fatal = new StackOverflowError("deep");
        try (var portal = Portal.open()) {
            assertThatThrownBy(() -> portal.call(() -> {
                        throw fatal;
                    }))
                    .isSameAs(fatal);
            assertThat(failureOf(portal.startSoon(() -> {
                        throw fatal;
                    })))
                    .isSameAs(fatal);
        }
    }

    @Test
    @Spec({"SC-28", "AW-13"})
    void codeThatAnswersAFutureNobodyAwaitedFails() {
        try (var portal = Portal.open()) {
            assertThatThrownBy(() -> portal.call(() -> new CompletableFuture<>()))
                    .isInstanceOf(UnawaitedResult.class);
        }
    }

    @Test
    @Spec({"SC-28", "AT-92"})
    void theContextOfTheCallingThreadIsCopiedIn() {
        try (var portal = Portal.open(AsyncOptions.defaults().carrying(ContextCarrier.of(USER)))) {
            var seen = ScopedValue.where(USER, "ada").call(() -> portal.call(USER::get));

            assertThat(seen).isEqualTo("ada");
        }
    }

    @Test
    @Spec("SC-28")
    void aNameGivenToCodeIsItsAwaitlets() {
        try (var portal = Portal.open()) {
            assertThat(resultOf(portal.startSoon(
                            "nightly", () -> Awaitlets.require("test").name())))
                    .isEqualTo("nightly");
        }
    }

    @Test
    @Spec({"AT-96", "SC-28"})
    void codeOfAPortalMayNotBlockOnIt() {
        try (var portal = Portal.open()) {
            assertThat(portal.call(() -> thrownBy(() -> portal.call(() -> "never"))))
                    .isInstanceOf(PortalOnOwnLoop.class)
                    .hasMessageContaining("ER-206");
            assertThat(portal.call(() -> thrownBy(portal::close))).isInstanceOf(PortalOnOwnLoop.class);
            assertThat(portal.call(() -> await(portal.startSoon(() -> "composed"))))
                    .isEqualTo("composed");
        }
    }

    @Test
    @Spec({"AT-96", "AW-5"})
    void anEventLoopMayStartCodeButNotBlockForIt() {
        try (var loop = new EventLoop();
                var portal = Portal.open()) {
            assertThat(resultOf(loop.run(() -> thrownBy(() -> portal.call(() -> "never")))))
                    .isInstanceOf(PortalOnOwnLoop.class);
            assertThat(resultOf(loop.run(() -> thrownBy(Portal::open)))).isInstanceOf(PortalOnOwnLoop.class);
            var composed = new CompletableFuture<Integer>();
            resultOf(loop.run(() ->
                    portal.startSoon(() -> 7).thenAccept(composed::complete).isCancelled()));
            assertThat(resultOf(composed)).isEqualTo(7);
        }
    }

    @Test
    @Spec({"AT-96", "SC-28"})
    void aPortalThatWasStoppedOrClosedTakesNoCalls() {
        var stopped = Portal.open();
        stopped.stop(false);
        assertThatThrownBy(() -> stopped.call(() -> "never"))
                .isInstanceOf(PortalStopped.class)
                .hasMessageContaining("ER-206");
        stopped.close();

        assertThatThrownBy(() -> stopped.startSoon(() -> "never")).isInstanceOf(PortalStopped.class);
        assertThatThrownBy(() -> stopped.wrap(() -> () -> {})).isInstanceOf(PortalStopped.class);
    }

    @Test
    @Spec({"AT-97", "SC-28"})
    void leftNormallyItWaitsForTheCodeOfItsCallers() {
        var calls = new ArrayList<CompletableFuture<String>>();
        Portal.run(portal -> {
            calls.add(portal.startSoon(this::awaitReply));
            resultOf(inside);
            new Thread(() -> {
                        Soon.holds(() -> portal.toString().endsWith("stopped]"), "it is not being left");
                        reply.complete("awaited");
                    })
                    .start();
        });

        assertThat(calls.getFirst()).isCompletedWithValue("awaited");
    }

    @Test
    @Spec({"AT-97", "SC-28"})
    void leftWithAnErrorItCancelsTheCodeOfItsCallers() {
        var failure = new IllegalStateException("left");
        var calls = new ArrayList<CompletableFuture<String>>();

        assertThatThrownBy(() -> Portal.run(portal -> {
                    calls.add(portal.startSoon(this::awaitReply));
                    resultOf(inside);
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(failureOf(calls.getFirst())).isInstanceOf(CancellationException.class);
        assertThat(reply).isCancelled();
    }

    @AwaitletTest
    @Spec({"AT-97", "SC-28"})
    void inAnAwaitletThreadsCallIntoTheScopeAroundIt() {
        var answer = Portal.call(portal -> {
            var called = CompletableFuture.supplyAsync(() -> portal.call(() -> await(reply)));
            reply.complete("called");
            return await(called);
        });

        assertThat(answer).isEqualTo("called");
    }

    @AwaitletTest
    @Spec({"AT-97", "SC-28"})
    void inAnAwaitletLeftNormallyItWaitsForItsCallers() {
        var called = new CompletableFuture<String>();
        Portal.run(portal -> {
            new Thread(() -> called.complete(portal.call(this::awaitReply))).start();
            await(inside);
            new Thread(() -> {
                        Soon.holds(() -> portal.toString().endsWith("stopped]"), "it is not being left");
                        reply.complete("awaited");
                    })
                    .start();
        });

        assertThat(await(called)).isEqualTo("awaited");
    }

    @AwaitletTest
    @Spec({"AT-97", "SC-28"})
    void inAnAwaitletLeftWithAnErrorItCancelsItsCallers() {
        var failure = new IllegalStateException("left");
        var called = new CompletableFuture<Throwable>();

        assertThatThrownBy(() -> Portal.run(portal -> {
                    new Thread(() -> called.complete(thrownBy(() -> portal.call(this::awaitReply)))).start();
                    await(inside);
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(await(called)).isInstanceOf(Cancelled.class);
    }

    @AwaitletTest
    @Spec({"SC-28", "AT-94"})
    void inAnAwaitletTheCancelOfTheScopeAroundItReachesItsCallers() {
        var scope = CancelScope.create();
        var called = new CompletableFuture<Throwable>();

        scope.run(() -> Portal.run(portal -> {
            new Thread(() -> called.complete(thrownBy(() -> portal.call(this::awaitReply)))).start();
            await(inside);
            scope.cancel("around");
            Awaitlets.checkpoint();
        }));

        assertThat(scope.cancelledCaught()).isTrue();
        assertThat(await(called)).isInstanceOf(Cancelled.class);
    }

    @Test
    @Spec({"AT-98", "SC-28"})
    void aFutureCancelledAtOnceCancelsItsCode() {
        try (var portal = Portal.open()) {
            var future = portal.startSoon(this::awaitReply);

            assertThat(future.cancel(true)).isTrue();
        }
        assertThat(reply.getNumberOfDependents()).as("what waits for the reply").isZero();
    }

    @Test
    @Spec({"AT-98", "SC-28"})
    void aFutureCancelledLaterCancelsItsCode() {
        try (var portal = Portal.open()) {
            var future = portal.startSoon(this::awaitReply);
            resultOf(inside);

            assertThat(future.cancel(true)).isTrue();
            assertThat(future).isCancelled();
        }
        assertThat(reply).isCancelled();
    }

    @Test
    @Spec({"AT-98", "SC-28"})
    void aFutureCancelledAfterTheStopCancelsItsCodeAndThePortalEnds() {
        try (var portal = Portal.open()) {
            var future = portal.startSoon(this::awaitReply);
            resultOf(inside);
            portal.stop(false);

            assertThat(future.cancel(true)).isTrue();
        }
        assertThat(reply).isCancelled();
    }

    @Test
    @Spec({"AT-99", "SC-28"})
    void aStopThatCancelsFreesAThreadThatWaits() {
        var waiting = new CompletableFuture<Throwable>();
        try (var portal = Portal.open()) {
            new Thread(() -> waiting.complete(thrownBy(() -> portal.call(this::awaitReply)))).start();
            resultOf(inside);

            portal.stop(true);

            assertThat(resultOf(waiting)).isInstanceOf(Cancelled.class).hasMessageContaining("portal was stopped");
        }
    }

    @Test
    @Spec("AT-99")
    void aStopThatDoesNotCancelIsFollowedByOneThatDoes() {
        try (var portal = Portal.open()) {
            var future = portal.startSoon(this::awaitReply);
            resultOf(inside);
            portal.stop(false);
            assertThat(future).isNotDone();

            portal.stop(true);

            assertThat(failureOf(future)).isInstanceOf(Cancelled.class);
        }
    }

    @Test
    @Spec({"SC-28", "AW-22"})
    void anInterruptOfACallerCancelsItsCodeAlone() {
        var interrupted = new CompletableFuture<Throwable>();
        try (var portal = Portal.open()) {
            var caller = new Thread(() -> interrupted.complete(thrownBy(() -> portal.call(this::awaitReply))));
            caller.start();
            resultOf(inside);

            caller.interrupt();

            assertThat(resultOf(interrupted)).isInstanceOf(Cancelled.class);
            assertThat(portal.call(() -> "others")).isEqualTo("others");
        }
    }

    @Test
    @Spec({"SC-28", "SC-29"})
    void nothingIsLeftOfAClosedPortal() {
        var before = Awaitlets.live().size();
        for (var round = 0; round < 50; round++) {
            try (var portal = Portal.open()) {
                assertThat(portal.call(() -> 1)).isEqualTo(1);
            }
        }

        Soon.holds(() -> Awaitlets.live().size() <= before, "awaitlets are left");
    }

    private String awaitReply() {
        inside.complete(null);
        return await(reply);
    }
}
