package dev.weft.reactor;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.NoAwaitOccurred;
import dev.weft.spec.Spec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Blocking-style code as a Mono. */
@Timeout(20)
class ReactorBackendTest {
    private final ReactorBackend reactor = ReactorBackend.create();
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    @Spec("AW-26")
    void nothingRunsBeforeSubscriptionAndEachSubscriptionRunsOnce() {
        var before = Set.copyOf(Awaitlets.live()); // those of other tests that are still ending

        var mono = reactor.async(runs::incrementAndGet);
        assertThat(before).containsAll(List.copyOf(Awaitlets.live()));
        assertThat(runs).hasValue(0);

        StepVerifier.create(mono).expectNext(1).expectComplete().verify(Soon.LIMIT);
        StepVerifier.create(mono).expectNext(2).expectComplete().verify(Soon.LIMIT);

        assertThat(runs).hasValue(2);
    }

    @Test
    void aMonoThatIsLeftForAnotherNeverRuns() {
        var mono = Mono.just(7).or(Mono.never()).switchIfEmpty(reactor.async(runs::incrementAndGet));

        StepVerifier.create(mono).expectNext(7).expectComplete().verify(Soon.LIMIT);

        assertThat(runs).hasValue(0);
    }

    @Test
    @Spec("AW-26")
    void aResultIsDeliveredOnAParallelThreadUnlessASchedulerIsChosen() {
        var mono = reactor.async(() -> Thread.currentThread().isVirtual())
                .map(inside -> inside + " " + Thread.currentThread().getName().startsWith("parallel-"));

        StepVerifier.create(mono).expectNext("true true").expectComplete().verify(Soon.LIMIT);
    }

    @Test
    @Spec("AW-26")
    void aResultIsDeliveredOnTheChosenScheduler() {
        var scheduler = Schedulers.newSingle("chosen");
        try {
            var chosen = ReactorBackend.create(scheduler);
            var mono = chosen.async(() -> "delivered")
                    .map(_ -> Thread.currentThread().getName().startsWith("chosen-"));
            var failed = chosen.async(() -> {
                        throw new IOException("broken");
                    })
                    .map(_ -> false)
                    .onErrorResume(
                            IOException.class,
                            _ -> Mono.fromCallable(
                                    () -> Thread.currentThread().getName().startsWith("chosen-")));

            StepVerifier.create(mono).expectNext(true).expectComplete().verify(Soon.LIMIT);
            StepVerifier.create(failed).expectNext(true).expectComplete().verify(Soon.LIMIT);
        } finally {
            scheduler.dispose();
        }
    }

    @Test
    @Spec("AW-26")
    void aResultIsNotLostOnASchedulerThatIsDisposedOf() {
        var scheduler = Schedulers.newSingle("gone");
        var gone = ReactorBackend.create(scheduler);
        scheduler.dispose();

        StepVerifier.create(gone.async(() -> "kept")
                        .map(kept -> kept + Thread.currentThread().isVirtual()))
                .expectNext("kepttrue")
                .expectComplete()
                .verify(Soon.LIMIT);
    }

    @Test
    void aBodyWithoutAValueIsAnEmptyMono() {
        StepVerifier.create(reactor.async(() -> null)).expectComplete().verify(Soon.LIMIT);
        StepVerifier.create(reactor.async(() -> {
                    runs.incrementAndGet();
                }))
                .expectComplete()
                .verify(Soon.LIMIT);
        assertThat(runs).hasValue(1);
    }

    @Test
    @Spec("AW-9")
    void aFailureCrossesAsTheSameInstance() {
        var failure = new IOException("the body's own");

        StepVerifier.create(reactor.async(() -> {
                    throw failure;
                }))
                .expectErrorSatisfies(thrown -> assertThat(thrown).isSameAs(failure))
                .verify(Soon.LIMIT);
    }

    @Test
    @Spec("AW-3")
    void optionsAreHeeded() {
        var options = AsyncOptions.defaults().named("report").requireAwaitToOccur();

        StepVerifier.create(reactor.async(options, () -> 42))
                .expectErrorSatisfies(thrown ->
                        assertThat(thrown).isInstanceOf(NoAwaitOccurred.class).hasMessageContaining("\"report\""))
                .verify(Soon.LIMIT);
    }

    @Test
    @Spec("AW-15")
    void cancellingTheSubscriptionCancelsTheAwaitletAndWhatItAwaits() throws Exception {
        var never = new CompletableFuture<String>();
        var seen = new CompletableFuture<Throwable>();
        var subscription = reactor.async(() -> {
                    try {
                        return await(never);
                    } catch (Cancelled cancelled) {
                        seen.complete(cancelled);
                        throw cancelled;
                    }
                })
                .subscribe();
        Soon.holds(() -> never.getNumberOfDependents() > 0, "nothing is awaited");

        subscription.dispose();

        assertThat(Soon.value(seen)).hasMessageContaining("the subscription was cancelled");
        assertThat(never).isCancelled();
        Soon.holds(() -> Awaitlets.live().isEmpty(), "the awaitlet goes on");
    }

    @Test
    @Spec("AW-10")
    void aFailureInTheCleanupOfACancelledAwaitletIsHandedToTheHookForDroppedErrors() throws Exception {
        var never = new CompletableFuture<String>();
        var failure = new IllegalStateException("cleanup");
        var dropped = new CompletableFuture<Throwable>();
        Hooks.onErrorDropped(dropped::complete);
        try {
            var subscription = reactor.async(() -> {
                        try {
                            return await(never);
                        } catch (Cancelled cancelled) {
                            throw failure;
                        }
                    })
                    .subscribe();
            Soon.holds(() -> never.getNumberOfDependents() > 0, "nothing is awaited");

            subscription.dispose();

            assertThat(Soon.value(dropped)).isSameAs(failure);
        } finally {
            Hooks.resetOnErrorDropped();
        }
    }

    @Test
    @Spec({"AW-15", "SC-14"})
    void aTimeoutOfReactorCancelsTheAwaitlet() throws Exception {
        var never = new CompletableFuture<String>();
        var left = new CountDownLatch(1);
        var mono = reactor.async(() -> {
            try {
                return await(never);
            } finally {
                left.countDown();
            }
        });

        StepVerifier.withVirtualTime(() -> mono.timeout(Duration.ofHours(1), Mono.just("late")))
                .expectSubscription()
                .thenAwait(Duration.ofHours(1))
                .expectNext("late")
                .expectComplete()
                .verify(Soon.LIMIT);

        assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @Spec({"AW-8", "AW-26"})
    void anAwaitletStartedInsideDeliversInThisWorldToo() {
        var mono = reactor.async(() -> {
            var gate = new CompletableFuture<String>();
            var deliveredInParallel = async(() -> await(gate))
                    .thenApply(_ -> Thread.currentThread().getName().startsWith("parallel-"));
            gate.complete("inner");
            return await(deliveredInParallel);
        });

        StepVerifier.create(mono).expectNext(true).expectComplete().verify(Soon.LIMIT);
    }

    @Test
    void itTellsWhereItDelivers() {
        assertThat(reactor.name()).isEqualTo("Reactor");
        assertThat(reactor).hasToString("Reactor delivering on " + Schedulers.parallel());
    }
}
