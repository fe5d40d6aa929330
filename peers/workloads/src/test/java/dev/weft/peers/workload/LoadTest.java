package dev.weft.peers.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoadTest {
    private final AtomicInteger done = new AtomicInteger();

    @Test
    void everyOperationOfASteadyLoadIsCounted() throws Exception {
        var round = load((Operation.Blocking) _ -> done.incrementAndGet()).steady(4, 1);

        assertThat(round.get(Figure.OPERATIONS)).hasValue(done.get());
        assertThat(done.get()).as("one of each task at least").isGreaterThanOrEqualTo(4);
        assertThat(round.get(Figure.FAILED)).hasValue(0);
        assertThat(round.get(Figure.CPU_SECONDS)).isPresent();
    }

    @Test
    void operationsThatAreOverAtOnceDoNotFillTheStack() throws Exception {
        var client = new Client(
                (Operation.Async) (_, completion) -> {
                    done.incrementAndGet();
                    completion.ended(null);
                },
                Runnable::run,
                () -> {});

        var round = new Load(client).crowd(1, 200_000);

        assertThat(round.get(Figure.OPERATIONS)).hasValue(200_000);
        assertThat(done.get()).isEqualTo(200_000);
    }

    @Test
    void aFailureIsThatOfASteadyRound() {
        Operation.Blocking failing = _ -> {
            throw new IllegalStateException("no such row");
        };

        assertThatThrownBy(() -> load(failing).steady(2, 1))
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("no such row");
    }

    @Test
    void tasksOfACrowdThatFailAreCounted() throws Exception {
        Operation.Blocking everyThird = _ -> {
            if (done.incrementAndGet() % 3 == 0) {
                throw new IllegalStateException("no such row");
            }
        };

        var round = load(everyThird).crowd(9, 1);

        assertThat(round.get(Figure.FAILED)).hasValue(3);
        assertThat(round.get(Figure.OPERATIONS)).hasValue(6);
        assertThat(round.get(Figure.TASKS)).hasValue(9);
    }

    @Test
    void anOpenLoadBeginsWhatIsDueThoughNothingHasEnded() throws Exception {
        var begun = new ArrayDeque<Completion>();
        var client = new Client(
                (Operation.Async) (_, completion) -> {
                    begun.add(completion);
                    if (begun.size() == 20) {
                        begun.forEach(one -> one.ended(null));
                    }
                },
                Runnable::run,
                () -> {});

        var round = new Load(client).open(1_000, 20);

        assertThat(begun).hasSize(20);
        assertThat(round.get(Figure.OPERATIONS)).hasValue(20);
        assertThat(round.get(Figure.LONGEST_MICROS).orElseThrow())
                .as("the first waited for the last, which was due 19 ms later")
                .isGreaterThanOrEqualTo(18_000);
    }

    @Test
    void anOperationOfAnOpenLoadIsTimedFromWhenItWasDue() throws Exception {
        var oneAtATime = Executors.newSingleThreadExecutor();
        Operation.Blocking firstIsSlow = _ -> {
            if (done.getAndIncrement() == 0) {
                assertThat(new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS))
                        .isFalse();
            }
        };

        var round = new Load(new Client(firstIsSlow, oneAtATime, () -> {})).open(1_000, 40);

        assertThat(round.get(Figure.P50_MICROS).orElseThrow())
                .as("those behind it were due within its 100 ms, and waited")
                .isGreaterThanOrEqualTo(50_000);
        oneAtATime.shutdown();
    }

    @Test
    void aFailureIsThatOfAnOpenRound() {
        Operation.Blocking failing = _ -> {
            throw new IllegalStateException("no such row");
        };

        assertThatThrownBy(() -> load(failing).open(1_000, 2))
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("no such row");
    }

    @Test
    void aBurstBeginsWhenTheLastIsOver() throws Exception {
        var now = new ArrayDeque<Completion>();
        var most = new AtomicInteger();
        var client = new Client(
                (Operation.Async) (_, completion) -> {
                    now.add(completion);
                    most.accumulateAndGet(now.size(), Math::max);
                    if (now.size() == 3) {
                        var all = List.copyOf(now);
                        now.clear();
                        all.forEach(one -> one.ended(null));
                    }
                },
                Runnable::run,
                () -> {});

        var round = new Load(client).burst(3, 1);

        assertThat(most.get()).isEqualTo(3);
        assertThat(round.get(Figure.OPERATIONS).orElseThrow()).isPositive();
    }

    @Test
    void aRoundIsReadAsItWasWritten() {
        var round = new Round(Map.of(Figure.CPU_SECONDS, 0.1, Figure.P999_MICROS, 1234.5));

        assertThat(round.words()).containsExactly("cpuSeconds=0.1", "p999Micros=1234.5");
        assertThat(Round.of(round.words())).isEqualTo(round);
        assertThatThrownBy(() -> Round.of(List.of("speed=9"))).hasMessage("not a figure: speed=9");
    }

    private static Load load(Operation operation) {
        return new Load(new Client(operation, Executors.newVirtualThreadPerTaskExecutor(), () -> {}));
    }
}
