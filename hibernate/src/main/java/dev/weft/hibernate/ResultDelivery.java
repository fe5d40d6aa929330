package dev.weft.hibernate;

import dev.weft.engine.FeatureRefused;
import dev.weft.engine.spi.Signals;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to the results of a query. What is not volatile is touched by whoever gives the signals, one at a
 * time.
 */
final class ResultDelivery<R> implements Flow.Subscription {
    private final Function<BooleanSupplier, CompletableFuture<ScrolledResults<R>>> query;
    private final Signals signals = new Signals(this::one);
    private final AtomicBoolean abandoned = new AtomicBoolean();
    private boolean begun;
    private volatile Flow.@Nullable Subscriber<? super R> subscriber; // null once it is to hear nothing more
    private volatile @Nullable CompletableFuture<ScrolledResults<R>> opening;
    private volatile @Nullable ScrolledResults<R> results;
    private volatile @Nullable CompletableFuture<List<R>> fetch;
    private volatile Iterator<R> chunk = Collections.emptyIterator();
    private volatile @Nullable Throwable failure;

    ResultDelivery(
            Function<BooleanSupplier, CompletableFuture<ScrolledResults<R>>> query,
            Flow.Subscriber<? super R> subscriber) {
        this.query = query;
        this.subscriber = subscriber;
    }

    @Override
    public void request(long elements) {
        try {
            signals.ask(elements);
        } catch (IllegalArgumentException tooFew) {
            failure = tooFew;
        }
        goOn();
    }

    /**
     * A query that has not answered is stopped. One that has would take its transaction with it on some databases, and
     * a subscriber that has had enough is no reason for that: the chunk under way is read to its end, for nobody.
     */
    @Override
    public void cancel() {
        if (subscriber != null) {
            subscriber = null;
            stop();
        }
    }

    private boolean isWanted() {
        return subscriber != null;
    }

    void goOn() {
        signals.give();
    }

    private boolean one() {
        var to = subscriber;
        return to != null && deliver(to);
    }

    /** Gives one signal, or asks for what it needs; answers whether another may follow now. */
    private boolean deliver(Flow.Subscriber<? super R> to) {
        try {
            if (!begun) {
                begun = true;
                to.onSubscribe(this);
                return true;
            }
            var failed = failure;
            if (failed != null) {
                throw failed;
            }
            var from = results;
            if (from == null) {
                open();
                return false;
            }
            if (fetch != null) {
                return false;
            }
            if (!chunk.hasNext() && from.ended()) {
                subscriber = null;
                to.onComplete();
                return false;
            }
            if (!signals.wanted()) {
                return false;
            }
            if (!chunk.hasNext()) {
                fetch(from);
                return false;
            }
            signals.given();
            to.onNext(present(chunk.next()));
            return true;
        } catch (Throwable thrown) {
            subscriber = null;
            stop();
            to.onError(thrown);
            return false;
        }
    }

    private static <T extends @Nullable Object> T present(T result) {
        if (result == null) {
            throw new FeatureRefused(
                    "A publisher may not deliver null, and a result is NULL.",
                    "Leave NULLs out in the query, or select more than that value.");
        }
        return result;
    }

    private void open() {
        if (opening == null) {
            var coming = query.apply(this::isWanted);
            opening = coming;
            var _ = coming.whenComplete((open, failed) -> {
                results = open;
                failure = failed;
                stopIfUnwanted();
                goOn();
            });
            stopIfUnwanted();
        }
    }

    private void fetch(ScrolledResults<R> from) {
        var coming = from.read(this::isWanted);
        fetch = coming;
        var _ = coming.whenComplete((read, failed) -> {
            if (failed == null) {
                chunk = read.iterator();
            } else {
                failure = failed;
            }
            fetch = null;
            goOn();
        });
    }

    /** A cancel may have come before there was anything to stop. */
    private void stopIfUnwanted() {
        if (!isWanted()) {
            stop();
        }
    }

    private void stop() {
        var coming = opening;
        if (coming != null) {
            coming.cancel(true);
        }
        var open = results;
        if (open != null && abandoned.compareAndSet(false, true)) {
            open.abandon();
        }
    }
}
