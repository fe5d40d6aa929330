package dev.weft.engine.internal;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.AsyncConnection;
import dev.weft.engine.DatabaseError;
import dev.weft.engine.Notification;
import dev.weft.engine.NotificationOverflow;
import dev.weft.engine.spi.DriverListening;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to notifications: what has arrived, and waits to be asked for.
 *
 * <p>Signals are given by one thread at a time: whoever comes while another gives some leaves the work to it.
 */
final class Listening implements Flow.Subscription, DriverListening.Listener {
    private final EngineConnection connection;
    private final Listenings all;
    private final Queue<Notification> waiting = new ArrayBlockingQueue<>(AsyncConnection.NOTIFICATIONS_KEPT);
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicLong wanted = new AtomicLong();
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();
    private volatile Flow.@Nullable Subscriber<? super Notification> subscriber; // null once it is to hear no more
    private volatile @Nullable DriverListening driver; // null until the server listens
    private boolean begun; // touched by whoever gives signals

    /**
     * How it ends.
     *
     * @param failure why, or null if the connection went back
     * @param atOnce whether what waits is dropped
     */
    private record End(@Nullable Throwable failure, boolean atOnce) {}

    Listening(EngineConnection connection, Listenings all, Flow.Subscriber<? super Notification> subscriber) {
        this.connection = connection;
        this.all = all;
        this.subscriber = subscriber;
    }

    /** The server listens; part of the operation that had it do so. */
    DriverListening opened(DriverListening opened) {
        driver = opened;
        if (end.get() == null) {
            all.add(this);
        }
        return opened;
    }

    /** The operation has ended that was to have the server listen. */
    void begin(@Nullable DriverListening opened, @Nullable Throwable failure) {
        if (failure != null) {
            var cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            end.compareAndSet(null, new End(cause, true));
        }
        goOn();
    }

    @Override
    public void heard(Notification notification) {
        if (subscriber == null || end.get() != null) {
            return;
        }
        if (!waiting.offer(notification)) {
            end.compareAndSet(null, new End(new NotificationOverflow(waiting.size() + 1), true));
        }
        goOn();
    }

    @Override
    public void lost(DatabaseError failure) {
        all.remove(this);
        end.compareAndSet(null, new End(failure, false));
        goOn();
    }

    /** The connection goes back; the caller has it out of the others already. */
    void complete() {
        end.compareAndSet(null, new End(null, false));
        goOn();
    }

    @Override
    public void request(long elements) {
        if (elements < 1) {
            end.set(new End(
                    new IllegalArgumentException("a subscriber asks for at least 1 element, not for " + elements
                            + " (rule 3.9 of the Reactive Streams specification)"),
                    true));
        } else {
            wanted.accumulateAndGet(elements, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
        }
        goOn();
    }

    @Override
    public void cancel() {
        if (subscriber != null) {
            stop();
        }
    }

    /** Gives the signals that are due. */
    private void goOn() {
        if (calls.getAndIncrement() > 0) {
            return;
        }
        var seen = 1;
        do {
            var to = subscriber;
            while (to != null && deliver(to)) {
                to = subscriber;
            }
            seen = calls.addAndGet(-seen);
        } while (seen > 0);
    }

    /** Gives one signal, if one is due; answers whether another may follow now. */
    private boolean deliver(Flow.Subscriber<? super Notification> to) {
        try {
            var ending = end.get();
            if (!begun) {
                begun = driver != null || ending != null;
                if (begun) {
                    to.onSubscribe(this);
                }
                return begun;
            }
            if (ending != null && (ending.atOnce || waiting.isEmpty())) {
                stop();
                if (ending.failure == null) {
                    to.onComplete();
                } else {
                    to.onError(ending.failure);
                }
                return false;
            }
            var next = wanted.get() == 0 ? null : waiting.poll();
            if (next == null) {
                return false;
            }
            wanted.updateAndGet(before -> before == Long.MAX_VALUE ? before : before - 1);
            to.onNext(next);
            return true;
        } catch (Throwable thrown) {
            stop();
            to.onError(thrown);
            return false;
        }
    }

    /** Gives no more signals, and has the server listen no more, unless it has ended that already. */
    private void stop() {
        subscriber = null;
        waiting.clear();
        var open = driver;
        if (open != null) {
            var _ = connection.queued(
                    "unlisten", () -> all.remove(this) ? open.close() : WorkFuture.completedWork(null));
        }
    }
}
