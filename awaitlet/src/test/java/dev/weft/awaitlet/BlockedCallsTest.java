package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Timeout;

/** Blocking calls of the JDK inside a cancelled scope. */
@Timeout(20)
class BlockedCallsTest {
    private static final Duration SOON = Duration.ofMillis(20);

    @AwaitletTest
    @Spec("SC-9")
    void aQueueThatNobodyFillsIsLeftWhenTheScopeIsCancelled() {
        var scope = CancelScope.create().deadlineAfter(SOON);

        scope.run(() -> new LinkedBlockingQueue<String>().take());

        assertThat(scope.cancelledCaught()).isTrue();
    }

    @AwaitletTest
    @Spec("SC-9")
    void aLatchThatNobodyOpensIsLeftWhenTheScopeIsCancelled() {
        assertThatThrownBy(() -> CancelScope.failAfter(SOON, () -> {
                    new CountDownLatch(1).await();
                    return 1;
                }))
                .isInstanceOf(ScopeTimeout.class);
    }

    @AwaitletTest
    @Spec({"SC-9", "AT-41"})
    void codeThatSwallowsTheInterruptAndBlocksAgainIsWokenAgain() {
        var wakeUps = new AtomicInteger();
        var scope = CancelScope.create().deadlineAfter(SOON);

        scope.run(() -> {
            while (wakeUps.get() < 3) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException woken) {
                    wakeUps.incrementAndGet();
                }
            }
        });

        assertThat(wakeUps).hasValue(3);
    }

    @AwaitletTest
    @Spec({"AT-70", "AW-22"})
    void noInterruptIsLeftWhenTheScopeIsLeft() {
        for (var round = 0; round < 50; round++) {
            var scope = CancelScope.create();
            var canceller = async(() -> scope.cancel("enough"));
            scope.run(() -> new CountDownLatch(1).await());
            await(canceller);

            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    @AwaitletTest
    @Spec({"AT-70", "AW-22"})
    @SuppressWarnings("LockNotBeforeTry") // nothing is done under the lock
    void anInterruptThatMetNoBlockingCallIsTakenBack() {
        var lock = new ReentrantLock();
        var scope = CancelScope.create();
        var locked = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var holder = Thread.ofPlatform().start(() -> {
            lock.lock();
            locked.countDown();
            try {
                release.await();
            } catch (InterruptedException unexpected) {
                throw new AssertionError(unexpected);
            } finally {
                lock.unlock();
            }
        });
        scope.run(() -> {
            locked.await();
            var self = Thread.currentThread();
            var _ = async(() -> {
                Soon.holds(lock::hasQueuedThreads, "nobody waits for the lock");
                scope.cancel("enough");
                Soon.holds(self::isInterrupted, "the waiting thread was never interrupted");
                release.countDown();
            });
            lock.lock(); // which no interrupt ends
            lock.unlock();
        });

        assertThat(scope.cancelCalled()).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(await(CompletableFuture.completedFuture(1))).isEqualTo(1);
        Soon.holds(() -> !holder.isAlive(), "the holder of the lock still runs");
    }

    @AwaitletTest
    @Spec({"SC-12", "P-9"})
    void cleanupInAShieldIsNotInterrupted() {
        var opened = new AtomicInteger();
        var scope = CancelScope.create().deadlineAfter(SOON);

        scope.run(() -> {
            try {
                new CountDownLatch(1).await();
            } finally {
                CancelScope.shielded(Duration.ofSeconds(10), () -> {
                    var latch = new CountDownLatch(1);
                    async(latch::countDown).join();
                    latch.await();
                    return opened.incrementAndGet();
                });
            }
        });

        assertThat(opened).hasValue(1);
    }

    @AwaitletTest
    @Spec("SC-9")
    void aCancelFromOutsideWakesABlockedTaskOfAGroup() {
        var woken = new AtomicInteger();

        CancelScope.create()
                .deadlineAfter(SOON)
                .run(() -> TaskGroup.run(group -> {
                    for (var task = 0; task < 3; task++) {
                        group.fork(() -> {
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException interrupted) {
                                woken.incrementAndGet();
                                throw interrupted;
                            }
                        });
                    }
                }));

        assertThat(woken).hasValue(3);
    }

    @AwaitletTest
    @Spec({"SC-9", "AT-42"})
    void aScopeCancelledBeforeItIsEnteredWakesWhatBlocksInside() {
        var scope = CancelScope.create();
        scope.cancel("before");

        scope.run(() -> new CountDownLatch(1).await());

        assertThat(scope.cancelledCaught()).isTrue();
    }

    @AwaitletTest
    @Spec({"SC-9", "AT-19"})
    void aTaskStartedInACancelledGroupIsWokenFromItsBlockingCall() {
        TaskGroup.run(group -> {
            group.cancel("before");
            group.fork(() -> new CountDownLatch(1).await());
        });
    }
}
