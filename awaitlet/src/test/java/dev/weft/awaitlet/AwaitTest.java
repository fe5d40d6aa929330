package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(20)
@ExtendWith(NoAwaitletLeft.class)
class AwaitTest {
    @Test
    @Spec("AW-1")
    void awaitAnswersTheValueOfAStageThatCompletesLater() throws Exception {
        var stage = new CompletableFuture<String>();
        var result = async(() -> await(stage) + "!");

        Soon.awaited(stage);
        assertThat(result).isNotDone();
        stage.complete("here");

        assertThat(Soon.value(result)).isEqualTo("here!");
    }

    @Test
    @Spec("AW-1")
    void awaitSuspendsItsOwnAwaitletOnly() throws Exception {
        var late = new CompletableFuture<String>();
        var waiting = async(() -> await(late));
        Soon.awaited(late);

        assertThat(Soon.value(async(() -> await(CompletableFuture.completedFuture("quick")))))
                .isEqualTo("quick");
        assertThat(waiting).isNotDone();
        late.complete("late");
        assertThat(Soon.value(waiting)).isEqualTo("late");
    }

    @Test
    @Spec("AW-1")
    void awaitWorksInLoopsAndIterators() throws Exception {
        var total = async(() -> {
            var sum = 0;
            for (var number : (Iterable<Integer>) () -> new AwaitingRange(100)) {
                sum += await(later(number));
            }
            return sum;
        });

        assertThat(Soon.value(total)).isEqualTo(4950);
    }

    @Test
    @Spec("AW-1")
    void awaitWorksInLambdasAndStreams() throws Exception {
        var doubled = async(() -> Stream.of(3, 1, 2)
                .map(number -> await(later(number * 2)))
                .sorted((a, b) -> Integer.compare(await(later(a)), await(later(b))))
                .toList());

        assertThat(Soon.value(doubled)).containsExactly(2, 4, 6);
    }

    @Test
    @Spec("AW-1")
    void awaitWorksInConstructors() throws Exception {
        assertThat(Soon.value(async(() -> new Greeting(later("hello")).words))).isEqualTo("hello");
    }

    @Test
    @Spec("AW-1")
    void awaitWorksDeepInRecursion() throws Exception {
        assertThat(Soon.value(async(() -> sumDownFrom(1_000)))).isEqualTo(500_500);
    }

    @Test
    @Spec("AW-1")
    void awaitWorksWhileAMonitorIsHeld() throws Exception {
        var monitor = new Object();
        var stage = new CompletableFuture<String>();
        var result = async(() -> {
            synchronized (monitor) {
                return await(stage) + Thread.holdsLock(monitor);
            }
        });

        Soon.awaited(stage);
        stage.complete("held: ");

        assertThat(Soon.value(result)).isEqualTo("held: true");
    }

    @Test
    @Spec("AW-12")
    void aStageIsAwaitedManyTimes() throws Exception {
        var stage = new CompletableFuture<Integer>();
        var awaiting = new ArrayList<CompletableFuture<Integer>>();
        for (var i = 0; i < 50; i++) {
            awaiting.add(async(() -> await(stage) + await(stage)));
        }

        stage.complete(21);

        for (var result : awaiting) {
            assertThat(Soon.value(result)).isEqualTo(42);
        }
    }

    @Test
    @Spec("AW-12")
    void awaitOfNullIsATypedErrorInsideTheBody() throws Exception {
        var caught = async(() -> {
            try {
                return await(HidingStage.missing());
            } catch (NotAwaitable e) {
                return e;
            }
        });

        assertThat(Soon.value(caught))
                .isInstanceOf(NotAwaitable.class)
                .extracting(e -> ((Coded) e).code())
                .isEqualTo("ER-106");
    }

    @Test
    @Spec("AW-12")
    void aStageThatHidesItsFutureIsAwaited() throws Exception {
        var stage = new CompletableFuture<String>();
        var result = async(() -> await(stage.minimalCompletionStage()));

        Soon.awaited(stage);
        stage.complete("seen");

        assertThat(Soon.value(result)).isEqualTo("seen");
    }

    @Test
    @Spec("AW-1")
    void nullIsAValue() throws Exception {
        assertThat(Soon.value(Awaitlets.<@Nullable String>async(
                        () -> await(CompletableFuture.<@Nullable String>completedFuture(null)))))
                .isNull();
    }

    @Test
    @Spec("AW-11")
    void awaitOfACompletedStageAnswersAtOnce() throws Exception {
        var order = new ArrayList<String>();
        var _ = Soon.value(async(() -> {
            var stage = CompletableFuture.completedFuture("x");
            for (var i = 0; i < 100_000; i++) {
                var _ = await(stage);
            }
            order.add("done");
        }));

        assertThat(order).containsExactly("done");
    }

    @Test
    @Spec("AW-23")
    void inAwaitletTellsWhetherAwaitIsLegal() throws Exception {
        boolean inside = Soon.value(async(Awaitlets::inAwaitlet));
        boolean afterwards = Soon.value(async(Awaitlets::inAwaitlet).thenApply(_ -> Awaitlets.inAwaitlet()));

        assertThat(Awaitlets.inAwaitlet()).as("on a plain thread").isFalse();
        assertThat(inside).as("in an awaitlet").isTrue();
        assertThat(afterwards).as("in a stage that depends on one").isFalse();
        assertThatThrownBy(() -> Awaitlets.require("to read")).isInstanceOf(NoAwaitletContext.class);
    }

    private static <T> CompletionStage<T> later(T value) {
        return CompletableFuture.supplyAsync(() -> value);
    }

    private static int sumDownFrom(int number) {
        return number == 0 ? 0 : await(later(number)) + sumDownFrom(number - 1);
    }

    private static final class Greeting {
        private final String words;

        Greeting(CompletionStage<String> words) {
            this.words = await(words);
        }
    }

    /** Numbers from zero, each of which is awaited. */
    private static final class AwaitingRange implements Iterator<Integer> {
        private final int end;
        private int next;

        AwaitingRange(int end) {
            this.end = end;
        }

        @Override
        public boolean hasNext() {
            return await(later(next < end));
        }

        @Override
        public Integer next() {
            return await(later(next++));
        }
    }
}
