package dev.weft.awaitlet.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.CancelReason.Kind;
import dev.weft.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(20)
@Spec("AW-15")
class WorkFutureTest {
    private static final CancelReason ENOUGH = CancelReason.requested("enough");
    private static final CancelReason CANCELLED = new CancelReason(Kind.FUTURE_CANCELLED, "");

    private final List<CancelReason> asked = new ArrayList<>();
    private final WorkFuture<String> work = new WorkFuture<>(asked::add);

    static Stream<Named<Function<WorkFuture<String>, CompletableFuture<?>>>> dependents() {
        return Stream.of(
                Named.of("thenApply", work -> work.thenApply(String::trim)),
                Named.of("thenApplyAsync", work -> work.thenApplyAsync(String::trim)),
                Named.of("thenAccept", work -> work.thenAccept(_ -> {})),
                Named.of("thenRun", work -> work.thenRun(() -> {})),
                Named.of("handle", work -> work.handle((value, _) -> value)),
                Named.of("whenComplete", work -> work.whenComplete((_, _) -> {})),
                Named.of("exceptionally", work -> work.exceptionally(_ -> "")),
                Named.of("thenCompose", work -> work.thenCompose(CompletableFuture::completedFuture)),
                Named.of("thenComposeAsync", work -> work.thenComposeAsync(CompletableFuture::completedFuture)),
                Named.of(
                        "thenComposeAsync with an executor",
                        work -> work.thenComposeAsync(CompletableFuture::completedFuture, Runnable::run)),
                Named.of(
                        "a chain of three",
                        work -> work.thenApply(String::trim)
                                .thenCompose(CompletableFuture::completedFuture)
                                .thenApply(String::length)));
    }

    @Test
    void cancelCompletesTheFutureAtOnceAndAsksTheWorkToStop() {
        assertThat(work.cancel(true)).isTrue();

        assertThat(work).isCancelled();
        assertThat(asked).containsExactly(CANCELLED);
    }

    @Test
    void aRequestOnlyAsks() {
        work.requestCancel(ENOUGH);

        assertThat(work).isNotDone();
        assertThat(asked).containsExactly(ENOUGH);
        work.complete("a result all the same");
        assertThat(work).isCompletedWithValue("a result all the same");
    }

    @Test
    void aTimeoutAsksTheWorkToStop() {
        var stopped = new CompletableFuture<CancelReason>();
        var timedWork = new WorkFuture<String>(stopped::complete);
        var timed = timedWork.orTimeout(1, TimeUnit.MILLISECONDS);

        assertThatThrownBy(() -> timed.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(TimeoutException.class);
        assertThat(stopped.orTimeout(10, TimeUnit.SECONDS).join().kind()).isEqualTo(Kind.DEADLINE);
    }

    @Test
    void cancellingWhatIsDoneAsksNothing() {
        work.complete("done");

        assertThat(work.cancel(true)).isFalse();
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dependents")
    void cancellingADependentStageAsksTheWorkToStop(Function<WorkFuture<String>, CompletableFuture<?>> dependent) {
        assertThat(dependent.apply(work).cancel(true)).isTrue();

        assertThat(asked).containsExactly(CANCELLED);
    }

    @ParameterizedTest
    @MethodSource("dependents")
    void aRequestPassesThroughADependentStage(Function<WorkFuture<String>, CompletableFuture<?>> dependent) {
        var stage = dependent.apply(work);

        assertThat(stage).isInstanceOfSatisfying(WorkFuture.class, future -> future.requestCancel(ENOUGH));
        assertThat(stage).isNotDone();
        assertThat(asked).containsExactly(ENOUGH);
    }

    @Test
    void aRequestPassesToTheWorkThatAComposingStageStarted() {
        var askedNext = new ArrayList<CancelReason>();
        var next = new WorkFuture<String>(askedNext::add);
        var chain = (WorkFuture<String>) work.thenCompose(_ -> next);
        work.complete("first");

        chain.requestCancel(ENOUGH);

        assertThat(askedNext).containsExactly(ENOUGH);
        assertThat(chain).isNotDone();
    }

    @Test
    void workThatAComposingStageStartsAfterTheRequestIsAskedToStopAtOnce() {
        var askedNext = new ArrayList<CancelReason>();
        var chain = (WorkFuture<String>) work.thenCompose(_ -> new WorkFuture<String>(askedNext::add));

        chain.requestCancel(ENOUGH);
        work.complete("first, all the same");

        assertThat(askedNext).containsExactly(ENOUGH);
    }

    @Test
    void aPlainStageThatAComposingStageStartedIsCancelled() {
        var plain = new CompletableFuture<String>();
        var chain = (WorkFuture<String>) work.thenCompose(_ -> plain);
        work.complete("first");

        chain.requestCancel(ENOUGH);

        assertThat(plain).isCancelled();
        assertThat(chain).isCompletedExceptionally();
    }

    @Test
    void aPlainStageThatAComposingStageStartsAfterTheRequestIsCancelled() {
        var plain = new CompletableFuture<String>();
        var chain = (WorkFuture<String>) work.thenCompose(_ -> plain);

        chain.requestCancel(ENOUGH);
        work.complete("first, all the same");

        assertThat(plain).isCancelled();
    }

    static Stream<Named<BiFunction<WorkFuture<String>, CompletableFuture<String>, CompletableFuture<?>>>> pairs() {
        return Stream.of(
                Named.of("thenCombine", (work, other) -> work.thenCombine(other, String::concat)),
                Named.of("thenCombineAsync", (work, other) -> work.thenCombineAsync(other, String::concat)),
                Named.of(
                        "thenCombineAsync with an executor",
                        (work, other) -> work.thenCombineAsync(other, String::concat, Runnable::run)),
                Named.of("thenAcceptBoth", (work, other) -> work.thenAcceptBoth(other, (_, _) -> {})),
                Named.of("thenAcceptBothAsync", (work, other) -> work.thenAcceptBothAsync(other, (_, _) -> {})),
                Named.of(
                        "thenAcceptBothAsync with an executor",
                        (work, other) -> work.thenAcceptBothAsync(other, (_, _) -> {}, Runnable::run)),
                Named.of("runAfterBoth", (work, other) -> work.runAfterBoth(other, () -> {})),
                Named.of("runAfterBothAsync", (work, other) -> work.runAfterBothAsync(other, () -> {})),
                Named.of(
                        "runAfterBothAsync with an executor",
                        (work, other) -> work.runAfterBothAsync(other, () -> {}, Runnable::run)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aRequestReachesTheOtherOfTwoStages(
            BiFunction<WorkFuture<String>, CompletableFuture<String>, CompletableFuture<?>> pair) {
        var other = new CompletableFuture<String>();
        var both = pair.apply(work, other);
        work.complete("first");

        assertThat(both).isInstanceOfSatisfying(WorkFuture.class, future -> future.requestCancel(ENOUGH));

        assertThat(other).isCancelled();
    }

    @Test
    void aRequestPassesToTheWorkThatMendsAFailure() {
        var askedNext = new ArrayList<CancelReason>();
        var chain = (WorkFuture<String>) work.exceptionallyCompose(_ -> new WorkFuture<String>(askedNext::add));
        work.completeExceptionally(new IllegalStateException("first"));

        chain.requestCancel(ENOUGH);

        assertThat(askedNext).containsExactly(ENOUGH);
    }

    @Test
    void aCopyStandsForTheResultAndNotForTheWork() {
        var copy = work.copy();

        copy.cancel(true);
        assertThat(asked).isEmpty();
        assertThat(work).isNotDone();

        CompletionStage<String> second = work.copy();
        work.complete("for the others");
        assertThat(second).isCompletedWithValue("for the others");
    }
}
