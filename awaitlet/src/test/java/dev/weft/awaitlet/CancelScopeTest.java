package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Awaitlets.checkpoint;
import static dev.weft.awaitlet.Outcomes.failureOf;
import static dev.weft.awaitlet.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.CancelReason.Kind;
import dev.weft.awaitlet.spi.ContextCarrier;
import dev.weft.spec.Spec;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One scope: how it is cancelled, what that does to the code inside, and what it leaves behind. */
@Timeout(20)
class CancelScopeTest {
    private final CancelScope scope = CancelScope.create();

    @Test
    @Spec("SC-7")
    void aScopeThatNobodyCancelsAnswersTheResultOfItsBody() {
        assertThat(resultOf(async(() -> scope.call(() -> "value")))).contains("value");
        assertThat(scope.cancelCalled()).isFalse();
        assertThat(scope.cancelledCaught()).isFalse();
        assertThat(scope.reason()).isEmpty();
    }

    @Test
    @Spec("SC-7")
    void aCancelByAnotherThreadEndsTheAwaitTheStageAndTheScope() {
        var never = new CompletableFuture<String>();
        var inside = new CompletableFuture<Void>();
        var result = async(() -> scope.call(() -> {
            inside.complete(null);
            return await(never);
        }));
        resultOf(inside);

        scope.cancel("no longer wanted");

        assertThat(resultOf(result)).isEmpty();
        assertThat(never).isCancelled();
        assertThat(scope.cancelCalled()).isTrue();
        assertThat(scope.cancelledCaught()).isTrue();
        assertThat(scope.reason()).contains(CancelReason.requested("no longer wanted"));
    }

    @Test
    @Spec("AT-42")
    void aCancelBeforeTheScopeIsEnteredStrikesAtItsFirstCheckpoint() {
        var began = new AtomicBoolean();
        var passed = new AtomicBoolean();
        scope.cancel("early");

        resultOf(async(() -> scope.run(() -> {
            began.set(true);
            checkpoint();
            passed.set(true);
        })));

        assertThat(began).isTrue();
        assertThat(passed).isFalse();
        assertThat(scope.cancelledCaught()).isTrue();
    }

    @Test
    @Spec("AT-43")
    void aCancelWithoutALaterCheckpointIsCalledButNotCaught() {
        var result = async(() -> scope.call(() -> {
            scope.cancel("late");
            return "done anyway";
        }));

        assertThat(resultOf(result)).contains("done anyway");
        assertThat(scope.cancelCalled()).isTrue();
        assertThat(scope.cancelledCaught()).isFalse();
    }

    @Test
    @Spec("AT-44")
    void afterACancelledScopeTheNextCheckpointPasses() {
        var result = async(() -> {
            scope.cancel("inside only");
            scope.run(Awaitlets::checkpoint);
            checkpoint();
            return await(CompletableFuture.completedFuture("after"));
        });

        assertThat(resultOf(result)).isEqualTo("after");
    }

    @Test
    @Spec("SC-16")
    void ofManyCancelsTheFirstReasonIsKept() {
        scope.cancel("first");
        scope.cancel(new CancelReason(Kind.DEADLINE, "second"));

        assertThat(scope.reason()).contains(CancelReason.requested("first"));
    }

    @Test
    @Spec({"SC-17", "AT-14"})
    void theCancelIsAnUncheckedTypeOfItsOwnThatTellsTheReason() {
        var seen = new AtomicReference<@Nullable Throwable>();
        scope.cancel("because");

        resultOf(async(() -> scope.run(() -> {
            try {
                checkpoint();
            } catch (Cancelled cancelled) {
                seen.set(cancelled);
                throw cancelled;
            }
        })));

        assertThat(seen.get())
                .isInstanceOf(CancellationException.class)
                .isNotInstanceOf(WeftException.class)
                .hasMessageContaining("because")
                .satisfies(cancelled -> assertThat(((Coded) cancelled).code()).isEqualTo("ER-204"));
    }

    @Test
    @Spec("SC-7")
    void aScopeIsEnteredOnce() {
        var twice = async(() -> {
            scope.run(() -> {});
            scope.run(() -> {});
        });

        assertThat(failureOf(twice)).isInstanceOf(ScopeMisuse.class).hasMessageContaining("ER-201");
    }

    @Test
    @Spec("SC-7")
    void aScopeIsNotEnteredInItself() {
        var within = async(() -> scope.run(() -> scope.run(() -> {})));

        assertThat(failureOf(within)).isInstanceOf(ScopeMisuse.class).hasMessageContaining("ER-201");
    }

    @Test
    @Spec({"SC-7", "AW-4"})
    void aScopeIsRefusedOutsideAnAwaitlet() {
        assertThatThrownBy(() -> scope.run(() -> {})).isInstanceOf(NoAwaitletContext.class);
    }

    @Test
    @Spec("AW-9")
    void aFailureThatIsNoCancelLeavesACancelledScopeAsTheSameInstance() {
        var failure = new IOException("disk");
        var result = async(() -> scope.run(() -> {
            scope.cancel("meanwhile");
            throw failure;
        }));

        assertThat(failureOf(result)).isSameAs(failure);
        assertThat(scope.cancelledCaught()).isFalse();
    }

    @Test
    @Spec("SC-10")
    void anOutcomeOnItsWayIsDeliveredAndTheCancelIsSeenAtTheNextCheckpoint() {
        var late = new LateDelivery<String>();
        var brought = new CompletableFuture<String>();
        var result = async(() -> scope.call(() -> {
            brought.complete(await(late));
            checkpoint();
            return "never reached";
        }));
        var deliver = resultOf(late.asked);

        late.complete("value");
        scope.cancel("too late for that stage");
        deliver.run();

        assertThat(resultOf(brought)).isEqualTo("value");
        assertThat(resultOf(result)).isEmpty();
        assertThat(scope.cancelledCaught()).isTrue();
    }

    /** A stage that tells of its outcome some time after it has completed, as an executor in between would. */
    private static final class LateDelivery<T> extends CompletableFuture<T> {
        private final CompletableFuture<Runnable> asked = new CompletableFuture<>();

        @Override
        public CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> action) {
            asked.complete(() -> {
                var _ = super.whenComplete(action);
            });
            return this;
        }
    }

    @Test
    @Spec("SC-10")
    void aStageThatCompletesInARaceWithTheCancelIsNeverLost() {
        for (var round = 0; round < 2_000; round++) {
            var stage = new CompletableFuture<String>();
            var racing = CancelScope.create();
            var brought = async(() -> racing.call(() -> await(stage)));
            Soon.awaited(stage);
            var cancelling = async(() -> racing.cancel("race"));

            var completed = stage.complete("value");

            resultOf(cancelling);
            assertThat(resultOf(brought).isPresent()).as("round %d", round).isEqualTo(completed);
        }
    }

    @Test
    @Spec("SC-11")
    void anAwaitletCancelledBeforeItsFirstStepRunsToItsFirstCheckpoint() {
        var gate = new CompletableFuture<Void>();
        var began = new AtomicBoolean();
        var passed = new AtomicBoolean();
        var result = async(AsyncOptions.defaults().carrying(heldAt(gate)), () -> {
            began.set(true);
            checkpoint();
            passed.set(true);
        });

        result.requestCancel(CancelReason.requested("at once"));
        gate.complete(null);

        assertThat(failureOf(result)).isInstanceOf(CancellationException.class);
        assertThat(began).isTrue();
        assertThat(passed).isFalse();
    }

    private static ContextCarrier heldAt(CompletableFuture<Void> gate) {
        return () -> new ContextCarrier.Captured() {
            @Override
            public <T extends @Nullable Object> T call(Callable<T> body) throws Exception {
                Soon.holds(gate::isDone, "the gate is still closed");
                return body.call();
            }
        };
    }

    @Test
    @Spec("SC-14")
    void cancellingTheFutureCancelsTheOutermostScopeWhichNoInnerScopeAbsorbs() throws InterruptedException {
        var inside = new CompletableFuture<Void>();
        var ended = new CountDownLatch(1);
        var result = async(() -> {
            try {
                scope.run(() -> {
                    inside.complete(null);
                    await(new CompletableFuture<>());
                });
            } finally {
                ended.countDown();
            }
        });
        resultOf(inside);

        result.cancel(true);
        ended.await();

        assertThat(result).isCancelled();
        assertThat(scope.cancelCalled()).isFalse();
        assertThat(scope.cancelledCaught()).isFalse();
    }

    @Test
    @Spec({"SC-14", "AW-22"})
    void aForeignInterruptCancelsTheOutermostScope() {
        var reason = new AtomicReference<@Nullable CancelReason>();
        var result = async(() -> {
            Thread.currentThread().interrupt();
            try {
                scope.run(() -> await(new CompletableFuture<>()));
            } catch (Cancelled cancelled) {
                reason.set(cancelled.reason());
                throw cancelled;
            }
        });

        assertThat(failureOf(result)).isInstanceOf(CancellationException.class);
        assertThat(reason.get()).isEqualTo(new CancelReason(Kind.INTERRUPTED, ""));
        assertThat(scope.cancelledCaught()).isFalse();
    }

    @Test
    @Spec("AT-70")
    void aCancelByAScopeLeavesNoInterruptFlag() {
        var inside = new CompletableFuture<Void>();
        var flag = async(() -> {
            scope.run(() -> {
                inside.complete(null);
                await(new CompletableFuture<>());
            });
            return Thread.currentThread().isInterrupted();
        });
        resultOf(inside);

        scope.cancel("by its scope");

        assertThat(resultOf(flag)).isFalse();
    }

    @Test
    @Spec("AT-70")
    void aForeignInterruptIsThereAgainForTheCodeOutside() {
        var flag = new AtomicBoolean();
        var result = async(() -> {
            Thread.currentThread().interrupt();
            try {
                await(new CompletableFuture<>());
            } finally {
                flag.set(Thread.currentThread().isInterrupted());
            }
        });

        assertThat(failureOf(result)).isInstanceOf(CancellationException.class);
        assertThat(flag).isTrue();
    }
}
