package dev.weft.engine.internal;

import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.ConnectionSharedAcrossTasks;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.ResultInUse;
import dev.weft.engine.Row;
import dev.weft.engine.spi.Signals;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a cursor for one subscriber, a fixed number in each element.
 *
 * @param cursor where they come from
 * @param size how many rows make an element
 * @param function makes it of them
 */
record RowPublisher<T extends @Nullable Object>(OpenCursor cursor, int size, Function<List<Row>, T> function)
        implements Flow.Publisher<T> {
    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber"); // rule 1.9 of the Reactive Streams specification
        try {
            cursor.enter();
        } catch (ConnectionSharedAcrossTasks shared) {
            refuse(subscriber, shared);
            return;
        }
        if (!cursor.subscribe()) {
            refuse(subscriber, new ResultInUse());
            return;
        }
        new Delivery<>(this, subscriber).goOn();
    }

    private static void refuse(Flow.Subscriber<?> subscriber, Throwable failure) {
        subscriber.onSubscribe(new Nothing());
        subscriber.onError(failure);
    }

    /** The subscription of a subscriber that gets none. */
    private record Nothing() implements Flow.Subscription {
        @Override
        public void request(long elements) {}

        @Override
        public void cancel() {}
    }

    /** The one subscription. */
    private static final class Delivery<T extends @Nullable Object> implements Flow.Subscription {
        private static final CancelReason CANCELLED =
                new CancelReason(CancelReason.Kind.FUTURE_CANCELLED, "its subscription was cancelled");

        private final RowPublisher<T> source;
        private final Signals signals = new Signals(this::one);
        private boolean begun; // touched by whoever gives signals
        private volatile Flow.@Nullable Subscriber<? super T> subscriber; // null once it is to hear nothing more
        private volatile @Nullable WorkFuture<List<Row>> fetch;
        private volatile @Nullable Throwable failure;

        Delivery(RowPublisher<T> source, Flow.Subscriber<? super T> subscriber) {
            this.source = source;
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

        @Override
        public void cancel() {
            if (subscriber != null) {
                subscriber = null;
                var under = fetch;
                if (under != null) {
                    under.requestCancel(CANCELLED);
                }
                var _ = source.cursor.aclose();
            }
        }

        void goOn() {
            signals.give();
        }

        private boolean one() {
            var to = subscriber;
            return to != null && deliver(to);
        }

        /** Gives one signal, or fetches what it needs; answers whether another may follow now. */
        private boolean deliver(Flow.Subscriber<? super T> to) {
            try {
                if (!begun) {
                    begun = true;
                    to.onSubscribe(this); // a signal as well: rows that it asks for come after it (rule 1.3)
                    return true;
                }
                var failed = failure;
                if (failed != null) {
                    throw failed;
                }
                if (fetch != null) {
                    return false;
                }
                if (source.cursor.drained()) {
                    end();
                    to.onComplete();
                    return false;
                }
                if (!signals.wanted()) {
                    return false;
                }
                var rows = source.cursor.poll(source.size);
                if (rows == null) {
                    fetch();
                    return false;
                }
                signals.given();
                to.onNext(element(rows));
                return true;
            } catch (Throwable thrown) {
                end();
                to.onError(thrown);
                return false;
            }
        }

        private T element(List<Row> rows) {
            T element = source.function.apply(rows);
            if (element == null) {
                throw new FeatureRefused(
                        "A publisher may not deliver null, and a value is NULL.",
                        "Leave NULLs out in the query, or publish whole rows.");
            }
            return element;
        }

        private void fetch() {
            var filling = source.cursor.fill(source.size);
            fetch = filling;
            var _ = filling.whenComplete((nothing, failed) -> {
                failure = failed;
                fetch = null;
                goOn();
            });
        }

        private void end() {
            subscriber = null;
            var _ = source.cursor.aclose();
        }
    }
}
