package dev.weft.engine.internal;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.EngineListener;
import dev.weft.engine.internal.events.AtHand;
import dev.weft.engine.internal.events.Watch;
import dev.weft.engine.internal.flight.AcquireFlight;
import dev.weft.engine.internal.pool.Caller;
import dev.weft.engine.internal.pool.ConnectionPool;
import dev.weft.engine.internal.pool.Lease;
import dev.weft.engine.spi.DriverConnection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What listeners and Flight Recorder hear of a connection of the async face.
 *
 * @param engine the engine's name
 * @param watch its watch
 */
record ConnectionEvents(String engine, Watch watch) {
    /** Something that listeners hear of. */
    @FunctionalInterface
    interface Event {
        void tell(EngineListener listener, AtHand hand);
    }

    boolean unheard() {
        return watch.listeners().none();
    }

    AtHand hand(@Nullable Lease lease, DriverConnection connection) {
        return new AtHand(engine, connection, lease == null ? Map.of() : lease.info());
    }

    /** Runs an operation between its events, or without, if nobody listens. */
    <T extends @Nullable Object> WorkFuture<T> around(
            AtHand hand, @Nullable Event before, Supplier<WorkFuture<T>> operation, @Nullable Event after) {
        return watch.listeners()
                .around(
                        before == null ? null : listener -> before.tell(listener, hand),
                        operation,
                        after == null ? null : listener -> after.tell(listener, hand));
    }

    /** The same operation, which tells of its failure before whoever waits for it goes on. */
    <T extends @Nullable Object> WorkFuture<T> telling(String name, WorkFuture<T> operation) {
        return unheard()
                ? operation
                : (WorkFuture<T>) operation.whenComplete((value, failure) -> {
                    if (failure != null) {
                        watch.listeners().after("failed", listener -> listener.failed(name, failure));
                    }
                });
    }

    WorkFuture<Lease> acquire(ConnectionPool pool, Caller holder) {
        var flight = AcquireFlight.ifRecording();
        var acquiring = pool.acquire(holder);
        if (flight != null) {
            var _ = acquiring.whenComplete((taken, failure) -> flight.ended(engine, holder, failure));
        }
        return acquiring;
    }

    /** Tells that a connection is taken. */
    WorkFuture<@Nullable Void> checkedOut(Lease taken) {
        return around(
                hand(taken, taken.connection()),
                (listener, hand) -> listener.checkedOut(hand),
                () -> WorkFuture.completedWork(null),
                null);
    }

    CompletableFuture<@Nullable Void> giveBack(Lease held) {
        if (unheard() || held.connection().broken()) {
            return held.giveBack();
        }
        WorkFuture<@Nullable Void> told = around(
                hand(held, held.connection()),
                null,
                () -> WorkFuture.completedWork(null),
                (listener, hand) -> listener.checkedIn(hand));
        // Whatever became of those who were told, and of the awaitlet they were told in.
        return told.<@Nullable Void>handle((nothing, failure) -> null).thenCompose(nothing -> held.giveBack());
    }
}
