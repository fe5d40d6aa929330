package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Outcomes.failureOf;
import static dev.weft.awaitlet.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The way back from a worker thread: calls into the async side, and the caller's cancel. */
class FromWorkerTest {
    private final CancelScope scope = CancelScope.create();
    private final CompletableFuture<Void> inside = new CompletableFuture<>();
    private final CompletableFuture<String> reply = new CompletableFuture<>();
    private final CountDownLatch cancelled = new CountDownLatch(1);

    @AwaitletTest
    @Spec("SC-26")
    void aWorkerCallsCodeThatAwaits() {
        var answer = Workers.shared()
                .call(() -> "worker got " + FromWorker.call(() -> await(CompletableFuture.supplyAsync(() -> 7))));

        assertThat(answer).isEqualTo("worker got 7");
    }

    @AwaitletTest
    @Spec({"SC-26", "SC-27", "AW-9"})
    void aFailureCrossesBothBordersAsTheSameInstance() {
        var failure = new IOException("socket");

        assertThatThrownBy(() -> Workers.shared()
                        .call(() -> FromWorker.call(() -> await(CompletableFuture.failedFuture(failure)))))
                .isSameAs(failure);
    }

    @AwaitletTest
    @Spec({"SC-26", "AW-7"})
    void theCodeCalledBackIsAnAwaitletAndMayActForTheCaller() {
        var caller = Awaitlets.require("test");

        var mayAct = Workers.shared()
                .call(() -> FromWorker.call(() -> Awaitlets.require("test").mayActFor(caller)));

        assertThat(mayAct).isTrue();
    }

    @AwaitletTest
    @Spec({"SC-26", "AW-8"})
    void workersAndCallsBackNest() {
        var answer = Workers.shared()
                .call(() -> FromWorker.call(() -> Workers.shared()
                        .call(() -> FromWorker.call(() -> await(CompletableFuture.completedFuture("deep"))))));

        assertThat(answer).isEqualTo("deep");
    }

    @AwaitletTest
    @Spec({"AT-94", "SC-26"})
    void theCallersCancelReachesTheCodeCalledBack() {
        var seen = new AtomicReference<Throwable>();
        var call = async(() -> scope.run(() -> Workers.shared().call(() -> {
            try {
                return FromWorker.call(this::awaitReply);
            } catch (Cancelled reached) {
                seen.set(reached);
                throw reached;
            }
        })));
        await(inside);

        scope.cancel("through and through");

        await(call);
        assertThat(scope.cancelledCaught()).isTrue();
        assertThat(reply).isCancelled();
        assertThat(seen.get()).hasMessageContaining("through and through");
    }

    @AwaitletTest
    @Spec({"AT-94", "SC-9"})
    void codeCalledBackAfterTheCancelMeetsItAtItsFirstCheckpoint() {
        var seen = new AtomicReference<Throwable>();
        var call = async(() -> scope.run(() -> Workers.shared()
                .call(WorkerOptions.defaults().stoppedBy(_ -> cancelled.countDown()), () -> {
                    inside.complete(null);
                    Soon.open(cancelled);
                    try {
                        FromWorker.run(Awaitlets::checkpoint);
                    } catch (Cancelled reached) {
                        seen.set(reached);
                    }
                    return "done";
                })));
        await(inside);

        scope.cancel("before the call back");

        await(call);
        assertThat(seen.get()).hasMessageContaining("before the call back");
    }

    @AwaitletTest
    @Spec({"AT-94", "AT-90"})
    void theCallersCancelDoesNotReachTheCodeCalledBackByAnAbandonedWorker() {
        var answer = new CompletableFuture<String>();
        var call = async(() -> scope.run(() -> Workers.shared()
                .call(
                        WorkerOptions.defaults().abandoningOnCancel(),
                        () -> answer.complete(FromWorker.call(this::awaitReply)))));
        await(inside);

        scope.cancel("abandon it");
        await(call);
        reply.complete("still wanted");

        assertThat(await(answer)).isEqualTo("still wanted");
    }

    @AwaitletTest
    @Spec({"AT-93", "SC-26"})
    void aWorkerThatAsksLearnsOfItsCallersCancel() {
        var asked = new AtomicReference<Throwable>();
        var call = async(() -> scope.run(() -> Workers.shared()
                .call(WorkerOptions.defaults().stoppedBy(_ -> cancelled.countDown()), () -> {
                    FromWorker.checkCancelled();
                    inside.complete(null);
                    Soon.open(cancelled);
                    asked.set(Outcomes.thrownBy(FromWorker::checkCancelled));
                    FromWorker.checkCancelled();
                    return "never";
                })));
        await(inside);

        scope.cancel("stop it");

        await(call);
        assertThat(scope.cancelledCaught()).isTrue();
        assertThat(asked.get()).isInstanceOf(Cancelled.class).hasMessageContaining("stop it");
    }

    @AwaitletTest
    @Spec({"AT-93", "AT-90"})
    void aWorkerThatAsksAfterItWasAbandonedLearnsOfTheCancel() {
        var asked = new CompletableFuture<Throwable>();
        var options = WorkerOptions.defaults().abandoningOnCancel();
        var call = async(() -> scope.run(() -> Workers.shared().call(options, () -> {
            inside.complete(null);
            Soon.open(cancelled);
            return asked.complete(Outcomes.thrownBy(FromWorker::checkCancelled));
        })));
        await(inside);

        scope.cancel("abandon it");
        await(call);
        cancelled.countDown();

        assertThat(await(asked)).isInstanceOf(Cancelled.class).hasMessageContaining("abandon it");
    }

    @AwaitletTest
    @Spec({"AT-93", "AT-95"})
    void outsideAWorkerItIsRefused() {
        assertThatThrownBy(FromWorker::checkCancelled)
                .isInstanceOf(NoCaller.class)
                .hasMessageContaining("ER-213")
                .hasMessageContaining(Thread.currentThread().getName());
        assertThatThrownBy(() -> FromWorker.call(() -> "never")).isInstanceOf(NoCaller.class);
        assertThatThrownBy(() -> FromWorker.run(() -> {})).isInstanceOf(NoCaller.class);
    }

    @AwaitletTest
    @Spec("AT-95")
    void anUnclaimedThreadIsRefusedWithoutATokenAndHeardWithOne() {
        var token = FromWorker.token();
        var without = new CompletableFuture<Throwable>();
        var with = new CompletableFuture<String>();
        var thread = new Thread(() -> {
            without.complete(Outcomes.thrownBy(() -> FromWorker.call(() -> "never")));
            with.complete(token.call(() -> await(CompletableFuture.supplyAsync(() -> "heard"))));
        });
        thread.start();

        assertThat(await(without)).isInstanceOf(NoCaller.class).hasMessageContaining("token");
        assertThat(await(with)).isEqualTo("heard");
    }

    @AwaitletTest
    @Spec("AT-95")
    void aThreadStartedByAWorkerNeedsATokenToo() {
        var answers = Workers.shared().call(() -> {
            var token = FromWorker.token();
            var without = new CompletableFuture<Throwable>();
            var with = new CompletableFuture<Boolean>();
            new Thread(() -> {
                        without.complete(Outcomes.thrownBy(FromWorker::checkCancelled));
                        with.complete(token.call(Awaitlets::inAwaitlet));
                    })
                    .start();
            assertThat(resultOf(without)).isInstanceOf(NoCaller.class);
            return resultOf(with);
        });

        assertThat(answers).isTrue();
    }

    @Test
    @Timeout(20)
    @Spec("AT-95")
    void aTokenOfAnAwaitletThatHasEndedIsRefused() {
        var token = resultOf(async(FromWorker::token));

        assertThatThrownBy(() -> token.call(() -> "never"))
                .isInstanceOf(NoCaller.class)
                .hasMessageContaining("has ended");
    }

    @Test
    @Timeout(20)
    @Spec({"AT-95", "AW-4"})
    void aTokenIsHandedOutInAwaitletsAndWorkersOnly() {
        assertThatThrownBy(FromWorker::token).isInstanceOf(NoAwaitletContext.class);
    }

    @AwaitletTest
    @Spec("SC-26")
    void aTokenUsedInAnAwaitletIsRefused() {
        var token = FromWorker.token();

        assertThatThrownBy(() -> token.run(() -> {}))
                .isInstanceOf(PortalOnOwnLoop.class)
                .hasMessageContaining("ER-206");
    }

    @Test
    @Timeout(20)
    @Spec({"SC-26", "AW-5"})
    void aTokenUsedOnAnEventLoopIsRefused() {
        try (var loop = new EventLoop()) {
            var refused = new CompletableFuture<Throwable>();
            var caller = async(() -> {
                var token = FromWorker.token();
                await(loop.run(() -> refused.complete(Outcomes.thrownBy(() -> token.call(() -> "never")))));
            });

            resultOf(caller);
            assertThat(resultOf(refused)).isInstanceOf(PortalOnOwnLoop.class);
        }
    }

    @Test
    @Timeout(20)
    @Spec({"SC-26", "AW-22"})
    void anInterruptOfTheWorkerCancelsTheCodeCalledBackAndIsKept() {
        var worker = new AtomicReference<Thread>();
        var kept = new AtomicReference<Boolean>();
        var call = async(() -> Workers.shared().call(() -> {
            worker.set(Thread.currentThread());
            try {
                return FromWorker.call(this::awaitReply);
            } finally {
                kept.set(Thread.interrupted());
            }
        }));
        resultOf(inside);

        worker.get().interrupt();

        assertThat(failureOf(call)).isInstanceOf(Cancelled.class).hasMessageContaining("interrupted");
        assertThat(kept.get()).isTrue();
        assertThat(reply).isCancelled();
    }

    private String awaitReply() {
        inside.complete(null);
        return await(reply);
    }
}
