package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskConditionTest {
    private static final TaskCondition MADE_WITH_THE_CLASS = TaskCondition.create();

    private final TaskLock lock = TaskLock.create();
    private final TaskCondition condition = TaskCondition.over(lock);
    private final List<Integer> woken = new CopyOnWriteArrayList<>();

    @AwaitletTest
    @Spec("SC-22")
    void whoWaitsHasNoLockMeanwhileAndHasItAgainAfterwards() {
        var owned = async(() -> lock.<@Nullable Awaitlet>call(() -> {
            condition.await();
            return lock.statistics().owner();
        }));
        waits(1);
        waitsWithoutTheLock();

        lock.run(condition::signal);

        assertThat(await(owned)).isNotNull();
        assertThat(lock.locked()).isFalse();
    }

    @AwaitletTest
    @Spec("SC-22")
    void asManyGoOnAsAreSignalledFirstComeFirstServed() {
        var waiters = waiting(5);

        lock.run(condition::signal);
        Soon.holds(() -> woken.equals(List.of(0)), "the first alone should wake, but " + woken + " did");
        lock.run(() -> condition.signal(2));
        Soon.holds(() -> woken.equals(List.of(0, 1, 2)), "two more should wake, but " + woken + " did");
        lock.run(() -> condition.signal(0));
        lock.run(condition::signalAll);

        waiters.forEach(Awaitlets::await);
        assertThat(woken).containsExactly(0, 1, 2, 3, 4);
    }

    @AwaitletTest
    @Spec("SC-22")
    void whoIsSignalledIsInLineForTheLockBeforeWhoComesLater() {
        var waiter = waiting(1).getFirst();

        lock.acquire();
        condition.signal();
        var newcomer = async(() -> lock.run(() -> woken.add(99)));
        Soon.holds(() -> lock.statistics().waiting() == 2, "two should wait for " + lock);
        lock.release();

        await(waiter);
        await(newcomer);
        assertThat(woken).containsExactly(0, 99);
    }

    @AwaitletTest
    @Spec({"SC-20", "SC-22"})
    void manySignalledAtOnceHaveTheLockInTheOrderInWhichTheyCame() {
        for (var round = 0; round < 50; round++) {
            woken.clear();
            var waiters = waiting(20);

            lock.run(condition::signalAll);

            waiters.forEach(Awaitlets::await);
            assertThat(woken).as("round %s", round).isSorted().hasSize(20);
        }
    }

    @AwaitletTest
    @Spec("SC-22")
    void aSignalThatNobodyWaitsForIsNotKept() {
        lock.run(condition::signalAll);

        var waiter = waiting(1).getFirst();

        assertThat(condition.statistics().waiting()).isEqualTo(1);
        lock.run(condition::signal);
        await(waiter);
    }

    @AwaitletTest
    @Spec({"AT-79", "SC-20"})
    void aSignalAfterACancelGoesToTheNext() {
        var waiters = waiting(2);

        lock.acquire();
        waiters.get(0).requestCancel(CancelReason.requested("stop"));
        condition.signal();
        lock.release();

        assertThatThrownBy(() -> await(waiters.get(0))).isInstanceOf(Cancelled.class);
        await(waiters.get(1));
        assertThat(woken).containsExactly(1);
    }

    @AwaitletTest
    @Spec({"AT-79", "SC-20"})
    void aSignalToAWaiterThatIsCancelledBeforeItHasTheLockMovesToTheNext() {
        var waiters = waiting(2);

        lock.acquire();
        condition.signal();
        assertThat(lock.statistics().waiting())
                .as("the signalled waiter is in line for the lock")
                .isEqualTo(1);
        waiters.get(0).requestCancel(CancelReason.requested("stop"));
        lock.release();

        assertThatThrownBy(() -> await(waiters.get(0))).isInstanceOf(Cancelled.class);
        await(waiters.get(1));
        assertThat(woken).containsExactly(1);
    }

    @AwaitletTest
    @Spec({"AT-73", "SC-20"})
    void aCancelledWaiterLeavesTheLineAtOnceAndThrowsOnlyWhenItHasTheLockAgain() {
        var waiter = waiting(1).getFirst();
        lock.acquire();

        waiter.requestCancel(CancelReason.requested("stop"));

        waits(0);
        assertThat(waiter).isNotDone();
        lock.release();
        assertThatThrownBy(() -> await(waiter)).isInstanceOf(Cancelled.class);
        assertThat(lock.locked()).as("its block gave the lock back").isFalse();
    }

    @AwaitletTest
    @Spec({"SC-22", "SC-33"})
    void awaitUntilLooksOnceAtFirstAndOnceAfterEachSignal() {
        var looks = new AtomicInteger();
        var ready = new AtomicBoolean();
        var waiter = async(() -> lock.run(() -> condition.awaitUntil(() -> {
            looks.incrementAndGet();
            return ready.get();
        })));
        waits(1);
        assertThat(looks).hasValue(1);

        lock.run(condition::signal);
        Soon.holds(() -> looks.get() == 2 && condition.statistics().waiting() == 1, "it did not look and wait again");
        ready.set(true);
        lock.run(condition::signal);

        await(waiter);
        assertThat(looks).hasValue(3);
    }

    @AwaitletTest
    @Spec({"SC-19", "SC-22"})
    void waitingInACancelledScopeDoesNotBeginAndKeepsTheLock() {
        var scope = CancelScope.create();
        lock.acquire();
        scope.run(() -> {
            scope.cancel("stop");
            assertThatThrownBy(condition::await).isInstanceOf(Cancelled.class);
            assertThatThrownBy(() -> condition.awaitUntil(() -> true)).isInstanceOf(Cancelled.class);
        });

        assertThat(lock.locked()).isTrue();
        assertThat(condition.statistics().waiting()).isZero();
        lock.release();
    }

    @AwaitletTest
    @Spec({"AT-80", "SC-22"})
    void waitingOrSignallingWithoutTheLockIsAnError() {
        assertThatThrownBy(condition::await)
                .isInstanceOf(PrimitiveMisuse.class)
                .hasMessageStartingWith("[ER-208] TaskCondition.await was called by awaitlet ")
                .hasMessageContaining("TaskLock[free, ");
        assertThatThrownBy(() -> condition.awaitUntil(() -> true)).isInstanceOf(PrimitiveMisuse.class);
        assertThatThrownBy(condition::signal).isInstanceOf(PrimitiveMisuse.class);
        assertThatThrownBy(condition::signalAll).isInstanceOf(PrimitiveMisuse.class);
        lock.run(() -> await(async(() -> {
            assertThatThrownBy(condition::await)
                    .as("the lock is another task's")
                    .isInstanceOf(PrimitiveMisuse.class);
        })));
    }

    @AwaitletTest
    @Spec("SC-22")
    void aNegativeNumberOfSignalsIsRefused() {
        lock.run(() -> assertThatIllegalArgumentException()
                .isThrownBy(() -> condition.signal(-1))
                .withMessageContaining("-1"));
    }

    @AwaitletTest
    @Spec({"AT-86", "SC-22"})
    void statisticsTellHowManyWaitAndHowItsLockIs() {
        assertThat(condition.statistics())
                .isEqualTo(new TaskCondition.Statistics(0, new TaskLock.Statistics(false, null, 0)));
        var waiters = waiting(2);
        waitsWithoutTheLock();

        assertThat(condition.statistics())
                .isEqualTo(new TaskCondition.Statistics(2, new TaskLock.Statistics(false, null, 0)));
        assertThat(condition).hasToString("TaskCondition[waiting=2, lock=TaskLock[free, waiting=0]]");
        lock.run(condition::signalAll);
        waiters.forEach(Awaitlets::await);
    }

    @AwaitletTest
    @Spec({"AT-87", "SC-23"})
    void itIsMadeOutsideAnyAwaitletWithALockOfItsOwn() {
        MADE_WITH_THE_CLASS.lock().run(MADE_WITH_THE_CLASS::signalAll);

        assertThat(MADE_WITH_THE_CLASS.statistics().lock().locked()).isFalse();
    }

    @Test
    @Spec({"SC-22", "AW-4"})
    void useOutsideAnAwaitletTeaches() {
        assertThatThrownBy(condition::await)
                .isInstanceOf(NoAwaitletContext.class)
                .hasMessageStartingWith("[ER-101] TaskCondition.await was called on thread ");
        assertThatThrownBy(condition::signal).isInstanceOf(NoAwaitletContext.class);
    }

    /** Awaitlets that wait in the order of their numbers, and tell when they have been woken. */
    private List<WorkFuture<?>> waiting(int count) {
        var waiters = new ArrayList<WorkFuture<?>>();
        for (var number = 0; number < count; number++) {
            var mine = number;
            waiters.add(async(() -> lock.run(() -> {
                condition.await();
                woken.add(mine);
            })));
            waits(number + 1);
        }
        return waiters;
    }

    /** Whoever waits is in line a moment before the lock is free. */
    private void waitsWithoutTheLock() {
        Soon.holds(() -> !lock.locked(), "who waits has " + lock);
    }

    private void waits(int count) {
        Soon.holds(() -> condition.statistics().waiting() == count, "not " + count + " wait at " + condition);
    }
}
