package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Awaitlets.checkpoint;
import static dev.weft.awaitlet.CancelScope.failAfter;
import static dev.weft.awaitlet.CancelScope.moveOnAfter;
import static dev.weft.awaitlet.CancelScope.shielded;
import static dev.weft.awaitlet.Outcomes.failureOf;
import static dev.weft.awaitlet.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.CancelReason.Kind;
import dev.weft.awaitlet.spi.TimeSource;
import dev.weft.awaitlet.spi.VirtualTime;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.spec.Spec;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deadlines of scopes, on a clock that moves only when the test says so. */
@Timeout(20)
class DeadlineTest {
    private final VirtualTime time = new VirtualTime();
    private final CompletableFuture<String> never = new CompletableFuture<>();

    @AfterEach
    void noTimerIsLeftBehind() {
        assertThat(time.timers()).as("timers").isZero();
    }

    @Test
    @Spec({"SC-15", "AT-55"})
    void workThatTakesTooLongFailsWithATimeoutAndIsCancelled() {
        var late = timed(() -> failAfter(seconds(2), () -> {
            time.advance(seconds(2));
            return await(never);
        }));

        assertThat(failureOf(late))
                .isInstanceOf(ScopeTimeout.class)
                .hasMessageContaining("ER-204")
                .hasMessageContaining("2000 ms")
                .hasCauseInstanceOf(Cancelled.class);
        assertThat(never).isCancelled();
    }

    @Test
    @Spec("SC-15")
    void aTimeoutTellsTheLimitThatWasGivenThoughTheClockMovesMeanwhile() {
        var looks = new AtomicLong();
        var moving = new TimeSource() {
            @Override
            public long nanoTime() {
                return time.nanoTime() + looks.incrementAndGet() * 1_000_000;
            }

            @Override
            public Timer schedule(long delayNanos, Runnable task) {
                return time.schedule(delayNanos, task);
            }
        };
        var late = async(
                AsyncOptions.defaults().timedBy(moving),
                () -> failAfter(seconds(2), () -> {
                    time.advance(seconds(2));
                    return await(never);
                }));

        assertThat(failureOf(late)).isInstanceOf(ScopeTimeout.class).hasMessageContaining("2000 ms");
    }

    @Test
    @Spec({"SC-15", "AT-55"})
    void aDeadlineWakesAnAwaitThatWaits() {
        var inside = new CompletableFuture<Void>();
        var late = timed(() -> failAfter(seconds(2), () -> {
            inside.complete(null);
            return await(never);
        }));
        resultOf(inside);

        time.advance(seconds(2));

        assertThat(failureOf(late)).isInstanceOf(ScopeTimeout.class);
    }

    @Test
    @Spec("SC-15")
    void workThatEndsInTimeAnswersItsResult() {
        var result = timed(() -> failAfter(seconds(2), () -> {
            time.advance(Duration.ofMillis(1_999));
            checkpoint();
            return "in time";
        }));

        assertThat(resultOf(result)).isEqualTo("in time");
    }

    @Test
    @Spec({"AT-55", "AT-61"})
    void aLimitOfZeroOrLessStrikesAtTheFirstCheckpoint() {
        var reached = new CompletableFuture<String>();

        assertThat(failureOf(timed(() -> failAfter(Duration.ZERO, () -> {
                    reached.complete("ran to its checkpoint");
                    return await(CompletableFuture.completedFuture("at hand"));
                }))))
                .isInstanceOf(ScopeTimeout.class);
        assertThat(reached).isDone();
        assertThat(resultOf(timed(() -> moveOnAfter(seconds(-1), () -> await(never)))))
                .isEmpty();
        assertThat(resultOf(timed(() -> moveOnAfter(seconds(Long.MIN_VALUE), () -> await(never)))))
                .isEmpty();
    }

    @Test
    @Spec("AT-43")
    void workThatIsLateButMeetsNoCheckpointIsNotFailed() {
        var result = timed(() -> failAfter(seconds(2), () -> {
            time.advance(seconds(3));
            return "late";
        }));

        assertThat(resultOf(result)).isEqualTo("late");
    }

    @Test
    @Spec({"SC-15", "AT-59"})
    void aScopeThatMovesOnLeavesSilentlyAndKeepsTheReason() {
        var scope = CancelScope.create().deadlineAfter(seconds(2));
        var given = timed(() -> scope.call(() -> {
            time.advance(seconds(2));
            return await(never);
        }));

        assertThat(resultOf(given)).isEmpty();
        assertThat(scope.cancelledCaught()).isTrue();
        assertThat(scope.reason()).contains(new CancelReason(Kind.DEADLINE, ""));
    }

    @Test
    @Spec({"SC-15", "AT-56"})
    void aScopeWithoutADeadlineNeverEndsByTime() {
        var result = timed(() -> CancelScope.create().call(() -> {
            time.advance(Duration.ofDays(36_500));
            checkpoint();
            return "still here";
        }));

        assertThat(resultOf(result)).contains("still here");
    }

    @Test
    @Spec("AT-56")
    void aLimitBeyondAllTimeNeverFires() {
        var result = timed(() -> failAfter(seconds(Long.MAX_VALUE), () -> {
            assertThat(time.timers()).isZero();
            time.advance(Duration.ofDays(36_500));
            checkpoint();
            return "still here";
        }));

        assertThat(resultOf(result)).isEqualTo("still here");
    }

    @Test
    @Spec({"SC-16", "AT-57", "AT-71"})
    void cancelledByHandBeforeItsDeadlineAScopeKeepsTheHandAsItsReason() {
        var scope = CancelScope.create().deadlineAfter(seconds(2));
        var result = timed(() -> scope.call(() -> {
            scope.cancel("by hand");
            time.advance(seconds(3));
            return await(never);
        }));

        assertThat(resultOf(result)).isEmpty();
        assertThat(scope.reason()).contains(CancelReason.requested("by hand"));
    }

    @Test
    @Spec({"SC-16", "AT-71"})
    void aScopeWhoseDeadlineHasPassedKeepsThatAsItsReason() {
        var scope = CancelScope.create().deadlineAfter(seconds(2));
        var result = timed(() -> scope.call(() -> {
            time.advance(seconds(2));
            scope.cancel("by hand");
            return await(never);
        }));

        assertThat(resultOf(result)).isEmpty();
        assertThat(scope.reason()).contains(new CancelReason(Kind.DEADLINE, ""));
    }

    @Test
    @Spec("AT-58")
    void aDeadlineWorksInAnAwaitletOfWhichAPartWasCancelledBefore() {
        var result = timed(() -> {
            assertThat(moveOnAfter(Duration.ZERO, () -> await(never))).isEmpty();
            return failAfter(seconds(2), () -> {
                time.advance(seconds(2));
                return await(new CompletableFuture<String>());
            });
        });

        assertThat(failureOf(result)).isInstanceOf(ScopeTimeout.class);
    }

    @Test
    @Spec("AT-60")
    void ofTwoNestedScopesOnlyTheOuterIsMarkedWhenItsTimeIsUpFirst() {
        var outer = CancelScope.create().deadlineAfter(seconds(2));
        var inner = CancelScope.create().deadlineAfter(seconds(3));
        resultOf(timed(() -> outer.call(() -> inner.call(() -> {
            time.advance(seconds(2));
            return await(never);
        }))));

        assertThat(outer.cancelledCaught()).isTrue();
        assertThat(inner.cancelCalled()).isFalse();
        assertThat(inner.cancelledCaught()).isFalse();
    }

    @Test
    @Spec("AT-60")
    void ofTwoNestedScopesWhoseTimeIsUpBothTheOuterClaimsTheCancel() {
        var outer = CancelScope.create().deadlineAfter(seconds(2));
        var inner = CancelScope.create().deadlineAfter(seconds(1));
        resultOf(timed(() -> outer.call(() -> inner.call(() -> {
            time.advance(seconds(2));
            return await(never);
        }))));

        assertThat(outer.cancelledCaught()).isTrue();
        assertThat(inner.cancelCalled()).isTrue();
        assertThat(inner.cancelledCaught()).isFalse();
    }

    @Test
    @Spec("AT-62")
    void aDeadlineMovedOutIsRespected() {
        var scope = CancelScope.create().deadlineAfter(seconds(2));
        var result = timed(() -> scope.call(() -> {
            time.advance(seconds(1));
            scope.deadlineAfter(seconds(5));
            time.advance(Duration.ofMillis(4_999));
            checkpoint();
            time.advance(Duration.ofMillis(1));
            checkpoint();
            return "never reached";
        }));

        assertThat(resultOf(result)).isEmpty();
        assertThat(scope.cancelledCaught()).isTrue();
    }

    @Test
    @Spec({"SC-7", "AT-62"})
    void aDeadlineMovedInByAnotherThreadIsRespected() {
        var scope = CancelScope.create().deadlineAfter(seconds(60));
        var inside = new CompletableFuture<Void>();
        var result = timed(() -> scope.call(() -> {
            inside.complete(null);
            return await(never);
        }));
        resultOf(inside);

        scope.deadlineAfter(Duration.ZERO);

        assertThat(resultOf(result)).isEmpty();
        assertThat(scope.reason()).contains(new CancelReason(Kind.DEADLINE, ""));
    }

    @Test
    @Spec("SC-15")
    void aLimitSetBeforeTheScopeIsEnteredCountsFromItsEntry() {
        var scope = CancelScope.create().deadlineAfter(seconds(2));
        time.advance(seconds(10));
        var result = timed(() -> scope.call(() -> {
            checkpoint();
            return "in time";
        }));

        assertThat(resultOf(result)).contains("in time");
    }

    @Test
    @Spec({"SC-13", "AT-53"})
    void aDeadlineInsideAShieldInsideACancelledScopeFiresAsATimeout() {
        var outer = CancelScope.create();
        outer.cancel("outer");
        var result = timed(() -> outer.call(() -> {
            assertThatThrownBy(() -> shielded(
                            seconds(60),
                            () -> failAfter(seconds(2), () -> {
                                time.advance(seconds(2));
                                return await(never);
                            })))
                    .isInstanceOf(ScopeTimeout.class)
                    .hasMessageContaining("2000 ms");
            checkpoint();
            return "never reached";
        }));

        assertThat(resultOf(result)).isEmpty();
        assertThat(outer.cancelledCaught()).isTrue();
    }

    @Test
    @Spec({"AT-53", "SC-18"})
    void aTimeoutOfCleanupIsAFailureThatTheCancelledScopeAroundItDoesNotAbsorb() {
        var outer = CancelScope.create();
        var result = timed(() -> outer.call(() -> {
            outer.cancel("outer");
            return shielded(seconds(2), () -> {
                time.advance(seconds(2));
                return await(never);
            });
        }));

        assertThat(failureOf(result)).isInstanceOf(ScopeTimeout.class);
        assertThat(outer.cancelledCaught()).isFalse();
    }

    @Test
    @Spec({"SC-15", "AT-54"})
    void insideAShieldTheNearDeadlineOutsideDoesNotCount() {
        var near = CancelScope.create().deadlineAfter(seconds(1));
        var passed = new CompletableFuture<Boolean>();
        var result = timed(() -> near.call(() -> shielded(seconds(60), () -> {
            time.advance(seconds(59));
            checkpoint();
            passed.complete(true);
            time.advance(seconds(1));
            return await(never);
        })));

        assertThat(failureOf(result)).isInstanceOf(ScopeTimeout.class).hasMessageContaining("60000 ms");
        assertThat(passed).isCompletedWithValue(true);
        assertThat(near.cancelCalled()).isTrue();
    }

    @Test
    @Spec("AT-63")
    void aTimeoutOverWorkInSeveralAwaitletsIsOneTimeout() {
        var stages = new CompletableFuture<?>[] {new CompletableFuture<>(), new CompletableFuture<>()};
        var inside = new CompletableFuture<Void>();
        var result = timed(() -> failAfter(
                seconds(2),
                () -> await(async(() -> await(async(() -> {
                    inside.complete(null);
                    await(stages[0]);
                }))))));
        resultOf(inside);

        time.advance(seconds(2));

        assertThat(failureOf(result)).isInstanceOf(ScopeTimeout.class).hasCauseInstanceOf(Cancelled.class);
        assertThat(stages[0]).isCancelled();
    }

    @Test
    @Spec({"AT-64", "SC-18"})
    void aTimeoutInACancelledOuterScopeIsNotReported() {
        var outer = CancelScope.create();
        var result = timed(() -> outer.call(() -> failAfter(seconds(2), () -> {
            time.advance(seconds(2));
            outer.cancel("outer");
            return await(never);
        })));

        assertThat(resultOf(result)).isEmpty();
        assertThat(outer.cancelledCaught()).isTrue();
    }

    @Test
    @Spec({"AT-69", "SC-18"})
    void afterAnInnerTimeoutTheOuterScopeGoesOn() {
        var outer = CancelScope.create().deadlineAfter(seconds(60));
        var result = timed(() -> outer.call(() -> {
            assertThatThrownBy(() -> failAfter(seconds(2), () -> {
                        time.advance(seconds(2));
                        return await(never);
                    }))
                    .isInstanceOf(ScopeTimeout.class);
            checkpoint();
            return await(CompletableFuture.completedFuture("goes on"));
        }));

        assertThat(resultOf(result)).contains("goes on");
        assertThat(outer.cancelCalled()).isFalse();
    }

    @Test
    @Spec("SC-15")
    void aScopeThatIsLeftForgetsItsTimerAlsoWhenItsBodyFails() {
        var failure = new IllegalStateException("body");
        var result = timed(() -> failAfter(seconds(60), () -> {
            assertThat(time.timers()).isEqualTo(1);
            throw failure;
        }));

        assertThat(failureOf(result)).isSameAs(failure);
        assertThat(time.timers()).isZero();
    }

    private <T extends @Nullable Object> WorkFuture<T> timed(Callable<T> body) {
        return async(AsyncOptions.defaults().timedBy(time), body);
    }

    private static Duration seconds(long count) {
        return Duration.ofSeconds(count);
    }
}
