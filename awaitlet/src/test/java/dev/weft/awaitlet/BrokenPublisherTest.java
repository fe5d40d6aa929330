package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Awaitlets.iterate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weft.spec.Spec;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Publishers that break the rules of Reactive Streams: their reader fails at once and never waits for ever. */
@Spec({"AW-12", "AW-24"})
@Timeout(20)
class BrokenPublisherTest {
    private final IllegalStateException broken = new IllegalStateException("broken publisher");
    private final AtomicInteger cancels = new AtomicInteger();

    static Stream<Arguments> breaches() {
        return Stream.of(
                Arguments.argumentSet("null element", NotAwaitable.class, breach(s -> swallowed(() -> nullElement(s)))),
                Arguments.argumentSet("null failure", NotAwaitable.class, breach(BrokenPublisherTest::nullFailure)),
                Arguments.argumentSet("failing request", IllegalStateException.class, breach(_ -> {
                    throw new IllegalStateException("broken request");
                })));
    }

    @ParameterizedTest
    @MethodSource("breaches")
    void anAwaitFails(Class<? extends Throwable> failure, Consumer<Flow.Subscriber<? super String>> breach) {
        var result = async(() -> await(publisher(breach)));

        assertThatThrownBy(() -> result.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(failure);
    }

    @ParameterizedTest
    @MethodSource("breaches")
    void aReadFails(Class<? extends Throwable> failure, Consumer<Flow.Subscriber<? super String>> breach) {
        var result = async(() -> {
            try (var elements = iterate(publisher(breach), 2)) {
                return elements.next();
            }
        });

        assertThatThrownBy(() -> result.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(failure);
    }

    @Test
    void aSubscribeThatThrowsCancelsTheSubscriptionOfAnAwait() {
        var result = async(() -> await(subscribedAndThrown()));

        assertThatThrownBy(() -> result.get(10, TimeUnit.SECONDS)).hasCause(broken);
        assertThat(cancels).hasValue(1);
    }

    @Test
    void aSubscribeThatThrowsCancelsTheSubscriptionOfAReader() {
        var result = async(() -> {
            try (var elements = iterate(subscribedAndThrown(), 2)) {
                return elements.next();
            }
        });

        assertThatThrownBy(() -> result.get(10, TimeUnit.SECONDS)).hasCause(broken);
        assertThat(cancels).hasValue(1);
    }

    @Test
    void whatIsReadButNotAskedForAgainIsNoRoomForMore() throws Exception {
        var result = async(() -> {
            var subscribers = new Flow.Subscriber<?>[1];
            Flow.Publisher<String> pushing = subscriber -> {
                subscribers[0] = subscriber;
                subscriber.onSubscribe(subscription(_ -> {}));
                Stream.of("a", "b", "c", "d").forEach(subscriber::onNext);
            };
            try (var elements = iterate(pushing, 4)) {
                assertThat(elements.next()).isEqualTo("a");
                @SuppressWarnings("unchecked") // the publisher above got a subscriber of strings
                var subscriber = (Flow.Subscriber<String>) subscribers[0];
                subscriber.onNext("unasked");
                assertThat(Stream.generate(elements::next).limit(3)).containsExactly("b", "c", "d");
                return catchThrowable(elements::next);
            }
        });

        assertThat(result.get(10, TimeUnit.SECONDS)).isInstanceOf(NotAwaitable.class);
        assertThat(cancels).hasValue(1);
    }

    @Test
    @Spec("AW-11")
    void inACancelledScopeThePublisherIsNotSubscribedTo() throws Exception {
        var subscriptions = new AtomicInteger();
        var result = async(() -> {
            var scope = CancelScope.create();
            scope.run(() -> {
                scope.cancel("before the await");
                Flow.Publisher<String> counting = _ -> subscriptions.incrementAndGet();
                var _ = await(counting);
            });
            return scope.cancelledCaught();
        });

        assertThat(result.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(subscriptions).hasValue(0);
    }

    private Flow.Publisher<String> publisher(Consumer<Flow.Subscriber<? super String>> breach) {
        return subscriber -> subscriber.onSubscribe(subscription(_ -> breach.accept(subscriber)));
    }

    private Flow.Publisher<String> subscribedAndThrown() {
        return subscriber -> {
            subscriber.onSubscribe(subscription(_ -> {}));
            throw broken;
        };
    }

    private Flow.Subscription subscription(LongConsumer onRequest) {
        return new Flow.Subscription() {
            @Override
            public void request(long more) {
                onRequest.accept(more);
            }

            @Override
            public void cancel() {
                cancels.incrementAndGet();
            }
        };
    }

    private static Consumer<Flow.Subscriber<? super String>> breach(Consumer<Flow.Subscriber<? super String>> breach) {
        return breach;
    }

    @SuppressWarnings("NullAway") // the breach
    private static void nullElement(Flow.Subscriber<? super String> subscriber) {
        subscriber.onNext(null);
    }

    @SuppressWarnings("NullAway") // the breach
    private static void nullFailure(Flow.Subscriber<? super String> subscriber) {
        subscriber.onError(null);
    }

    /** Runs a call that has to throw the exception that rule 2.13 demands. */
    private static void swallowed(Runnable call) {
        @Nullable Throwable thrown = catchThrowable(call::run);
        assertThat(thrown).isInstanceOf(NullPointerException.class);
    }
}
