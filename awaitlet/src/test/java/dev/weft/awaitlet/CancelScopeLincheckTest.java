package dev.weft.awaitlet;

import static dev.weft.awaitlet.Race.check;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.spi.VirtualTime;
import dev.weft.spec.Spec;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The end of a scope, under every interleaving with what others do to it that the model checker tries. */
@Spec({"AW-28", "SC-7"})
class CancelScopeLincheckTest {
    private static final int SCHEDULES = 2_000;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static AwaitletTask hostOn(VirtualTime time) {
        return new AwaitletTask(AsyncOptions.defaults().timedBy(time), null);
    }

    @Test
    @Spec("AT-44")
    void aCancelThatRacesTheEndOfItsScopeNeverReachesTheCodeBehindIt() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            var host = hostOn(new VirtualTime());
            var scope = CancelScope.create();
            var behind = new AtomicReference<@Nullable CancelReason>();
            scope.enterIn(host);

            Race.run(() -> scope.cancel("race"), () -> {
                scope.leaveIn(host);
                behind.set(host.pending());
            });

            check(behind.get() == null, "the code behind the scope is not cancelled");
            check(scope.cancelCalled(), "the cancel was called");
        });
    }

    @Test
    @Spec("SC-16")
    void ofTwoCancelsTheFirstReasonIsKept() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            var host = hostOn(new VirtualTime());
            var scope = CancelScope.create();
            var first = new AtomicReference<@Nullable CancelReason>();
            scope.enterIn(host);

            Race.run(
                    () -> {
                        scope.cancel("one");
                        first.compareAndSet(null, host.pending());
                    },
                    () -> {
                        scope.cancel("two");
                        first.compareAndSet(null, host.pending());
                    });

            check(Objects.equals(host.pending(), first.get()), "the reason that was seen first stays");
        });
    }

    @Test
    @Spec("SC-15")
    void aDeadlineSetWhileItsScopeEndsLeavesNoTimer() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            var time = new VirtualTime();
            var host = hostOn(time);
            var scope = CancelScope.create();
            scope.enterIn(host);

            Race.run(() -> scope.deadlineAfter(SECOND), () -> scope.leaveIn(host));

            check(time.timers() == 0, "no timer is left");
        });
    }

    @Test
    @Spec("SC-15")
    void aFirstDeadlineSetWhileItsScopeIsEnteredIsKept() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            var time = new VirtualTime();
            var host = hostOn(time);
            var scope = CancelScope.create();

            Race.run(() -> scope.deadlineAfter(SECOND), () -> scope.enterIn(host));

            check(time.timers() == 1, "it has one timer");
            time.advance(SECOND);
            check(host.pending() != null, "the scope is cancelled when its time is up");
        });
    }

    @Test
    @Spec("SC-15")
    void twoFirstDeadlinesSetAtOnceLeaveOneTimer() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            var time = new VirtualTime();
            var host = hostOn(time);
            var scope = CancelScope.create();
            scope.enterIn(host);

            Race.run(() -> scope.deadlineAfter(SECOND), () -> scope.deadlineAfter(SECOND));

            check(time.timers() == 1, "it has one timer");
            scope.leaveIn(host);
            check(time.timers() == 0, "no timer is left");
        });
    }

    @Test
    @Spec("SC-15")
    void aDeadlineMovedWhileItPassesCancelsOnlyIfItPassedFirst() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            var time = new VirtualTime();
            var host = hostOn(time);
            var scope = CancelScope.create().deadlineAfter(SECOND);
            scope.enterIn(host);

            Race.run(() -> time.advance(SECOND), () -> scope.deadlineAt(Deadline.NEVER));

            check(time.timers() == 0, "no timer is left");
            scope.leaveIn(host);
            check(host.pending() == null, "the code behind the scope is not cancelled");
        });
    }

    /** A deadline that looks whether its scope is open before it sets its timer. */
    private static final class LeavesItsTimer {
        private final AtomicBoolean open = new AtomicBoolean(true);
        private final AtomicBoolean timer = new AtomicBoolean();

        void set() {
            if (open.get()) {
                timer.set(true);
            }
        }

        void leave() {
            open.set(false);
            timer.set(false);
        }
    }

    @Test
    @Spec("SC-15")
    void aDeadlineThatLeavesItsTimerIsFoundOut() {
        assertThatThrownBy(() -> Lincheck.runConcurrentTest(SCHEDULES, () -> {
                    var deadline = new LeavesItsTimer();

                    Race.run(deadline::set, deadline::leave);

                    check(!deadline.timer.get(), "no timer is left");
                }))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining("no timer is left");
    }

    @Test
    @Spec("SC-16")
    void aScopeThatLooksBeforeItKeepsItsReasonIsFoundOut() {
        assertThatThrownBy(() -> Lincheck.runConcurrentTest(SCHEDULES, () -> {
                    var reason = new AtomicReference<@Nullable String>();
                    var first = new AtomicReference<@Nullable String>();

                    Race.run(() -> cancel(reason, first, "one"), () -> cancel(reason, first, "two"));

                    check(Objects.equals(reason.get(), first.get()), "the reason that was seen first stays");
                }))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining("the reason that was seen first stays");
    }

    private static void cancel(
            AtomicReference<@Nullable String> reason, AtomicReference<@Nullable String> first, String why) {
        if (reason.get() == null) {
            reason.set(why);
        }
        first.compareAndSet(null, reason.get());
    }
}
