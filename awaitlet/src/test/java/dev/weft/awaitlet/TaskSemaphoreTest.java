package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskSemaphoreTest {
    private static final TaskSemaphore MADE_WITH_THE_CLASS = TaskSemaphore.create(1);

    private final TaskSemaphore semaphore = TaskSemaphore.create(2, 2);

    @Test
    @Spec("AT-81")
    void numbersThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskSemaphore.create(-1))
                .withMessageContaining("free")
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskSemaphore.create(3, 2))
                .withMessageContaining("most")
                .withMessageContaining("2");
    }

    @AwaitletTest
    @Spec("SC-22")
    void everyFormTakesAPermitAndGivesItBack() {
        assertThat(semaphore.<Integer>call(semaphore::available)).isEqualTo(1);
        semaphore.run(() -> assertThat(semaphore.available()).isEqualTo(1));
        try (var _ = semaphore.hold()) {
            assertThat(semaphore.available()).isEqualTo(1);
        }
        semaphore.acquire();
        semaphore.acquireNow();
        assertThat(semaphore.tryAcquire()).isFalse();
        assertThatThrownBy(semaphore::acquireNow)
                .isInstanceOf(WouldBlock.class)
                .hasMessageStartingWith("[ER-205] TaskSemaphore[available=0, most=2, waiting=0]");
        semaphore.release();
        semaphore.release();

        assertThat(semaphore.available()).isEqualTo(2);
    }

    @AwaitletTest
    @Spec("SC-22")
    void oneTaskMayTakeSeveralPermits() {
        semaphore.acquire();
        semaphore.acquire();

        assertThat(semaphore.available()).isZero();
    }

    @Test
    @Spec({"AT-81", "SC-22"})
    void aReleaseBeyondTheMostIsAnErrorAndChangesNothing() {
        assertThatThrownBy(semaphore::release)
                .isInstanceOf(PrimitiveMisuse.class)
                .hasMessageStartingWith("[ER-208] TaskSemaphore[available=2, most=2, waiting=0]");
        assertThat(semaphore.available()).isEqualTo(2);
    }

    @Test
    @Spec("AT-81")
    void withoutABoundAReleaseAddsAPermit() {
        var open = TaskSemaphore.create(0);

        open.release();

        assertThat(open.available()).isEqualTo(1);
        assertThat(open).hasToString("TaskSemaphore[available=1, waiting=0]");
    }

    @AwaitletTest
    @Spec({"AT-81", "AT-85"})
    void aPermitReleasedToAWaiterCannotBeSnatchedAway() {
        var one = TaskSemaphore.create(1, 1);
        one.acquire();
        var gate = new CompletableFuture<@Nullable Void>();
        var waiter = async(() -> one.run(() -> await(gate)));
        waits(one, 1);

        one.release();

        assertThat(one.tryAcquire()).isFalse();
        gate.complete(null);
        await(waiter);
        assertThat(one.available()).isEqualTo(1);
    }

    @AwaitletTest
    @Spec({"AT-84", "SC-22"})
    void permitsAreHandedOutFirstComeFirstServed() {
        var none = TaskSemaphore.create(0);
        var served = new CopyOnWriteArrayList<Integer>();
        var waiters = new ArrayList<CompletableFuture<?>>();
        for (var number = 0; number < 20; number++) {
            var mine = number;
            waiters.add(async(() -> none.run(() -> served.add(mine))));
            waits(none, number + 1);
        }

        none.release();
        waiters.forEach(Awaitlets::await);

        assertThat(served).hasSize(20).isSorted();
    }

    @AwaitletTest
    @Spec({"AT-73", "SC-20"})
    void aCancelWhileItWaitsLeavesNoWaiterAndTakesNoPermit() {
        var none = TaskSemaphore.create(0);
        var waiter = async(none::acquire);
        waits(none, 1);

        waiter.requestCancel(CancelReason.requested("stop"));

        assertThatThrownBy(() -> await(waiter)).isInstanceOf(Cancelled.class);
        none.release();
        assertThat(none.statistics()).isEqualTo(new TaskSemaphore.Statistics(1, 0));
    }

    @AwaitletTest
    @Spec({"AT-75", "SC-10", "SC-20"})
    void aWaiterCancelledBetweenReleaseAndResumeHasThePermitAndPassesItOn() {
        var none = TaskSemaphore.create(0, 1);
        var first = async(() -> none.run(() -> await(new CompletableFuture<>())));
        waits(none, 1);
        var second = async(() -> none.run(() -> {}));
        waits(none, 2);

        none.release();
        first.requestCancel(CancelReason.requested("between release and resume"));

        await(second);
        assertThatThrownBy(() -> await(first)).isInstanceOf(Cancelled.class);
        assertThat(none.available()).isEqualTo(1);
    }

    @AwaitletTest
    @Spec({"SC-19", "SC-20"})
    void anAcquireInACancelledScopeTakesNothingEvenIfOneIsFree() {
        var scope = CancelScope.create();
        scope.run(() -> {
            scope.cancel("stop");
            assertThatThrownBy(semaphore::acquire).isInstanceOf(Cancelled.class);
            assertThatThrownBy(semaphore::hold).isInstanceOf(Cancelled.class);
        });

        assertThat(semaphore.available()).isEqualTo(2);
    }

    @AwaitletTest
    @Spec({"AT-86", "SC-22"})
    void statisticsTellWhatIsFreeAndHowManyWait() {
        var one = TaskSemaphore.create(1);
        assertThat(one.statistics()).isEqualTo(new TaskSemaphore.Statistics(1, 0));
        one.acquire();
        var waiter = async(one::acquire);
        waits(one, 1);

        assertThat(one.statistics()).isEqualTo(new TaskSemaphore.Statistics(0, 1));
        one.release();
        await(waiter);
    }

    @AwaitletTest
    @Spec({"AT-87", "SC-23"})
    void itIsMadeOutsideAnyAwaitlet() {
        assertThat(MADE_WITH_THE_CLASS.<Integer>call(MADE_WITH_THE_CLASS::available))
                .isZero();
    }

    @Test
    @Spec({"SC-22", "AW-4"})
    void onlyWaitingNeedsAnAwaitlet() {
        assertThatThrownBy(semaphore::acquire)
                .isInstanceOf(NoAwaitletContext.class)
                .hasMessageStartingWith("[ER-101] TaskSemaphore.acquire was called on thread ");
        assertThatThrownBy(semaphore::hold).isInstanceOf(NoAwaitletContext.class);
        assertThat(semaphore.tryAcquire()).isTrue();
        semaphore.release();

        assertThat(semaphore.available()).isEqualTo(2);
    }

    private static void waits(TaskSemaphore semaphore, int count) {
        Soon.holds(() -> semaphore.statistics().waiting() == count, "not " + count + " wait for " + semaphore);
    }
}
