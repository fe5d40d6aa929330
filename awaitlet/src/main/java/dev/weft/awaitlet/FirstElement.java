package dev.weft.awaitlet;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A subscriber that takes the first element of a publisher, and cancels its subscription then or when told to. */
final class FirstElement<T> extends CompletableFuture<T> implements Flow.Subscriber<T> {
    private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();

    private FirstElement() {}

    static <T> CompletableFuture<T> of(Flow.Publisher<T> publisher) {
        var element = new FirstElement<T>();
        publisher.subscribe(element);
        return element;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        if (!subscription.compareAndSet(null, given)) {
            given.cancel(); // rule 2.5 of the Reactive Streams specification
        } else if (isDone()) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(T item) {
        complete(item);
        unsubscribe();
    }

    @Override
    public void onError(Throwable failure) {
        completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        completeExceptionally(new NotAwaitable("A publisher that ended without an element"));
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        var cancelled = super.cancel(mayInterruptIfRunning);
        unsubscribe();
        return cancelled;
    }

    private void unsubscribe() {
        var open = subscription.get();
        if (open != null) {
            open.cancel();
        }
    }
}
