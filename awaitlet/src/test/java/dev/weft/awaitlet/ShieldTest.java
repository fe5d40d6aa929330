package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Awaitlets.checkpoint;
import static dev.weft.awaitlet.Outcomes.failureOf;
import static dev.weft.awaitlet.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.spi.VirtualTime;
import dev.weft.spec.Spec;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Shields: what they hide, what they do not, and what is seen behind them. */
@Timeout(20)
class ShieldTest {
    private final CancelScope outer = CancelScope.create();
    private final CancelScope shield = CancelScope.create().shield(true);

    @Test
    @Spec({"SC-12", "AT-48"})
    void insideAShieldNoCheckpointThrowsAndBehindItEveryOneDoes() {
        outer.cancel("outer");
        resultOf(async(() -> outer.run(() -> {
            shield.run(() -> {
                checkpoint();
                assertThat(await(CompletableFuture.completedFuture("cleanup"))).isEqualTo("cleanup");
            });
            assertThatThrownBy(Awaitlets::checkpoint).isInstanceOf(Cancelled.class);
            assertThatThrownBy(Awaitlets::checkpoint).isInstanceOf(Cancelled.class);
        })));

        assertThat(shield.cancelCalled()).isFalse();
    }

    @Test
    @Spec("SC-12")
    void anAwaitInsideAShieldIsNotWokenByACancelOutside() {
        var inside = new CompletableFuture<Void>();
        var work = new CompletableFuture<String>();
        var cleaned = async(() -> outer.call(() -> shield.call(() -> {
            inside.complete(null);
            return await(work);
        })));
        resultOf(inside);

        outer.cancel("hidden");
        assertThat(work.complete("cleaned")).as("still wanted").isTrue();

        assertThat(resultOf(cleaned)).contains(Optional.of("cleaned"));
    }

    @Test
    @Spec({"SC-13", "AT-49"})
    void aShieldDoesNotHideItsOwnCancel() {
        var behind = new AtomicBoolean();
        resultOf(async(() -> outer.run(() -> {
            shield.run(() -> {
                shield.cancel("own");
                checkpoint();
                throw new AssertionError("the shield is cancelled");
            });
            behind.set(true);
            checkpoint();
        })));

        assertThat(shield.cancelledCaught()).isTrue();
        assertThat(behind).isTrue();
        assertThat(outer.cancelledCaught()).isFalse();
    }

    @Test
    @Spec({"AT-50", "AW-14"})
    void aShieldEnteredInCleanupHidesTheCancelUntilItIsLeft() {
        var released = new AtomicBoolean();
        resultOf(async(() -> outer.run(() -> {
            try {
                outer.cancel("outer");
                checkpoint();
            } finally {
                CancelScope.shielded(Duration.ofSeconds(5), () -> {
                    checkpoint();
                    released.set(true);
                    return "released";
                });
                assertThatThrownBy(Awaitlets::checkpoint).isInstanceOf(Cancelled.class);
            }
        })));

        assertThat(released).isTrue();
        assertThat(outer.cancelledCaught()).isTrue();
    }

    @Test
    @Spec({"SC-7", "AT-51"})
    void aShieldIsRaisedAndLoweredAtRunTime() {
        var scope = CancelScope.create();
        outer.cancel("outer");
        resultOf(async(() -> outer.run(() -> scope.run(() -> {
            assertThatThrownBy(Awaitlets::checkpoint).isInstanceOf(Cancelled.class);
            scope.shield(true);
            checkpoint();
            scope.shield(false);
            assertThatThrownBy(Awaitlets::checkpoint).isInstanceOf(Cancelled.class);
        }))));
    }

    @Test
    @Spec("AT-51")
    void aShieldLoweredByAnotherThreadWakesTheAwaitBehindIt() {
        var inside = new CompletableFuture<Void>();
        var result = async(() -> outer.run(() -> shield.run(() -> {
            inside.complete(null);
            await(new CompletableFuture<>());
        })));
        outer.cancel("outer");
        resultOf(inside);

        shield.shield(false);

        resultOf(result);
        assertThat(outer.cancelledCaught()).isTrue();
        assertThat(shield.cancelledCaught()).isFalse();
    }

    @Test
    @Spec("AT-52")
    void threeDeepTheFirstCheckpointBehindTheShieldMeetsTheCancelOfTheOutermost() {
        var middle = CancelScope.create();
        var behindShield = new AtomicBoolean();
        resultOf(async(() -> outer.run(() -> {
            middle.run(() -> {
                outer.cancel("outermost");
                shield.run(Awaitlets::checkpoint);
                behindShield.set(true);
                checkpoint();
                throw new AssertionError("behind the shield the cancel is seen");
            });
            throw new AssertionError("the middle scope does not absorb it");
        })));

        assertThat(behindShield).isTrue();
        assertThat(middle.cancelledCaught()).isFalse();
        assertThat(outer.cancelledCaught()).isTrue();
    }

    @Test
    @Spec("AT-52")
    void threeDeepTheFirstCheckpointBehindTheShieldMeetsTheCancelOfTheMiddle() {
        var middle = CancelScope.create();
        var behindMiddle = new AtomicBoolean();
        resultOf(async(() -> outer.run(() -> {
            middle.run(() -> {
                middle.cancel("middle");
                shield.run(Awaitlets::checkpoint);
                checkpoint();
                throw new AssertionError("behind the shield the cancel is seen");
            });
            behindMiddle.set(true);
            checkpoint();
        })));

        assertThat(behindMiddle).isTrue();
        assertThat(middle.cancelledCaught()).isTrue();
        assertThat(outer.cancelledCaught()).isFalse();
    }

    @Test
    @Spec("SC-14")
    void theCancelOfAFutureWaitsForAShield() {
        var inside = new CompletableFuture<Void>();
        var work = new CompletableFuture<String>();
        var cleaned = new CompletableFuture<String>();
        var afterwards = new CompletableFuture<Throwable>();
        var result = async(() -> {
            shield.run(() -> {
                inside.complete(null);
                cleaned.complete(await(work));
            });
            try {
                checkpoint();
            } catch (Cancelled cancelled) {
                afterwards.complete(cancelled);
                throw cancelled;
            }
        });
        resultOf(inside);

        result.cancel(true);
        work.complete("cleaned");

        assertThat(resultOf(cleaned)).isEqualTo("cleaned");
        assertThat(resultOf(afterwards)).isInstanceOf(Cancelled.class);
    }

    @Test
    @Spec({"SC-14", "AT-70"})
    void aForeignInterruptWaitsForAShieldAndItsFlagIsKept() {
        var inside = new CompletableFuture<Thread>();
        var work = new CompletableFuture<String>();
        var flag = new AtomicBoolean();
        var result = async(() -> {
            shield.run(() -> {
                inside.complete(Thread.currentThread());
                assertThat(await(work)).isEqualTo("cleaned");
            });
            flag.set(Thread.currentThread().isInterrupted());
            checkpoint();
        });

        resultOf(inside).interrupt();
        work.complete("cleaned");

        // The interrupt may arrive before the await or during it; at a checkpoint it is a cancel of the awaitlet.
        assertThat(failureOf(result)).isInstanceOf(CancellationException.class);
        assertThat(flag).isTrue();
    }

    @Test
    @Spec("SC-12")
    void cleanupThatTakesTooLongEndsInATimeoutOfItsBudget() {
        var time = new VirtualTime();
        var never = new CompletableFuture<String>();
        var inside = new CompletableFuture<Void>();
        var result = async(
                AsyncOptions.defaults().timedBy(time),
                () -> outer.call(() -> CancelScope.shielded(Duration.ofSeconds(3), () -> {
                    inside.complete(null);
                    return await(never);
                })));
        outer.cancel("outer");
        resultOf(inside);

        time.advance(Duration.ofMillis(2_999));
        assertThat(never).as("within the budget").isNotDone();
        time.advance(Duration.ofMillis(1));

        assertThat(failureOf(result)).isInstanceOf(ScopeTimeout.class).hasMessageContaining("3000 ms");
        assertThat(never).isCancelled();
    }

    @Test
    @Spec("SC-12")
    void awaitShieldedWaitsForItsStageWhateverIsCancelled() {
        var inside = new CompletableFuture<Void>();
        var work = new CompletableFuture<String>();
        var result = async(() -> outer.call(() -> {
            inside.complete(null);
            return Awaitlets.awaitShielded(work);
        }));
        resultOf(inside);

        outer.cancel("outer");
        work.complete("closed");

        assertThat(resultOf(result)).contains("closed");
    }
}
