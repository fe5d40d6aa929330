package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CapacityLimiterTest {
    private static final CapacityLimiter MADE_WITH_THE_CLASS = CapacityLimiter.create(1);

    private final CapacityLimiter limiter = CapacityLimiter.create(1);

    @Test
    @Spec("AT-82")
    void aTotalBelowZeroIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CapacityLimiter.create(-1))
                .withMessageContaining("total")
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limiter.resize(-2))
                .withMessageContaining("-2");
        assertThat(limiter.total()).isEqualTo(1);
    }

    @AwaitletTest
    @Spec({"AT-82", "SC-21"})
    void aTotalOfZeroLendsNothing() {
        var closed = CapacityLimiter.create(0);

        assertThat(closed.tryAcquire()).isFalse();
        var waiter = async(closed::acquire);
        waits(closed, 1);
        waiter.cancel(true);
        waits(closed, 0);
        assertThat(closed.statistics().borrowed()).isZero();
    }

    @AwaitletTest
    @Spec({"AT-82", "SC-21"})
    void anUnlimitedTotalLendsToEverybody() {
        var open = CapacityLimiter.create(CapacityLimiter.UNLIMITED);

        for (var count = 0; count < 1_000; count++) {
            open.acquireOnBehalfOf(new Object());
        }

        assertThat(open.statistics().borrowed()).isEqualTo(1_000);
        assertThat(open.total()).isEqualTo(CapacityLimiter.UNLIMITED);
        assertThat(open).hasToString("CapacityLimiter[total=unlimited, borrowed=1000, waiting=0]");
    }

    @AwaitletTest
    @Spec({"AT-82", "SC-21"})
    void theSameBorrowerTwiceIsAnErrorInEveryForm() {
        var two = CapacityLimiter.create(2);
        two.acquire();

        assertThatThrownBy(two::acquire)
                .isInstanceOf(PrimitiveMisuse.class)
                .hasMessageStartingWith("[ER-208] awaitlet \"test theSameBorrowerTwice")
                .hasMessageContaining("CapacityLimiter[total=2, borrowed=1, waiting=0]");
        assertThatThrownBy(two::acquireNow).isInstanceOf(PrimitiveMisuse.class);
        assertThatThrownBy(two::tryAcquire).isInstanceOf(PrimitiveMisuse.class);
        assertThatThrownBy(two::hold).isInstanceOf(PrimitiveMisuse.class);
        assertThat(two.statistics().borrowed()).isEqualTo(1);
    }

    @AwaitletTest
    @Spec({"AT-82", "SC-21"})
    void aBorrowerForWhomSomebodyWaitsIsNotServedTwice() {
        var borrower = "the one";
        limiter.acquire();
        var waiter = async(() -> limiter.acquireOnBehalfOf(borrower));
        waits(limiter, 1);

        assertThatThrownBy(() -> limiter.acquireOnBehalfOf(borrower))
                .isInstanceOf(PrimitiveMisuse.class)
                .hasMessageContaining("the one");

        limiter.release();
        await(waiter);
        assertThat(limiter.statistics().borrowers()).containsExactly(borrower);
    }

    @AwaitletTest
    @Spec({"AT-82", "SC-21"})
    void aReleaseByAStrangerIsAnErrorAndChangesNothing() {
        limiter.acquireOnBehalfOf("somebody");

        assertThatThrownBy(limiter::release)
                .isInstanceOf(PrimitiveMisuse.class)
                .hasMessageStartingWith("[ER-208] awaitlet ");
        assertThatThrownBy(() -> limiter.releaseOnBehalfOf("nobody"))
                .isInstanceOf(PrimitiveMisuse.class)
                .hasMessageContaining("nobody");
        assertThat(limiter.statistics().borrowers()).containsExactly("somebody");
    }

    @AwaitletTest
    @Spec("SC-21")
    void borrowersAreToldApartByIdentity() {
        var two = CapacityLimiter.create(2);

        two.acquireOnBehalfOf(List.of("same"));
        two.acquireOnBehalfOf(new ArrayList<>(List.of("same")));

        assertThat(two.available()).isZero();
    }

    @AwaitletTest
    @Spec("SC-21")
    void aTokenTakenOnBehalfOfAnObjectIsGivenBackByAnyThread() throws Exception {
        var job = new Object();
        limiter.acquireOnBehalfOf(job);

        var other = Thread.ofPlatform().start(() -> {
            limiter.releaseOnBehalfOf(job);
            limiter.acquireNowOnBehalfOf("another job");
        });
        other.join();

        assertThat(limiter.statistics().borrowers()).containsExactly("another job");
    }

    @AwaitletTest
    @Spec({"SC-21", "SC-20"})
    void everyBlockFormGivesItsTokenBackHoweverItEnds() {
        var failure = new IllegalStateException("boom");

        assertThat(limiter.<Integer>call(limiter::available)).isZero();
        assertThatThrownBy(() -> limiter.run(() -> {
                    throw failure;
                }))
                .isSameAs(failure);
        try (var _ = limiter.hold()) {
            assertThat(limiter.available()).isZero();
        }
        limiter.acquire();
        limiter.release();

        assertThat(limiter.available()).isEqualTo(1);
    }

    @AwaitletTest
    @Spec("SC-21")
    void aHeldTokenIsGivenBackOnce() {
        var held = limiter.hold();
        held.close();
        limiter.acquireOnBehalfOf("the next");

        held.close();

        assertThat(limiter.statistics().borrowers()).containsExactly("the next");
    }

    @AwaitletTest
    @Spec({"SC-21", "AT-85"})
    void theNonWaitingFormsTakeAFreeTokenAndAreRefusedWithoutOne() {
        limiter.acquireNow();

        assertThatThrownBy(() -> limiter.acquireNowOnBehalfOf("another"))
                .isInstanceOf(WouldBlock.class)
                .hasMessageStartingWith("[ER-205] CapacityLimiter[total=1, borrowed=1, waiting=0]");
        assertThat(limiter.tryAcquireOnBehalfOf("another")).isFalse();
        limiter.release();
        assertThat(limiter.tryAcquire()).isTrue();
    }

    @AwaitletTest
    @Spec("AT-85")
    void aNonWaitingAcquireCannotTakeATokenPromisedToAWaiter() {
        limiter.acquire();
        var gate = new CompletableFuture<@Nullable Void>();
        var waiter = async(() -> limiter.run(() -> await(gate)));
        waits(limiter, 1);

        limiter.release();
        var taken = limiter.tryAcquire(); // whether or not the waiter has run meanwhile

        assertThat(taken).isFalse();
        assertThatThrownBy(limiter::acquireNow).isInstanceOf(WouldBlock.class);
        gate.complete(null);
        await(waiter);
    }

    @AwaitletTest
    @Spec("AT-84")
    void tokensAreLentFirstComeFirstServed() {
        limiter.acquire();
        var served = new CopyOnWriteArrayList<Integer>();
        var waiters = new ArrayList<CompletableFuture<?>>();
        for (var number = 0; number < 20; number++) {
            var mine = number;
            waiters.add(async(() -> limiter.run(() -> served.add(mine))));
            waits(limiter, number + 1);
        }

        limiter.release();
        waiters.forEach(Awaitlets::await);

        assertThat(served).hasSize(20).isSorted();
    }

    @AwaitletTest
    @Spec({"AT-83", "SC-21"})
    void raisingTheTotalWakesAsManyWaitersAsThereAreNewTokens() {
        var gate = new CompletableFuture<@Nullable Void>();
        limiter.acquire();
        var waiters = new ArrayList<CompletableFuture<?>>();
        for (var number = 0; number < 3; number++) {
            waiters.add(async(() -> limiter.run(() -> await(gate.copy()))));
            waits(limiter, number + 1);
        }

        limiter.resize(3);

        var now = limiter.statistics();
        assertThat(now.borrowed()).isEqualTo(3);
        assertThat(now.waiting()).isEqualTo(1);
        gate.complete(null);
        waiters.forEach(Awaitlets::await);
    }

    @AwaitletTest
    @Spec("SC-21")
    void aLoweredTotalLendsNothingUntilEnoughHasComeBack() {
        var three = CapacityLimiter.create(3);
        List.of("a", "b", "c").forEach(three::acquireOnBehalfOf);

        three.resize(1);

        assertThat(three.available()).isZero();
        assertThat(three.statistics().borrowed()).isEqualTo(3);
        three.releaseOnBehalfOf("a");
        three.releaseOnBehalfOf("b");
        assertThat(three.tryAcquire()).as("one of one is lent").isFalse();
        three.releaseOnBehalfOf("c");
        assertThat(three.tryAcquire()).isTrue();
    }

    @AwaitletTest
    @Spec({"SC-19", "SC-20", "SC-21"})
    void anAcquireInACancelledScopeTakesNothingEvenIfATokenIsFree() {
        var scope = CancelScope.create();
        scope.run(() -> {
            scope.cancel("stop");
            assertThatThrownBy(limiter::acquire).isInstanceOf(Cancelled.class);
            assertThatThrownBy(() -> limiter.acquireOnBehalfOf("a")).isInstanceOf(Cancelled.class);
            assertThatThrownBy(limiter::hold).isInstanceOf(Cancelled.class);
        });

        assertThat(limiter.available()).isEqualTo(1);
    }

    @AwaitletTest
    @Spec({"AT-73", "SC-20"})
    void aCancelWhileItWaitsLeavesNoWaiter() {
        limiter.acquire();
        var waiter = async(limiter::acquire);
        waits(limiter, 1);

        waiter.cancel(true);

        waits(limiter, 0);
        limiter.release();
        assertThat(limiter.available()).isEqualTo(1);
    }

    @AwaitletTest
    @Spec("AT-73")
    void aCancelledWaiterInTheMiddleLeavesTheLineAtOnce() {
        limiter.acquire();
        var served = new CopyOnWriteArrayList<String>();
        var first = async(() -> limiter.run(() -> served.add("first")));
        waits(limiter, 1);
        var second = async(() -> limiter.run(() -> served.add("second")));
        waits(limiter, 2);
        var third = async(() -> limiter.run(() -> served.add("third")));
        waits(limiter, 3);

        second.cancel(true);
        waits(limiter, 2);
        limiter.release();
        await(first);
        await(third);

        assertThat(served).containsExactly("first", "third");
    }

    @AwaitletTest
    @Spec({"AT-74", "SC-20"})
    void aTaskCancelledAfterItsAcquireHasGivenBack() {
        var inside = new CompletableFuture<@Nullable Void>();
        var holder = async(() -> {
            limiter.acquire();
            try {
                inside.complete(null);
                await(new CompletableFuture<>());
            } finally {
                limiter.release();
            }
        });
        await(inside);

        holder.requestCancel(CancelReason.requested("stop"));

        assertThatThrownBy(() -> await(holder)).isInstanceOf(Cancelled.class);
        assertThat(limiter.available()).isEqualTo(1);
    }

    @AwaitletTest
    @Spec({"AT-75", "SC-10", "SC-20"})
    void aWaiterCancelledAfterItsTurnCameResumesWithTheTokenAndPassesItOn() {
        limiter.acquire();
        var resumedWithIt = new CompletableFuture<Boolean>();
        var first = async(() -> {
            limiter.acquire();
            try {
                resumedWithIt.complete(true);
                await(new CompletableFuture<>());
            } finally {
                limiter.release();
            }
        });
        waits(limiter, 1);
        var second = async(() -> limiter.run(() -> {}));
        waits(limiter, 2);

        limiter.release();
        first.requestCancel(CancelReason.requested("between release and resume"));

        assertThatThrownBy(() -> await(first)).isInstanceOf(Cancelled.class);
        assertThat(resumedWithIt).isCompletedWithValue(true);
        await(second);
        assertThat(limiter.available()).isEqualTo(1);
    }

    @AwaitletTest
    @Spec({"AT-76", "SC-20"})
    void aCancelledFirstWaiterDoesNotStopTheSecond() {
        limiter.acquire();
        var first = async(() -> limiter.run(() -> {}));
        waits(limiter, 1);
        var second = async(() -> limiter.run(() -> {}));
        waits(limiter, 2);

        first.requestCancel(CancelReason.requested("stop"));
        limiter.release();

        await(second);
        await(first.handle((_, _) -> "ended"));
        assertThat(limiter.available()).isEqualTo(1);
    }

    @AwaitletTest
    @Spec({"AT-86", "SC-21"})
    void statisticsTellWhoBorrowsAndHowManyWait() {
        var two = CapacityLimiter.create(2);
        assertThat(two.statistics()).isEqualTo(new CapacityLimiter.Statistics(0, 2, List.of(), 0));
        two.acquire();
        two.acquireOnBehalfOf("job");
        var waiter = async(two::acquire);
        waits(two, 1);

        var now = two.statistics();

        assertThat(now.borrowed()).isEqualTo(2);
        assertThat(now.total()).isEqualTo(2);
        assertThat(now.borrowers())
                .containsExactlyInAnyOrder(Awaitlets.current().orElseThrow(), "job");
        assertThat(now.waiting()).isEqualTo(1);
        assertThat(two).hasToString("CapacityLimiter[total=2, borrowed=2, waiting=1]");
        two.release();
        await(waiter);
    }

    @AwaitletTest
    @Spec({"AT-87", "SC-23"})
    void itIsMadeOutsideAnyAwaitlet() {
        assertThat(MADE_WITH_THE_CLASS.<Integer>call(MADE_WITH_THE_CLASS::available))
                .isZero();
    }

    @Test
    @Spec({"SC-21", "AW-4"})
    void useOutsideAnAwaitletTeaches() {
        assertThatThrownBy(limiter::acquire)
                .isInstanceOf(NoAwaitletContext.class)
                .hasMessageStartingWith("[ER-101] CapacityLimiter.acquire was called on thread ");
        assertThatThrownBy(() -> limiter.acquireOnBehalfOf("a")).isInstanceOf(NoAwaitletContext.class);
        assertThatThrownBy(limiter::acquireNow).isInstanceOf(NoAwaitletContext.class);
        assertThatThrownBy(limiter::tryAcquire).isInstanceOf(NoAwaitletContext.class);
        assertThatThrownBy(limiter::release).isInstanceOf(NoAwaitletContext.class);
        assertThatThrownBy(() -> limiter.run(() -> {})).isInstanceOf(NoAwaitletContext.class);
        assertThat(limiter.available()).isEqualTo(1);
    }

    private static void waits(CapacityLimiter limiter, int count) {
        Soon.holds(() -> limiter.statistics().waiting() == count, "not " + count + " wait for " + limiter);
    }
}
