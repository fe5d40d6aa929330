package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Awaitlets.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Work done at the same time. */
@Spec("SC-6")
class ConcurrentlyTest {
    private final CompletableFuture<String> never = new CompletableFuture<>();

    @AwaitletTest
    @Spec("AT-39")
    void gatherKeepsTheOrderOfItsArguments() {
        var first = new CompletableFuture<String>();

        var results = Concurrently.gather(() -> await(first), () -> {
            first.complete("a");
            return "b";
        });

        assertThat(results).containsExactly("a", "b");
    }

    @AwaitletTest
    @Spec("AT-39")
    void theFirstFailureCancelsTheOthers() {
        var cancelled = new AtomicBoolean();

        assertThatThrownBy(() -> Concurrently.<Integer>gather(
                        () -> {
                            try {
                                await(never);
                            } finally {
                                cancelled.set(true);
                            }
                            return 1;
                        },
                        () -> {
                            Soon.awaited(never);
                            throw new IOException("no");
                        }))
                .isInstanceOf(TaskGroupFailed.class)
                .hasCauseInstanceOf(IOException.class);
        assertThat(cancelled).isTrue();
    }

    @AwaitletTest
    @Spec("AT-39")
    void nothingToDoGivesNoResults() {
        List<Callable<Integer>> nothing = List.of();

        assertThat(Concurrently.gather(nothing)).isEmpty();
        assertThat(Concurrently.map(List.<Integer>of(), 4, item -> item)).isEmpty();
    }

    @AwaitletTest
    @Spec("AT-39")
    void mapKeepsTheOrderOfItsItemsAndItsBound() {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var items = IntStream.range(0, 100).boxed().toList();

        var doubled = Concurrently.map(items, 4, item -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            checkpoint();
            running.decrementAndGet();
            return item * 2;
        });

        assertThat(doubled).isEqualTo(items.stream().map(item -> item * 2).toList());
        assertThat(most.get()).isBetween(1, 4);
    }

    @AwaitletTest
    @Spec("AT-39")
    void mapStartsNothingMoreAfterAFailure() {
        var started = new AtomicInteger();

        assertThatThrownBy(
                        () -> Concurrently.map(IntStream.range(0, 1000).boxed().toList(), 2, item -> {
                            started.incrementAndGet();
                            throw new IOException("no " + item);
                        }))
                .isInstanceOf(TaskGroupFailed.class);
        assertThat(started.get()).isLessThan(10);
    }

    @AwaitletTest
    void mapRefusesABoundBelowOne() {
        assertThatThrownBy(() -> Concurrently.map(List.of(1), 0, item -> item))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("atMost");
    }

    @AwaitletTest
    @Spec("AT-40")
    void asCompletedAnswersByCompletion() {
        var first = new CompletableFuture<String>();
        var seen = new ArrayList<String>();
        List<Callable<String>> work = List.of(() -> await(first), () -> "quick");

        try (var results = Concurrently.asCompleted(work)) {
            for (var result : results) {
                seen.add(result);
                first.complete("slow");
            }
        }

        assertThat(seen).containsExactly("quick", "slow");
    }

    @AwaitletTest
    @Spec("AT-40")
    void leavingEarlyCancelsTheRest() {
        var cancelled = new AtomicBoolean();
        List<Callable<String>> work = List.of(() -> "quick", () -> {
            try {
                return await(never);
            } finally {
                cancelled.set(true);
            }
        });

        try (var results = Concurrently.asCompleted(work)) {
            assertThat(results.iterator().next()).isEqualTo("quick");
            Soon.awaited(never);
        }

        assertThat(cancelled).isTrue();
    }

    @AwaitletTest
    @Spec("AT-40")
    void aFailureIsThrownByTheIteration() {
        List<Callable<String>> work = List.of(() -> await(never), () -> {
            throw new IOException("no");
        });

        assertThatThrownBy(() -> {
                    try (var results = Concurrently.asCompleted(work)) {
                        results.iterator().next();
                    }
                })
                .isInstanceOf(TaskGroupFailed.class)
                .hasCauseInstanceOf(IOException.class)
                .hasNoSuppressedExceptions();
    }

    @AwaitletTest
    @Spec("AT-40")
    void nothingToCompleteIsAnError() {
        List<Callable<String>> nothing = List.of();

        assertThatThrownBy(() -> Concurrently.asCompleted(nothing)).isInstanceOf(IllegalArgumentException.class);
    }

    @AwaitletTest
    @Spec("AT-40")
    void aTimeoutBetweenTwoResultsLosesNone() {
        var later = new CompletableFuture<String>();
        List<Callable<String>> work = List.of(() -> await(later));

        try (var results = Concurrently.asCompleted(work)) {
            var iterator = results.iterator();
            assertThat(CancelScope.moveOnAfter(Duration.ofMillis(10), iterator::next))
                    .isEmpty();
            later.complete("late");

            assertThat(iterator.next()).isEqualTo("late");
        }
    }
}
