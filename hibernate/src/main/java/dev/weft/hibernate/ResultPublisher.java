package dev.weft.hibernate;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The results of a query for subscribers, each of whom runs it.
 *
 * @param query runs the query, as long as that is wanted
 */
record ResultPublisher<R>(Function<BooleanSupplier, CompletableFuture<ScrolledResults<R>>> query)
        implements Flow.Publisher<R> {
    @Override
    public void subscribe(Flow.Subscriber<? super R> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber"); // rule 1.9 of the Reactive Streams specification
        new ResultDelivery<>(query, subscriber).goOn();
    }
}
