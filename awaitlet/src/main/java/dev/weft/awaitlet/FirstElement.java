package dev.weft.awaitlet;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber that takes the first element of a publisher, and cancels its subscription then or when told to.
 *
 * <p>A publisher that breaks the rules of Reactive Streams makes it fail; its awaitlet never waits for ever because of
 * that.
 */
final class FirstElement<T> extends CompletableFuture<T> implements Flow.Subscriber<T> {
    private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();

    private FirstElement() {}

    static <T> CompletableFuture<T> of(Flow.Publisher<T> publisher) {
        var element = new FirstElement<T>();
        try {
            publisher.subscribe(element);
        } catch (Throwable failure) {
            element.fail(failure);
        }
        return element;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        if (!subscription.compareAndSet(null, given)) {
            given.cancel(); // rule 2.5 of the Reactive Streams specification
        } else if (isDone()) {
            given.cancel();
        } else {
            request(given);
        }
    }

    @SuppressWarnings("ConstantValue") // publishers outside null-marked code do deliver null
    @Override
    public void onNext(T item) {
        if (item == null) {
            fail(new NotAwaitable("A publisher that delivers null"));
            throw new NullPointerException("item"); // rule 2.13
        }
        complete(item);
        unsubscribe();
    }

    @Override
    public void onError(Throwable failure) {
        completeExceptionally(Objects.requireNonNullElseGet(
                failure, () -> new NotAwaitable("A publisher that failed without a failure")));
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

    private void request(Flow.Subscription given) {
        try {
            given.request(1);
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    private void fail(Throwable failure) {
        completeExceptionally(failure);
        unsubscribe();
    }

    private void unsubscribe() {
        var open = subscription.get();
        if (open != null) {
            open.cancel();
        }
    }
}
