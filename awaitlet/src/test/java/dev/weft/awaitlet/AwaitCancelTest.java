package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.CancelReason.Kind;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.spec.Spec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(20)
@ExtendWith(NoAwaitletLeft.class)
class AwaitCancelTest {
    private static final CancelReason ENOUGH = CancelReason.requested("enough");
    private static final Duration BUDGET = Duration.ofSeconds(10);

    private final CompletableFuture<String> never = new CompletableFuture<>();

    @Test
    @Spec({"AW-14", "AW-15"})
    void aCancelIsThrownAtTheAwaitAndFinallyRuns() throws Exception {
        var cleaned = new CountDownLatch(1);
        var result = async(() -> {
            try {
                return await(never);
            } finally {
                cleaned.countDown();
            }
        });
        Soon.awaited(never);

        result.cancel(true);

        Soon.open(cleaned);
        assertThat(result).isCancelled();
        assertThat(never).as("the awaited stage").isCancelled();
    }

    @Test
    @Spec("AW-14")
    void aRequestedCancelIsTheFailureOfTheFutureOnceTheBodyHasEnded() throws Exception {
        var cleaned = new AtomicBoolean();
        var result = async(() -> {
            try {
                return await(never);
            } finally {
                cleaned.set(true);
            }
        });
        Soon.awaited(never);

        result.requestCancel(ENOUGH);

        assertThat(Soon.failure(result))
                .isInstanceOfSatisfying(
                        Cancelled.class,
                        cancelled -> assertThat(cancelled.reason()).isEqualTo(ENOUGH));
        assertThat(cleaned).isTrue();
        assertThat(result).isCancelled();
    }

    @Test
    @Spec({"AW-14", "SC-9"})
    void everyLaterAwaitThrowsAgain() throws Exception {
        var met = new ArrayList<CancelReason>();
        var stages = new ArrayList<CompletableFuture<String>>();
        var result = async(() -> {
            for (var attempt = 0; attempt < 3; attempt++) {
                var stage = attempt == 0 ? never : new CompletableFuture<String>();
                stages.add(stage);
                try {
                    var _ = await(stage);
                } catch (Cancelled cancelled) {
                    met.add(cancelled.reason());
                }
            }
            return "stubborn";
        });
        Soon.awaited(never);

        result.requestCancel(ENOUGH);

        assertThat(Soon.value(result)).isEqualTo("stubborn");
        assertThat(met).containsExactly(ENOUGH, ENOUGH, ENOUGH);
        assertThat(stages).hasSize(3).allMatch(CompletableFuture::isCancelled);
    }

    @Test
    @Spec("AW-14")
    void anAwaitInCleanUpThrowsUnlessItIsShielded() throws Exception {
        var unshielded = new CompletableFuture<String>();
        var shielded = new CompletableFuture<String>();
        var said = new CompletableFuture<String>();
        var result = async(() -> {
            try {
                return await(never);
            } finally {
                try {
                    var _ = await(unshielded);
                } finally {
                    said.complete(CancelScope.shielded(BUDGET, () -> await(shielded)));
                }
            }
        });
        Soon.awaited(never);

        result.requestCancel(ENOUGH);
        Soon.awaited(shielded);
        assertThat(unshielded).isCancelled();
        assertThat(result).isNotDone();
        shielded.complete("rolled back");

        assertThat(Soon.value(said)).isEqualTo("rolled back");
        assertThat(Soon.failure(result)).isInstanceOf(Cancelled.class);
    }

    @Test
    @Spec({"AW-11", "SC-19"})
    void aCompletedStageIsStillACheckpoint() throws Exception {
        var result = async(() -> {
            return awaitIgnoringCancel(never) + await(CompletableFuture.completedFuture("ready"));
        });
        Soon.awaited(never);

        result.requestCancel(ENOUGH);

        assertThat(Soon.failure(result)).isInstanceOf(Cancelled.class);
    }

    @Test
    @Spec("SC-19")
    void aCheckpointSeesTheCancel() throws Exception {
        var passed = new AtomicBoolean();
        var result = async(() -> {
            Awaitlets.checkpoint();
            passed.set(true);
            var _ = awaitIgnoringCancel(never);
            Awaitlets.checkpoint();
            return "not reached";
        });
        Soon.awaited(never);

        result.requestCancel(ENOUGH);

        assertThat(Soon.failure(result)).isInstanceOf(Cancelled.class);
        assertThat(passed).isTrue();
    }

    @Test
    @Spec({"AW-14", "SC-11"})
    void anAwaitletCancelledAtItsStartRunsToItsFirstCheckpoint() throws Exception {
        var gate = new CountDownLatch(1);
        var reached = new CountDownLatch(1);
        var result = async(() -> {
            Soon.holds(() -> gate.getCount() == 0, "the gate is still closed"); // running, not blocked
            reached.countDown();
            return await(never);
        });

        result.cancel(true);
        gate.countDown();

        Soon.open(reached);
        Soon.holds(never::isCancelled, "the stage of the first checkpoint goes on");
    }

    @Test
    @Spec("AW-15")
    void aCancelOfTheOuterAwaitletReachesTheInnerWithItsReason() throws Exception {
        var met = new CompletableFuture<CancelReason>();
        var outer = async(() -> await(async(() -> meeting(met))));
        Soon.awaited(never);

        outer.requestCancel(ENOUGH);

        assertThat(Soon.value(met)).isEqualTo(ENOUGH);
        assertThat(Soon.failure(outer)).isInstanceOf(Cancelled.class);
    }

    @Test
    @Spec("AW-15")
    void aCancelReachesTheInnerAwaitletThroughStagesThatDependOnIt() throws Exception {
        var met = new CompletableFuture<CancelReason>();
        var outer = async(
                () -> await(async(() -> meeting(met)).thenApply(String::trim).thenApply(String::length)));
        Soon.awaited(never);

        outer.requestCancel(ENOUGH);

        assertThat(Soon.value(met)).isEqualTo(ENOUGH);
    }

    @Test
    @Spec("AW-15")
    void aCancelReachesTheAwaitletThatAComposingStageStarted() throws Exception {
        var met = new CompletableFuture<CancelReason>();
        var outer = async(() -> await(async(() -> "first").thenCompose(_ -> async(() -> meeting(met)))));
        Soon.awaited(never);

        outer.requestCancel(ENOUGH);

        assertThat(Soon.value(met)).isEqualTo(ENOUGH);
    }

    @Test
    @Spec("AW-15")
    void aCancelReachesThePlainStageThatAComposingStageStarted() throws Exception {
        var outer = async(() -> await(async(() -> "first").thenCompose(_ -> never)));
        Soon.awaited(never);

        outer.requestCancel(ENOUGH);

        assertThat(Soon.failure(outer)).isInstanceOf(Cancelled.class);
        assertThat(never).isCancelled();
    }

    @Test
    @Spec("AW-15")
    void aCancelReachesBothOfTwoStages() throws Exception {
        var outer = async(() -> await(async(() -> "first").thenCombine(never, String::concat)));
        Soon.awaited(never);

        outer.requestCancel(ENOUGH);

        assertThat(Soon.failure(outer)).isInstanceOf(Cancelled.class);
        assertThat(never).isCancelled();
    }

    @Test
    @Spec("AW-15")
    void cancellingADependentStageCancelsTheAwaitlet() throws Exception {
        var met = new CompletableFuture<CancelReason>();
        var chain = async(() -> meeting(met)).thenApply(String::trim).thenCompose(word -> async(() -> word + "!"));
        Soon.awaited(never);

        chain.cancel(true);

        assertThat(Soon.value(met).kind()).isEqualTo(Kind.FUTURE_CANCELLED);
    }

    @Test
    @Spec("AW-15")
    void theOuterAwaitletEndsAfterTheInnerHasCleanedUp() throws Exception {
        var cleanUp = new CompletableFuture<String>();
        var outer = async(() -> await(async(() -> {
            try {
                return await(never);
            } finally {
                var _ = CancelScope.shielded(BUDGET, () -> await(cleanUp));
            }
        })));
        Soon.awaited(never);

        outer.requestCancel(ENOUGH);
        Soon.awaited(cleanUp);
        assertThat(outer).isNotDone();
        cleanUp.complete("clean");

        assertThat(Soon.failure(outer)).isInstanceOf(Cancelled.class);
    }

    @Test
    @Spec("AW-15")
    void aValueThatAStageStillBringsIsNotLost() throws Exception {
        var stage = new Uncancellable(paid -> paid.complete("receipt"));
        var kept = new CompletableFuture<String>();
        var result = async(() -> {
            kept.complete(await(stage));
            return await(never);
        });
        Soon.awaited(stage);

        result.requestCancel(ENOUGH);

        assertThat(Soon.value(kept)).isEqualTo("receipt");
        assertThat(Soon.failure(result)).as("at the next checkpoint").isInstanceOf(Cancelled.class);
    }

    @Test
    @Spec("AW-15")
    void aValueThatAnAwaitletStillBringsIsNotLost() throws Exception {
        var kept = new CompletableFuture<String>();
        var result = async(() -> {
            kept.complete(await(async(() -> awaitIgnoringCancel(never))));
            Awaitlets.checkpoint();
            return "not reached";
        });
        Soon.awaited(never);
        Soon.suspended(result); // the outer one too: a cancel before its await is thrown by it

        result.requestCancel(ENOUGH);

        assertThat(Soon.value(kept)).isEqualTo("ignored");
        assertThat(Soon.failure(result)).isInstanceOf(Cancelled.class);
    }

    @Test
    @Spec({"AW-10", "AW-15"})
    void aFailureThatAStageBringsWithTheCancelIsNotLost() throws Exception {
        var failure = new IOException("the cancel request failed");
        var stage = new Uncancellable(broken -> broken.completeExceptionally(failure));
        var result = async(() -> await(stage));
        Soon.awaited(stage);

        result.requestCancel(ENOUGH);

        assertThat(Soon.failure(result)).isSameAs(failure);
    }

    @Test
    @Spec({"AW-9", "AW-15"})
    void aFailureThatAnAwaitletBringsIsThrownInsteadOfTheCancel() throws Exception {
        var failure = new IOException("the clean-up failed");
        var result = async(() -> await(async(() -> {
            try {
                return await(never);
            } catch (Cancelled cancelled) {
                throw failure;
            }
        })));
        Soon.awaited(never);
        Soon.suspended(result); // the outer one too: a cancel before its await is thrown by it

        result.requestCancel(ENOUGH);

        assertThat(Soon.failure(result)).isSameAs(failure);
    }

    @Test
    @Spec("AW-14")
    void aStageThatOthersCancelledIsAFailureAndNoCancelOfTheAwaitlet() throws Exception {
        var result = async(() -> {
            try {
                return await(never);
            } catch (CancellationException e) {
                return await(CompletableFuture.supplyAsync(() -> "carried on"));
            }
        });
        Soon.awaited(never);

        never.cancel(true);

        assertThat(Soon.value(result)).isEqualTo("carried on");
    }

    @Test
    @Spec("AW-15")
    void aCopyKeepsAStageThatOthersUse() throws Exception {
        var result = async(() -> await(never.copy()));
        Soon.awaited(never);

        result.requestCancel(ENOUGH);

        assertThat(Soon.failure(result)).isInstanceOf(Cancelled.class);
        assertThat(never).isNotDone();
    }

    @Test
    @Spec("AW-15")
    void aCopyKeepsAnAwaitletThatOthersUse() throws Exception {
        var shared = async(() -> await(never));
        var result = async(() -> await(shared.copy()));
        Soon.awaited(never);
        Soon.awaited(shared);

        result.requestCancel(ENOUGH);

        assertThat(Soon.failure(result)).isInstanceOf(Cancelled.class);
        never.complete("for the others");
        assertThat(Soon.value(shared)).isEqualTo("for the others");
    }

    @Test
    @Spec("AW-14")
    void aCancelThatAFrameworkWrappedIsStillACancel() throws Exception {
        var result = async(() -> {
            try {
                return await(never);
            } catch (Cancelled cancelled) {
                throw new IllegalStateException("could not execute statement", cancelled);
            }
        });
        Soon.awaited(never);

        result.requestCancel(ENOUGH);

        assertThat(Soon.failure(result)).isInstanceOf(Cancelled.class);
        assertThat(result).isCancelled();
    }

    @Test
    @Spec("AW-14")
    void theFirstReasonIsKept() throws Exception {
        var result = async(() -> await(never));
        Soon.awaited(never);

        result.requestCancel(ENOUGH);
        result.requestCancel(CancelReason.requested("too late"));

        assertThat(Soon.failure(result)).hasMessage("[ER-204] cancelled: enough");
    }

    @Test
    @Spec("AW-16")
    void anAbandonedAwaitletEndsByCancelAndCleansUp() throws Exception {
        var cleaned = new CountDownLatch(1);
        var result = async(() -> {
            try {
                return await(never);
            } finally {
                cleaned.countDown();
            }
        });
        Soon.awaited(never);

        result.requestCancel(new CancelReason(Kind.ABANDONED, "the engine"));

        Soon.open(cleaned);
        assertThat(Soon.failure(result)).hasMessage("[ER-204] its owner was closed: the engine");
    }

    @Test
    @Spec("AW-15")
    void cancellingAnAwaitletThatHasEndedChangesNothing() throws Exception {
        WorkFuture<String> result = async(() -> "done");
        var _ = Soon.value(result);

        result.requestCancel(ENOUGH);

        assertThat(result.cancel(true)).isFalse();
        assertThat(Soon.value(result)).isEqualTo("done");
    }

    private String meeting(CompletableFuture<CancelReason> met) {
        try {
            return await(never);
        } catch (Cancelled cancelled) {
            met.complete(cancelled.reason());
            throw cancelled;
        }
    }

    private static String awaitIgnoringCancel(CompletableFuture<String> stage) {
        try {
            return await(stage);
        } catch (Cancelled ignored) {
            return "ignored";
        }
    }

    /** A stage that ends in its own way when it is asked to be cancelled. */
    private static final class Uncancellable extends CompletableFuture<String> {
        private final Consumer<CompletableFuture<String>> onCancel;

        Uncancellable(Consumer<CompletableFuture<String>> onCancel) {
            this.onCancel = onCancel;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            onCancel.accept(this);
            return false;
        }
    }
}
