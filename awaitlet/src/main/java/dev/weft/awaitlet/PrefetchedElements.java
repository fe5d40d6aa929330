package dev.weft.awaitlet;

import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The elements that have arrived and wait to be read; there and on their way, never more than the prefetch. */
final class PrefetchedElements<T> implements Elements<T>, Flow.Subscriber<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<T> ready = new ArrayDeque<>(); // guarded by lock
    private final int prefetch;
    private int unrequested; // guarded by lock; elements read since the publisher was last asked for more
    private boolean ended; // guarded by lock; nothing more is taken from the publisher
    private @Nullable Throwable failure; // guarded by lock; why it ended
    private Flow.@Nullable Subscription subscription; // guarded by lock
    private @Nullable CompletableFuture<Boolean> news; // guarded by lock; what the reader waits for

    private PrefetchedElements(int prefetch) {
        this.prefetch = prefetch;
    }

    static <T> Elements<T> of(Flow.Publisher<T> publisher, int prefetch) {
        var elements = new PrefetchedElements<T>(prefetch);
        try {
            publisher.subscribe(elements);
        } catch (Throwable thrown) {
            elements.end(Ending.REFUSED, thrown);
        }
        return elements;
    }

    @Override
    public boolean hasNext() {
        try {
            return Awaitlets.await(nextNews());
        } catch (Throwable thrown) {
            end(Ending.UNREAD, thrown);
            throw thrown;
        }
    }

    @Override
    public T next() {
        while (hasNext()) {
            var element = take();
            if (element != null) {
                return element;
            }
        }
        throw new NoSuchElementException("The publisher has ended, or its elements were closed.");
    }

    @Override
    public void close() {
        end(Ending.UNREAD, null);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        if (accepted(given)) {
            request(given, prefetch);
        } else {
            given.cancel();
        }
    }

    private void request(Flow.Subscription from, long more) {
        try {
            from.request(more);
        } catch (Throwable thrown) {
            end(Ending.REFUSED, thrown);
        }
    }

    /** The first subscription, while there is a reader for it; rule 2.5 of the Reactive Streams specification. */
    private boolean accepted(Flow.Subscription given) {
        lock.lock();
        try {
            if (subscription != null || ended) {
                return false;
            }
            subscription = given;
            return true;
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("ConstantValue") // publishers outside null-marked code do deliver null
    @Override
    public void onNext(T element) {
        if (element == null) {
            end(Ending.REFUSED, new NotAwaitable("A publisher that delivers null"));
            throw new NullPointerException("element"); // rule 2.13 of the Reactive Streams specification
        }
        CompletableFuture<Boolean> waiting;
        boolean unasked;
        lock.lock();
        try {
            unasked = ready.size() + unrequested >= prefetch; // what is read and not asked for again is no room
            if (ended || unasked) {
                waiting = null;
            } else {
                ready.add(element);
                waiting = news;
                news = null;
            }
        } finally {
            lock.unlock();
        }
        if (waiting != null) {
            waiting.complete(true);
        }
        if (unasked) {
            end(Ending.REFUSED, new NotAwaitable("A publisher that delivers more elements than it was asked for"));
        }
    }

    @Override
    public void onError(Throwable thrown) {
        end(
                Ending.PUBLISHED,
                Objects.requireNonNullElseGet(
                        thrown, () -> new NotAwaitable("A publisher that failed without a failure")));
    }

    @Override
    public void onComplete() {
        end(Ending.PUBLISHED, null);
    }

    private CompletableFuture<Boolean> nextNews() {
        lock.lock();
        try {
            if (!ready.isEmpty()) {
                return CompletableFuture.completedFuture(true);
            }
            if (failure != null) {
                return CompletableFuture.failedFuture(failure);
            }
            if (ended) {
                return CompletableFuture.completedFuture(false);
            }
            news = new CompletableFuture<>();
            return news;
        } finally {
            lock.unlock();
        }
    }

    /** The element that was announced, or null if this was closed in between. */
    private @Nullable T take() {
        Flow.Subscription asked;
        long more;
        T element;
        lock.lock();
        try {
            element = ready.poll();
            unrequested++;
            // Half at a time: asking for each element alone would cost the publisher a call for each.
            asked = !ended && unrequested >= (prefetch + 1) / 2 ? subscription : null;
            more = unrequested;
            unrequested = asked == null ? unrequested : 0;
        } finally {
            lock.unlock();
        }
        if (asked != null) {
            request(asked, more);
        }
        return element;
    }

    /** Who ended it: the publisher, this subscriber because of a wrong publisher, or the reader. */
    private enum Ending {
        PUBLISHED,
        REFUSED,
        UNREAD
    }

    /** Takes nothing more from the publisher; the reader meets the failure once it has read what is ready. */
    private void end(Ending ending, @Nullable Throwable thrown) {
        CompletableFuture<Boolean> waiting;
        Flow.Subscription unwanted;
        lock.lock();
        try {
            if (ended && ending != Ending.UNREAD) {
                return;
            }
            unwanted = ended || ending == Ending.PUBLISHED ? null : subscription;
            ended = true;
            failure = failure == null ? thrown : failure;
            if (ending == Ending.UNREAD) {
                ready.clear();
            }
            waiting = news;
            news = null;
        } finally {
            lock.unlock();
        }
        if (unwanted != null) {
            unwanted.cancel();
        }
        if (waiting != null && thrown != null) {
            waiting.completeExceptionally(thrown);
        } else if (waiting != null) {
            waiting.complete(false);
        }
    }
}
