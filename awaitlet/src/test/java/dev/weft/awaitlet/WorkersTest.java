package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Outcomes.failureOf;
import static dev.weft.awaitlet.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.spec.Spec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Worker threads: how many there are, in which order they work, and what a cancel and a close do. */
@Timeout(20)
class WorkersTest {
    private final Workers workers = Workers.create("test", 1);
    private final CancelScope scope = CancelScope.create();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> toldFirst = new CompletableFuture<>();
    private final CompletableFuture<Void> busy = new CompletableFuture<>(); // completes when the one thread works
    private final CompletableFuture<String> work = new CompletableFuture<>(); // what that thread waits for

    @AfterEach
    void closeWorkers() {
        work.complete("at the end");
        workers.close();
    }

    @Test
    @Spec({"SC-25", "AW-17"})
    void codeRunsOnAPlatformThreadNamedAfterTheWorkersAndIsNoAwaitlet() {
        var seen = new ArrayList<Object>();
        resultOf(async(() -> workers.run(this::tell, () -> {
            var thread = Thread.currentThread();
            return seen.addAll(List.of(thread.getName(), thread.isVirtual(), Awaitlets.inAwaitlet()));
        })));

        assertThat(seen).containsExactly("test-worker-1", false, false);
    }

    @Test
    @Spec({"SC-27", "AW-9"})
    void aFailureCrossesAsTheSameInstance() {
        var failure = new IOException("disk");
        var result = async(() -> workers.run(this::tell, () -> {
            throw failure;
        }));

        assertThat(failureOf(result)).isSameAs(failure);
    }

    @Test
    @Spec({"SC-27", "AW-9"})
    void anErrorCrossesAndTheThreadGoesOn() {
        var failure = new StackOverflowError("native");

        assertThat(failureOf(async(() -> workers.run(this::tell, () -> {
                    throw failure;
                }))))
                .isSameAs(failure);
        assertThat(resultOf(async(() -> workers.run(this::tell, () -> "next")))).isEqualTo("next");
    }

    @Test
    @Spec("AT-91")
    void thereAreNeverMoreThreadsThanAskedFor() {
        try (var two = Workers.create("two", 2)) {
            var running = new AtomicInteger();
            var most = new AtomicInteger();
            var results = new ArrayList<WorkFuture<Integer>>();
            for (var number = 0; number < 200; number++) {
                results.add(async(() -> two.run(this::tell, () -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    return running.decrementAndGet();
                })));
            }

            results.forEach(Outcomes::resultOf);
            assertThat(most.get()).isBetween(1, 2);
            assertThat(two.alive()).isBetween(1, 2);
        }
    }

    @Test
    @Spec("AT-84")
    void workIsDoneFirstComeFirstServed() {
        var order = new CopyOnWriteArrayList<Integer>();
        var first = occupied();
        var results = new ArrayList<WorkFuture<Boolean>>();
        for (var number = 0; number < 20; number++) {
            var mine = number;
            results.add(async(() -> workers.run(this::tell, () -> order.add(mine))));
            awaitQueued(number + 1);
        }

        work.complete("go on");

        resultOf(first);
        results.forEach(Outcomes::resultOf);
        assertThat(order).isSorted().hasSize(20);
    }

    private void awaitQueued(int jobs) {
        Soon.holds(() -> workers.queued() >= jobs, "the work is not queued");
    }

    @Test
    @Spec({"AT-88", "SC-25"})
    void workCancelledBeforeItsTurnNeverRuns() {
        var ran = new AtomicBoolean();
        var first = occupied();
        var unwanted = CancelScope.create();
        var second = async(() -> unwanted.run(() -> workers.run(this::tell, () -> ran.compareAndSet(false, true))));
        awaitQueued(1);

        unwanted.cancel("no longer wanted");
        resultOf(second);
        work.complete("go on");
        resultOf(first);

        assertThat(resultOf(async(() -> workers.run(this::tell, () -> "next")))).isEqualTo("next");
        assertThat(unwanted.cancelledCaught()).isTrue();
        assertThat(ran).isFalse();
        assertThat(told).isEmpty();
    }

    @Test
    @Spec({"AT-88", "SC-19"})
    void inACancelledScopeNoWorkIsHandedOver() {
        scope.cancel("early");
        resultOf(async(() -> scope.run(() -> workers.run(this::tell, () -> "never"))));

        assertThat(scope.cancelledCaught()).isTrue();
        assertThat(workers.alive()).as("threads").isZero();
    }

    @Test
    @Spec({"AT-89", "SC-25"})
    void startedWorkIsAwaitedToItsEndAndToldOfTheCancelOnce() {
        var result = occupied();

        scope.cancel("first");
        scope.cancel("second");
        result.requestCancel(CancelReason.requested("third"));

        resultOf(toldFirst);
        assertThat(result).as("it waits for the worker").isNotDone();
        work.complete("brought");
        assertThat(resultOf(result)).contains("brought");
        assertThat(told).containsExactly("first");
    }

    @Test
    @Spec("AT-89")
    void startedWorkThatGivesUpWithACancelEndsAsTheCancelOfItsScope() {
        var result = async(() -> scope.call(
                () -> workers.run(reason -> work.completeExceptionally(new Cancelled(reason)), this::waiting)));
        resultOf(busy);

        scope.cancel("stop");

        assertThat(resultOf(result)).isEmpty();
        assertThat(scope.cancelledCaught()).isTrue();
    }

    @Test
    @Spec("AT-89")
    void workThatHasEndedIsToldNothing() {
        var result = async(() -> scope.run(() -> {
            workers.run(this::tell, () -> "done");
            scope.cancel("after the end");
        }));

        resultOf(result);
        assertThat(told).isEmpty();
    }

    @Test
    @Spec("SC-27")
    void closedWorkersRefuseWorkWithACodedError() {
        workers.close();
        var refused = async(() -> workers.run(this::tell, () -> "never"));

        assertThat(failureOf(refused))
                .isInstanceOf(WorkersClosed.class)
                .hasMessageContaining("ER-207")
                .hasMessageContaining("\"test\"");
    }

    @Test
    @Spec("SC-27")
    void workHandedOverBeforeTheCloseIsDone() {
        var first = occupied();
        var handing = new CompletableFuture<Thread>();
        var second = async(() -> {
            handing.complete(Thread.currentThread());
            return workers.run(this::tell, () -> "second");
        });
        awaitQueued(1);
        Soon.holds(() -> resultOf(handing).getState() == Thread.State.WAITING, "it is not handed over");

        workers.close();
        work.complete("first");

        assertThat(resultOf(first)).contains("first");
        assertThat(resultOf(second)).isEqualTo("second");
    }

    @Test
    @Spec("SC-25")
    void idleThreadsEndWhenToldAndFurtherWorkStartsNewOnes() {
        assertThat(resultOf(async(() -> workers.run(this::tell, () -> "first"))))
                .isEqualTo("first");
        assertThat(workers.alive()).isEqualTo(1);

        workers.endIdle();
        Soon.holds(() -> workers.alive() == 0, "the idle thread has not ended");

        assertThat(resultOf(async(() -> workers.run(this::tell, () -> "second"))))
                .isEqualTo("second");
    }

    @Test
    @Spec("SC-25")
    void aBusyThreadIsNotEndedInItsWork() {
        var result = occupied();

        workers.endIdle();
        work.complete("brought");

        assertThat(resultOf(result)).contains("brought");
    }

    @Test
    @Spec("AW-4")
    void outsideAnAwaitletTheyAreRefused() {
        assertThatThrownBy(() -> workers.run(this::tell, () -> "never")).isInstanceOf(NoAwaitletContext.class);
    }

    @Test
    @Spec("AT-82")
    void fewerThanOneThreadIsRefused() {
        assertThatThrownBy(() -> Workers.create("none", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1, but was 0");
    }

    /** The one thread is busy with work in {@link #scope}, until {@link #work} completes. */
    private WorkFuture<Optional<String>> occupied() {
        var result = async(() -> scope.<String>call(() -> workers.run(this::tell, this::waiting)));
        resultOf(busy);
        return result;
    }

    private String waiting() {
        busy.complete(null);
        return resultOf(work);
    }

    private void tell(CancelReason reason) {
        told.add(reason.message());
        toldFirst.complete(null);
    }
}
