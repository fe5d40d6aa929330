package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.io.IOException;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(20)
@ExtendWith(NoAwaitletLeft.class)
class PublisherTest {
    private final ScriptedPublisher<String> publisher = new ScriptedPublisher<>();

    @Test
    @Spec("AW-12")
    void theFirstElementIsTheResultAndTheSubscriptionIsCancelled() throws Exception {
        var result = async(() -> await(publisher));
        Soon.holds(publisher::subscribed, "nobody has subscribed");

        publisher.publish("first");

        assertThat(Soon.value(result)).isEqualTo("first");
        assertThat(publisher.requested()).isEqualTo(1);
        assertThat(publisher.cancelled()).isTrue();
    }

    @Test
    @Spec("AW-12")
    void aPublisherOfTheJdkIsAwaited() throws Exception {
        try (var numbers = new SubmissionPublisher<Integer>()) {
            var result = async(() -> await(numbers));
            Soon.holds(numbers::hasSubscribers, "nobody has subscribed");

            numbers.submit(7);

            assertThat(Soon.value(result)).isEqualTo(7);
        }
    }

    @Test
    @Spec("AW-9")
    void theFailureOfAPublisherIsThrownAsTheSameInstance() throws Exception {
        var failure = new IOException("broken");
        var result = async(() -> await(publisher));
        Soon.holds(publisher::subscribed, "nobody has subscribed");

        publisher.fail(failure);

        assertThat(Soon.failure(result)).isSameAs(failure);
    }

    @Test
    @Spec("AW-12")
    void aPublisherThatEndsWithoutAnElementIsATypedError() throws Exception {
        var result = async(() -> await(publisher));
        Soon.holds(publisher::subscribed, "nobody has subscribed");

        publisher.complete();

        assertThat(Soon.failure(result)).isInstanceOf(NotAwaitable.class).hasMessageStartingWith("[ER-106]");
    }

    @Test
    @Spec("AW-12")
    void aPublisherOfOneUseRefusesTheSecondInsideTheBody() throws Exception {
        var result = async(() -> {
            var first = await(publisher);
            try {
                return first + await(publisher);
            } catch (IllegalStateException e) {
                return first + ", then " + e.getMessage();
            }
        });
        Soon.holds(publisher::subscribed, "nobody has subscribed");

        publisher.publish("once");

        assertThat(Soon.value(result)).isEqualTo("once, then subscribed to twice");
    }

    @Test
    @Spec("AW-15")
    void aCancelOfTheAwaitletCancelsTheSubscription() throws Exception {
        var result = async(() -> await(publisher));
        Soon.holds(() -> publisher.requested() == 1, "nothing was requested");

        result.requestCancel(CancelReason.requested("enough"));

        assertThat(Soon.failure(result)).isInstanceOf(Cancelled.class);
        assertThat(publisher.cancelled()).isTrue();
    }

    @Test
    @Spec("AW-15")
    void aSubscriptionThatComesAfterTheCancelIsCancelled() throws Exception {
        var late = new LatePublisher();
        var result = async(() -> await(late));
        Soon.holds(() -> late.subscriber != null, "nobody has subscribed");

        result.requestCancel(CancelReason.requested("enough"));
        assertThat(Soon.failure(result)).isInstanceOf(Cancelled.class);

        assertThat(late.cancelledOnceGiven()).isTrue();
    }

    @Test
    @Spec("AW-12")
    void aSecondSubscriptionIsCancelled() throws Exception {
        var result = async(() -> await(publisher));
        Soon.holds(publisher::subscribed, "nobody has subscribed");
        var second = new AtomicBoolean();

        publisher.subscriber().onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long more) {
                throw new AssertionError("nothing may be requested of a second subscription");
            }

            @Override
            public void cancel() {
                second.set(true);
            }
        });

        assertThat(second).isTrue();
        publisher.publish("from the first");
        assertThat(Soon.value(result)).isEqualTo("from the first");
    }

    @Test
    @Spec("AW-4")
    void outsideAnAwaitletThePublisherIsNotSubscribedTo() {
        assertThatThrownBy(() -> await(publisher)).isInstanceOf(NoAwaitletContext.class);
        assertThat(publisher.subscribed()).isFalse();
    }

    @Test
    @Spec("AW-5")
    void onAnEventLoopThePublisherIsNotSubscribedTo() throws Exception {
        try (var loop = new EventLoop()) {
            assertThat(Soon.failure(loop.run(() -> await(publisher)))).isInstanceOf(AwaitOnEventLoop.class);
            assertThat(publisher.subscribed()).isFalse();
        }
    }

    @Test
    @Spec("AW-12")
    @SuppressWarnings("NullAway") // what a caller outside null-marked code may pass
    void noPublisherIsATypedError() throws Exception {
        assertThat(Soon.failure(async(() -> await((Flow.Publisher<String>) null))))
                .isInstanceOf(NotAwaitable.class);
    }

    /** A publisher that keeps its subscriber waiting for its subscription. */
    private static final class LatePublisher implements Flow.Publisher<String> {
        private volatile Flow.@Nullable Subscriber<? super String> subscriber;

        @Override
        public void subscribe(Flow.Subscriber<? super String> newSubscriber) {
            subscriber = newSubscriber;
        }

        boolean cancelledOnceGiven() {
            var cancelled = new AtomicBoolean();
            var waiting = subscriber;
            if (waiting != null) {
                waiting.onSubscribe(new Flow.Subscription() {
                    @Override
                    public void request(long more) {}

                    @Override
                    public void cancel() {
                        cancelled.set(true);
                    }
                });
            }
            return cancelled.get();
        }
    }
}
