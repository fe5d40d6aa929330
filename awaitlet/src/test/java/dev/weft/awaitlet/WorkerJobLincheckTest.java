package dev.weft.awaitlet;

import static dev.weft.awaitlet.Race.check;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.junit.jupiter.api.Test;

/** Work that a thread takes while it is cancelled, under every interleaving that the model checker tries. */
class WorkerJobLincheckTest {
    private static final int SCHEDULES = 2_000;
    private static final CancelReason REASON = CancelReason.requested("race");

    @Test
    @Spec({"AT-88", "AT-89", "AW-28"})
    void cancelledWorkHasRunAndBringsItsResultOrHasNotAndNeverWill() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            var ran = new AtomicInteger();
            var told = new AtomicInteger();
            var job = job(WorkerOptions.defaults().stoppedBy(_ -> told.incrementAndGet()), ran);

            Race.run(job, () -> job.result().requestCancel(REASON), job);

            check(job.result().isDone(), "the caller goes on");
            check(ran.get() == (job.result().isCompletedExceptionally() ? 0 : 1), "a result is that of code that ran");
            check(told.get() <= ran.get(), "only started code is told of the cancel");
        });
    }

    @Test
    @Spec({"AT-90", "AW-28"})
    void abandonedWorkRunsOnceOrNeverAndItsCallerGoesOn() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            var ran = new AtomicInteger();
            var job = job(WorkerOptions.defaults().abandoningOnCancel(), ran);

            Race.run(job, () -> job.result().requestCancel(REASON));

            check(job.result().isDone(), "the caller goes on");
            check(ran.get() <= 1, "it runs at most once");
            check(ran.get() == 1 || job.result().isCompletedExceptionally(), "a result is that of code that ran");
        });
    }

    @Test
    @Spec({"AT-91", "AT-90", "AW-28"})
    void theTokenOfCancelledWorkIsGivenBackExactlyOnce() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            var limiter = CapacityLimiter.create(1);
            var job = new WorkerJob<>(caller(), WorkerOptions.defaults(), () -> 1, _ -> {}, limiter);
            limiter.acquireNowOnBehalfOf(job);

            Race.run(job, () -> job.result().requestCancel(REASON)); // a second release would throw

            check(limiter.available() == 1, "the token is back");
        });
    }

    @Test
    @Spec({"AT-88", "AW-28"})
    void workThatIsTakenByLookingInsteadOfDecidingIsFoundOut() {
        assertThatThrownBy(() -> Lincheck.runConcurrentTest(SCHEDULES, () -> {
                    var taken = new AtomicBoolean();
                    var ran = new AtomicBoolean();
                    var cancelled = new AtomicBoolean();

                    Race.run(
                            () -> {
                                if (!taken.get()) {
                                    taken.set(true);
                                    ran.set(true);
                                }
                            },
                            () -> {
                                if (!taken.get()) {
                                    taken.set(true);
                                    cancelled.set(true);
                                }
                            });

                    check(ran.get() != cancelled.get(), "it has run or it has not");
                }))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining("it has run or it has not");
    }

    private static WorkerJob<Integer> job(WorkerOptions options, AtomicInteger ran) {
        return new WorkerJob<>(caller(), options, ran::incrementAndGet, _ -> {}, null);
    }

    private static AwaitletTask caller() {
        return new AwaitletTask(AsyncOptions.defaults(), null);
    }
}
