package dev.weft.awaitlet;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A publisher for one subscriber that says what the test tells it to, and remembers what it was asked. */
final class ScriptedPublisher<T> implements Flow.Publisher<T> {
    private final AtomicReference<Flow.@Nullable Subscriber<? super T>> subscriber = new AtomicReference<>();
    private final AtomicLong requested = new AtomicLong();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private volatile boolean subscribed;
    private final LongConsumer onRequest;

    ScriptedPublisher() {
        this(_ -> {});
    }

    /** Tells a function of each request, on the thread that makes it. */
    ScriptedPublisher(LongConsumer onRequest) {
        this.onRequest = onRequest;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> newSubscriber) {
        if (!subscriber.compareAndSet(null, newSubscriber)) {
            newSubscriber.onSubscribe(new Ignored());
            newSubscriber.onError(new IllegalStateException("subscribed to twice"));
            return;
        }
        newSubscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long more) {
                requested.addAndGet(more);
                onRequest.accept(more);
            }

            @Override
            public void cancel() {
                cancelled.set(true);
            }
        });
        subscribed = true;
    }

    void publish(T element) {
        subscriber().onNext(element);
    }

    void complete() {
        subscriber().onComplete();
    }

    void fail(Throwable failure) {
        subscriber().onError(failure);
    }

    /** Whether somebody has subscribed and has its subscription: before that, nothing may be published to it. */
    boolean subscribed() {
        return subscribed;
    }

    /** How many elements were requested, ever. */
    long requested() {
        return requested.get();
    }

    boolean cancelled() {
        return cancelled.get();
    }

    Flow.Subscriber<? super T> subscriber() {
        var present = subscriber.get();
        if (present == null) {
            throw new AssertionError("nobody has subscribed");
        }
        return present;
    }

    /** A subscription that is of no consequence. */
    record Ignored() implements Flow.Subscription {
        @Override
        public void request(long more) {}

        @Override
        public void cancel() {}
    }
}
