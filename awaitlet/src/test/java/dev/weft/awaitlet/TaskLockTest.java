package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskLockTest {
    private static final TaskLock MADE_WITH_THE_CLASS = TaskLock.create();

    private final TaskLock lock = TaskLock.create();

    @AwaitletTest
    @Spec({"AT-72", "SC-22"})
    void theBlockFormsHoldItUntilTheBlockEndsHoweverItEnds() {
        var failure = new IllegalStateException("boom");

        assertThat(lock.<Boolean>call(lock::locked)).isTrue();
        assertThat(lock.locked()).isFalse();
        assertThatThrownBy(() -> lock.run(() -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(lock.locked()).isFalse();
        try (var _ = lock.hold()) {
            assertThat(lock.locked()).isTrue();
        }
        assertThat(lock.locked()).isFalse();
    }

    @AwaitletTest
    @Spec({"AT-72", "SC-22"})
    void theManualFormHoldsItFromAcquireToRelease() {
        lock.acquire();
        assertThat(lock.locked()).isTrue();
        lock.release();

        assertThat(lock.locked()).isFalse();
    }

    @AwaitletTest
    @Spec({"AT-72", "SC-22"})
    void theNonWaitingFormsTakeItWhenItIsFreeAndAreRefusedWhenItIsNot() {
        lock.acquireNow();
        var refusals = async(() -> {
            assertThatThrownBy(lock::acquireNow)
                    .isInstanceOf(WouldBlock.class)
                    .hasMessageStartingWith("[ER-205] TaskLock[owner=awaitlet \"test theNonWaiting");
            return lock.tryAcquire();
        });

        assertThat(await(refusals)).isFalse();
        lock.release();
        assertThat(lock.tryAcquire()).isTrue();
    }

    @AwaitletTest
    @Spec({"AT-72", "SC-22"})
    void takingItTwiceInOneTaskIsAnErrorInEveryForm() {
        lock.acquire();

        assertThatThrownBy(lock::acquire)
                .isInstanceOf(PrimitiveMisuse.class)
                .hasMessageStartingWith("[ER-208] The task that has TaskLock[owner=awaitlet \"test takingItTwice");
        assertThatThrownBy(lock::acquireNow).isInstanceOf(PrimitiveMisuse.class);
        assertThatThrownBy(lock::tryAcquire).isInstanceOf(PrimitiveMisuse.class);
        assertThatThrownBy(lock::hold).isInstanceOf(PrimitiveMisuse.class);
        assertThat(lock.locked()).isTrue();
    }

    @AwaitletTest
    @Spec({"AT-72", "SC-22"})
    void aReleaseByATaskThatDoesNotOwnItIsAnErrorAndChangesNothing() {
        assertThatThrownBy(lock::release).isInstanceOf(PrimitiveMisuse.class).hasMessageContaining("TaskLock[free, ");
        lock.acquire();

        await(async(() -> {
            assertThatThrownBy(lock::release)
                    .isInstanceOf(PrimitiveMisuse.class)
                    .hasMessageContaining("TaskLock[owner=awaitlet ");
        }));

        assertThat(lock.statistics().owner()).isSameAs(Awaitlets.current().orElseThrow());
    }

    @AwaitletTest
    @Spec("SC-22")
    void whatIsHeldIsClosedByItsOwnerEvenAfterAnotherTaskHasTried() {
        var held = lock.hold();

        await(async(() -> {
            assertThatThrownBy(held::close).isInstanceOf(PrimitiveMisuse.class);
        }));
        assertThat(lock.locked()).isTrue();
        held.close();
        held.close();

        assertThat(lock.locked()).isFalse();
        assertThat(held).hasToString("Held[closed]");
    }

    @AwaitletTest
    @Spec("SC-22")
    void itIsOwnedByTheTaskAndNotByTheThreadThatAnswersIt() {
        lock.run(() -> {
            var stage = CompletableFuture.supplyAsync(() -> "on another thread");
            assertThat(await(stage.thenApplyAsync(String::length))).isPositive();
        });

        assertThat(lock.locked()).isFalse();
    }

    @AwaitletTest
    @Spec({"AT-73", "SC-20"})
    void aCancelWhileItWaitsLeavesNoWaiter() {
        lock.acquire();
        var waiter = async(lock::acquire);
        waits(1);

        waiter.requestCancel(CancelReason.requested("stop"));

        assertThatThrownBy(() -> await(waiter)).isInstanceOf(Cancelled.class);
        assertThat(lock.statistics().waiting()).isZero();
        lock.release();
        assertThat(lock.locked()).isFalse();
    }

    @AwaitletTest
    @Spec({"AT-74", "SC-20"})
    void aTaskCancelledWhileItHasTheLockHasFreedIt() {
        var inside = new CompletableFuture<@Nullable Void>();
        var holder = async(() -> {
            try (var _ = lock.hold()) {
                inside.complete(null);
                await(new CompletableFuture<>());
            }
        });
        await(inside);

        holder.requestCancel(CancelReason.requested("stop"));

        assertThatThrownBy(() -> await(holder)).isInstanceOf(Cancelled.class);
        assertThat(lock.locked()).isFalse();
    }

    @AwaitletTest
    @Spec({"AT-75", "SC-10", "SC-20"})
    void aWaiterCancelledBetweenReleaseAndResumePassesTheOwnershipOn() {
        lock.acquire();
        var first = async(() -> lock.run(() -> await(new CompletableFuture<>())));
        waits(1);
        var second = async(() -> lock.<Boolean>call(lock::locked));
        waits(2);

        lock.release();
        first.requestCancel(CancelReason.requested("between release and resume"));

        assertThat(await(second)).isTrue();
        assertThatThrownBy(() -> await(first)).isInstanceOf(Cancelled.class);
        assertThat(lock.locked()).isFalse();
    }

    @AwaitletTest
    @Spec({"AT-75", "SC-10"})
    void theManualFormLosesNothingToACancelThatRacesTheHandOver() {
        for (var round = 0; round < 200; round++) {
            lock.acquire();
            var waiter = async(() -> {
                lock.acquire();
                try {
                    Awaitlets.checkpoint();
                } finally {
                    lock.release();
                }
            });
            waits(1);
            var canceller = async(() -> waiter.requestCancel(CancelReason.requested("race")));

            lock.release();

            await(canceller);
            await(waiter.handle((_, _) -> "ended"));
            assertThat(lock.locked()).as("round %s", round).isFalse();
        }
    }

    @AwaitletTest
    @Spec({"AT-76", "SC-20"})
    void aCancelledFirstWaiterDoesNotStopTheSecond() {
        lock.acquire();
        var first = async(() -> lock.run(() -> {}));
        waits(1);
        var second = async(() -> lock.run(() -> {}));
        waits(2);

        first.requestCancel(CancelReason.requested("stop"));
        lock.release();

        await(second);
        await(first.handle((_, _) -> "ended"));
        assertThat(lock.locked()).isFalse();
    }

    @AwaitletTest
    @Spec({"AT-77", "SC-22"})
    void afterAReleaseTheNextWaiterIsTheOwnerAtOnce() {
        lock.acquire();
        var next = new CompletableFuture<Awaitlet>();
        var gate = new CompletableFuture<@Nullable Void>();
        var waiter = async(() -> {
            next.complete(Awaitlets.current().orElseThrow());
            lock.run(() -> await(gate));
        });
        waits(1);

        lock.release();

        assertThat(lock.statistics()).isEqualTo(new TaskLock.Statistics(true, await(next.copy()), 0));
        assertThat(lock.tryAcquire()).isFalse();
        gate.complete(null);
        await(waiter);
    }

    @AwaitletTest
    @Spec({"AT-84", "SC-22"})
    void itIsHandedOverFirstComeFirstServed() {
        lock.acquire();
        var served = new CopyOnWriteArrayList<Integer>();
        var waiters = new ArrayList<CompletableFuture<?>>();
        for (var number = 0; number < 20; number++) {
            var mine = number;
            waiters.add(async(() -> lock.run(() -> served.add(mine))));
            waits(number + 1);
        }

        lock.release();
        waiters.forEach(Awaitlets::await);

        assertThat(served).hasSize(20).isSorted();
    }

    @AwaitletTest
    @Spec({"SC-19", "SC-20"})
    void anAcquireInACancelledScopeTakesNothingEvenIfItIsFree() {
        var scope = CancelScope.create();
        scope.run(() -> {
            scope.cancel("stop");
            assertThatThrownBy(lock::acquire).isInstanceOf(Cancelled.class);
            assertThatThrownBy(lock::hold).isInstanceOf(Cancelled.class);
            assertThatThrownBy(() -> lock.run(() -> {})).isInstanceOf(Cancelled.class);
        });

        assertThat(lock.locked()).isFalse();
    }

    @AwaitletTest
    @Spec({"AT-86", "SC-22"})
    void statisticsTellWhoOwnsItAndHowManyWait() {
        var me = Awaitlets.current().orElseThrow();
        assertThat(lock.statistics()).isEqualTo(new TaskLock.Statistics(false, null, 0));
        assertThat(lock).hasToString("TaskLock[free, waiting=0]");
        lock.acquire();
        var waiter = async(() -> lock.run(() -> {}));
        waits(1);

        assertThat(lock.statistics()).isEqualTo(new TaskLock.Statistics(true, me, 1));
        assertThat(lock).hasToString("TaskLock[owner=" + me + ", waiting=1]");
        lock.release();
        await(waiter);
    }

    @AwaitletTest
    @Spec("SC-22")
    void anOwnerThatEndedWithoutReleasingIsNamed() {
        await(async(lock::acquire));

        Soon.holds(() -> lock.toString().contains("which has ended"), lock + " does not tell");
        assertThat(lock.locked()).isTrue();
    }

    @AwaitletTest
    @Spec("SC-22")
    void aDumpTellsWhoOwnsTheLockThatIsWaitedFor() {
        lock.acquire();
        var waiter = async(() -> lock.run(() -> {}));
        waits(1);

        Soon.holds(() -> isWaitedFor(lock.toString()), "no dump tells of " + lock);
        lock.release();
        await(waiter);
    }

    @AwaitletTest
    @Spec({"AT-87", "SC-23"})
    void itIsMadeOutsideAnyAwaitlet() {
        assertThat(MADE_WITH_THE_CLASS.<Boolean>call(MADE_WITH_THE_CLASS::locked))
                .isTrue();
    }

    @Test
    @Spec({"SC-22", "AW-4"})
    void useOutsideAnAwaitletTeaches() {
        assertThatThrownBy(lock::acquire)
                .isInstanceOf(NoAwaitletContext.class)
                .hasMessageStartingWith("[ER-101] TaskLock.acquire was called on thread ");
        assertThatThrownBy(lock::acquireNow).isInstanceOf(NoAwaitletContext.class);
        assertThatThrownBy(lock::tryAcquire).isInstanceOf(NoAwaitletContext.class);
        assertThatThrownBy(lock::release).isInstanceOf(NoAwaitletContext.class);
        assertThatThrownBy(() -> lock.run(() -> {})).isInstanceOf(NoAwaitletContext.class);
        assertThat(lock.locked()).isFalse();
    }

    private static boolean isWaitedFor(String what) {
        return Awaitlets.dump().entries().stream()
                .map(AwaitletDump.Entry::waitsFor)
                .anyMatch(wait -> wait != null && wait.what().equals(what));
    }

    private void waits(int count) {
        Soon.holds(() -> lock.statistics().waiting() == count, "not " + count + " wait for " + lock);
    }
}
