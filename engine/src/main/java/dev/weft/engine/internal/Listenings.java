package dev.weft.engine.internal;

import dev.weft.engine.Notification;
import dev.weft.engine.TransactionInactive;
import dev.weft.engine.spi.DriverListening;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

/**
 * The subscribers to notifications of one connection whose server listens.
 *
 * <p>Changed by the connection's one operation at a time, and by its loss.
 */
final class Listenings {
    private final List<Listening> open = new CopyOnWriteArrayList<>();

    Flow.Publisher<Notification> publisher(EngineConnection connection, List<String> channels) {
        if (channels.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one channel");
        }
        return subscriber -> {
            Objects.requireNonNull(subscriber, "subscriber"); // rule 1.9 of the Reactive Streams specification
            var listening = new Listening(connection, this, subscriber);
            var _ = connection
                    .owned("listen", () -> {
                        refuseInside(connection.transaction());
                        return connection.on(driver -> Completion.<DriverListening>work(
                                driver.listen(channels, listening).thenApply(listening::opened)));
                    })
                    .whenComplete(listening::begin);
        };
    }

    private static void refuseInside(TransactionState transaction) {
        transaction.refuseIfLost();
        if (transaction.open()) {
            throw new TransactionInactive(
                    "A transaction is open, and the server tells a session of notifications between transactions only.",
                    "Subscribe before the first statement, after a commit, or on a connection of its own.");
        }
    }

    void add(Listening listening) {
        open.add(listening);
    }

    /** Answers whether it was there: only then does the server still listen for it. */
    boolean remove(Listening listening) {
        return open.remove(listening);
    }

    /** Ends all, because the connection goes back; part of an operation of it, and without I/O. */
    void complete() {
        for (var each : List.copyOf(open)) {
            open.remove(each);
            each.complete();
        }
    }
}
