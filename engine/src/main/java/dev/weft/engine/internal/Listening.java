package dev.weft.engine.internal;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.AsyncConnection;
import dev.weft.engine.DatabaseError;
import dev.weft.engine.Notification;
import dev.weft.engine.NotificationOverflow;
import dev.weft.engine.spi.DriverListening;
import dev.weft.engine.spi.Signals;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One subscription to notifications: what has arrived, and waits to be asked for. */
final class Listening implements Flow.Subscription, DriverListening.Listener {
    private final EngineConnection connection;
    private final Listenings all;
    private final Queue<Notification> waiting = new ArrayBlockingQueue<>(AsyncConnection.NOTIFICATIONS_KEPT);
    private final Signals signals = new Signals(this::one);
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
            end.compareAndSet(null, new End(WorkFuture.cause(failure), true));
        }
        signals.give();
    }

    @Override
    public void heard(Notification notification) {
        if (subscriber == null || end.get() != null) {
            return;
        }
        if (!waiting.offer(notification)) {
            end.compareAndSet(null, new End(new NotificationOverflow(waiting.size() + 1), true));
        }
        signals.give();
    }

    @Override
    public void lost(DatabaseError failure) {
        all.remove(this);
        end.compareAndSet(null, new End(failure, false));
        signals.give();
    }

    /** The connection goes back; the caller has it out of the others already. */
    void complete() {
        end.compareAndSet(null, new End(null, false));
        signals.give();
    }

    @Override
    public void request(long elements) {
        try {
            signals.ask(elements);
        } catch (IllegalArgumentException tooFew) {
            end.set(new End(tooFew, true));
        }
        signals.give();
    }

    @Override
    public void cancel() {
        if (subscriber != null) {
            stop();
        }
    }

    private boolean one() {
        var to = subscriber;
        return to != null && deliver(to);
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
            var next = signals.wanted() ? waiting.poll() : null;
            if (next == null) {
                return false;
            }
            signals.given();
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
