package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Awaitlets.iterate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
@ExtendWith(NoAwaitletLeft.class)
@Spec("AW-24")
class ElementsTest {
    private final ScriptedPublisher<String> publisher = new ScriptedPublisher<>();

    @Test
    void elementsAreReadInOrderAsTheyArrive() throws Exception {
        var read = async(() -> readAll(iterate(publisher, 4)));
        Soon.holds(publisher::subscribed, "nobody has subscribed");

        publisher.publish("a");
        publisher.publish("b");
        publisher.complete();

        assertThat(Soon.value(read)).containsExactly("a", "b");
        assertThat(publisher.cancelled())
                .as("a subscription that ended by itself")
                .isFalse();
    }

    @Test
    void aPublisherOfTheJdkIsReadToItsEnd() throws Exception {
        var numbers = IntStream.range(0, 10_000).boxed().toList();
        var submitted = new SubmissionPublisher<Integer>();
        var read = async(() -> readAll(iterate(submitted, 16)));
        Soon.holds(submitted::hasSubscribers, "nobody has subscribed");

        numbers.forEach(submitted::submit);
        submitted.close();

        assertThat(Soon.value(read)).isEqualTo(numbers);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16, 1_000})
    void thePublisherIsNeverAskedForMoreThanThePrefetchBeyondWhatWasRead(int prefetch) throws Exception {
        var outstanding = new AtomicLong();
        var most = new AtomicLong();
        var numbers =
                new ScriptedPublisher<Integer>(more -> most.accumulateAndGet(outstanding.addAndGet(more), Math::max));
        var read = async(() -> {
            var sum = 0;
            try (var elements = iterate(numbers, prefetch)) {
                while (elements.hasNext()) {
                    outstanding.decrementAndGet(); // before the read, which may ask for more
                    sum += elements.next();
                }
            }
            return sum;
        });
        Soon.holds(numbers::subscribed, "nobody has subscribed");

        for (var i = 1; i <= 2_000; i++) {
            var published = i;
            Soon.holds(() -> numbers.requested() >= published, "element " + published + " was not requested");
            numbers.publish(published);
        }
        numbers.complete();

        assertThat(Soon.value(read)).isEqualTo(2_001_000);
        assertThat(most).hasValue(prefetch);
    }

    @Test
    void readingSuspendsTheAwaitletUntilAnElementArrives() throws Exception {
        var read = async(() -> {
            try (var elements = iterate(publisher, 1)) {
                return elements.next();
            }
        });
        Soon.holds(publisher::subscribed, "nobody has subscribed");
        assertThat(read).isNotDone();

        publisher.publish("at last");

        assertThat(Soon.value(read)).isEqualTo("at last");
    }

    @Test
    void leavingTheBlockEarlyCancelsTheSubscription() throws Exception {
        var read = async(() -> {
            try (var elements = iterate(publisher, 4)) {
                return elements.next();
            }
        });
        Soon.holds(publisher::subscribed, "nobody has subscribed");

        publisher.publish("enough");

        assertThat(Soon.value(read)).isEqualTo("enough");
        assertThat(publisher.cancelled()).isTrue();
    }

    @Test
    void closedElementsHaveNoMoreAndIgnoreWhatStillArrives() throws Exception {
        var closed = new CompletableFuture<Elements<String>>();
        var published = new CompletableFuture<Boolean>();
        var more = async(() -> {
            var elements = iterate(publisher, 4);
            elements.close();
            elements.close();
            closed.complete(elements);
            var _ = await(published);
            assertThatThrownBy(elements::next).isInstanceOf(NoSuchElementException.class);
            return elements.hasNext();
        });
        var _ = Soon.value(closed);

        publisher.publish("too late");
        publisher.fail(new IOException("too late"));
        published.complete(true);

        assertThat(Soon.<Boolean>value(more).booleanValue()).isFalse();
    }

    @Test
    void closingFromAnotherThreadEndsTheWait() throws Exception {
        var opened = new CompletableFuture<Elements<String>>();
        var more = async(() -> {
            var elements = iterate(publisher, 4);
            opened.complete(elements);
            return elements.hasNext();
        });

        Soon.value(opened).close();

        assertThat(Soon.<Boolean>value(more).booleanValue()).isFalse();
        assertThat(publisher.cancelled()).isTrue();
    }

    @Test
    @Spec("AW-15")
    void aCancelOfTheAwaitletCancelsTheSubscription() throws Exception {
        var read = async(() -> readAll(iterate(publisher, 4)));
        Soon.holds(publisher::subscribed, "nobody has subscribed");

        read.requestCancel(CancelReason.requested("enough"));

        assertThat(Soon.failure(read)).isInstanceOf(Cancelled.class);
        assertThat(publisher.cancelled()).isTrue();
    }

    @Test
    @Spec("AW-14")
    void cancelledElementsDoNotPassForReadToTheirEnd() throws Exception {
        var read = async(() -> {
            var elements = iterate(publisher, 4);
            var scope = CancelScope.create();
            scope.run(() -> {
                scope.cancel("enough");
                var _ = elements.hasNext();
            });
            return elements.hasNext();
        });

        assertThat(Soon.failure(read)).isInstanceOf(Cancelled.class);
        assertThat(publisher.cancelled()).isTrue();
    }

    @Test
    @Spec("AW-9")
    void aFailureIsThrownAsTheSameInstanceAfterTheElementsBeforeIt() throws Exception {
        var failure = new IOException("broken");
        var before = new ArrayList<String>();
        var published = new CompletableFuture<Boolean>();
        var read = async(() -> {
            try (var elements = iterate(publisher, 4)) {
                var _ = await(published);
                while (elements.hasNext()) {
                    before.add(elements.next());
                }
            }
        });
        Soon.holds(publisher::subscribed, "nobody has subscribed");

        publisher.publish("a");
        publisher.publish("b");
        publisher.fail(failure);
        published.complete(true);

        assertThat(Soon.failure(read)).isSameAs(failure);
        assertThat(before).containsExactly("a", "b");
    }

    @Test
    void aPublisherThatDeliversMoreThanItWasAskedForIsStopped() throws Exception {
        var published = new CompletableFuture<Boolean>();
        var before = new ArrayList<String>();
        var read = async(() -> {
            try (var elements = iterate(publisher, 2)) {
                var _ = await(published);
                while (elements.hasNext()) {
                    before.add(elements.next());
                }
            }
        });
        Soon.holds(publisher::subscribed, "nobody has subscribed");

        publisher.publish("a");
        publisher.publish("b");
        publisher.publish("not asked for");
        published.complete(true);

        assertThat(Soon.failure(read)).isInstanceOf(NotAwaitable.class).hasMessageContaining("more elements");
        assertThat(before).containsExactly("a", "b");
        assertThat(publisher.cancelled()).isTrue();
    }

    @Test
    void elementsAreAStreamToo() throws Exception {
        var read = async(() -> {
            try (var stream = iterate(publisher, 4).stream()) {
                return stream.map(String::length).limit(2).toList();
            }
        });
        Soon.holds(publisher::subscribed, "nobody has subscribed");

        publisher.publish("one");
        publisher.publish("three");

        assertThat(Soon.value(read)).containsExactly(3, 5);
        assertThat(publisher.cancelled()).isTrue();
    }

    @Test
    @Spec("AW-4")
    void outsideAnAwaitletThePublisherIsNotSubscribedTo() {
        assertThatThrownBy(() -> iterate(publisher, 4)).isInstanceOf(NoAwaitletContext.class);
        assertThat(publisher.subscribed()).isFalse();
    }

    @Test
    @Spec("AW-4")
    void elementsReadOutsideAnAwaitletAreRefusedAndCancelled() throws Exception {
        var elements = Soon.value(async(() -> iterate(publisher, 4)));

        assertThatThrownBy(elements::hasNext).isInstanceOf(NoAwaitletContext.class);
        assertThat(publisher.cancelled()).isTrue();
    }

    @Test
    @Spec("SC-19")
    void inACancelledScopeThePublisherIsNotSubscribedTo() throws Exception {
        var read = async(() -> {
            var scope = CancelScope.create();
            scope.cancel("before");
            scope.run(() -> iterate(publisher, 4).close());
            return scope.cancelledCaught();
        });

        assertThat(Soon.<Boolean>value(read).booleanValue()).isTrue();
        assertThat(publisher.subscribed()).isFalse();
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller outside null-marked code may pass
    void wrongArgumentsAreNamed() throws Exception {
        assertThat(Soon.failure(async(() -> iterate(publisher, 0).next())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prefetch must be at least 1, but was 0");
        assertThat(Soon.failure(async(
                        () -> iterate((Flow.Publisher<String>) null, 1).next())))
                .isInstanceOf(NotAwaitable.class);
    }

    private static <T> List<T> readAll(Elements<T> source) {
        var read = new ArrayList<T>();
        try (var elements = source) {
            while (elements.hasNext()) {
                read.add(elements.next());
            }
        }
        return read;
    }
}
