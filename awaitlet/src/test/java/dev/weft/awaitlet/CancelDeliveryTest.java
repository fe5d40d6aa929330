package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What it costs to cancel those who do not listen. */
class CancelDeliveryTest {
    private static final long WAIT_MILLIS = 300;

    @AwaitletTest
    @Spec("AT-24")
    void aCancelThatMembersInAShieldDoNotSeeDoesNotSpin() {
        var before = timerCpu();

        CancelScope.create()
                .run(() -> TaskGroup.run(group -> {
                    for (var task = 0; task < 10; task++) {
                        group.fork(() -> Awaitlets.awaitShielded(later()));
                    }
                    group.cancel("enough");
                }));

        assertThat(timerCpu() - before).as("CPU time of the timers, in ns").isLessThan(nanos(WAIT_MILLIS / 3));
    }

    @AwaitletTest
    @Spec("AT-24")
    void aCancelThatACallDoesNotHeedDoesNotSpin() {
        var before = timerCpu();

        CancelScope.create()
                .run(() -> TaskGroup.run(group -> {
                    for (var task = 0; task < 10; task++) {
                        group.fork(() -> later().handle((_, _) -> 1).join()); // which heeds no interrupt
                    }
                    group.cancel("enough");
                }));

        assertThat(timerCpu() - before).as("CPU time of the timers, in ns").isLessThan(nanos(WAIT_MILLIS / 3));
    }

    @AwaitletTest
    @Spec({"AT-24", "AT-21"})
    void aCancelOfAScopeWhoseTasksHaveEndedDoesNothing() {
        var scope = CancelScope.create();
        scope.run(() -> TaskGroup.run(group -> await(CompletableFuture.runAsync(() -> group.fork(() -> 1)))));
        var before = timerCpu();

        scope.cancel("too late");

        assertThat(timerCpu() - before).isLessThan(nanos(WAIT_MILLIS / 3));
        assertThat(scope.cancelledCaught()).isFalse();
    }

    private static CompletableFuture<Integer> later() {
        return new CompletableFuture<Integer>().completeOnTimeout(1, WAIT_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static long timerCpu() {
        var threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().equals("weft-timer"))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                .sum();
    }
}
