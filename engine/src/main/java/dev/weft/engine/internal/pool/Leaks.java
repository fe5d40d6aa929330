package dev.weft.engine.internal.pool;

import dev.weft.engine.internal.flight.LeakFlight;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The leases whose holders were collected without giving them back: each is told of once, and its connection closed.
 *
 * <p>Looked for whenever a connection is asked for, so that no thread has to wait for the collector. Safe for use by
 * many threads.
 */
final class Leaks {
    private static final System.Logger LOGGER = System.getLogger("dev.weft.engine.pool");

    private final String engine;
    private final PoolEvents events;
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
    private final Set<Held> held = ConcurrentHashMap.newKeySet(); // or they would be collected themselves

    private final AtomicLong reclaimed = new AtomicLong();

    Leaks(String engine, PoolEvents events) {
        this.engine = engine;
        this.events = events;
    }

    /** A lease, and whether its holder still lives. */
    static final class Held extends PhantomReference<Object> {
        private final Lease lease;

        private Held(Object holder, Lease lease, ReferenceQueue<Object> queue) {
            super(holder, queue);
            this.lease = lease;
        }
    }

    Held watch(Object holder, Lease lease) {
        var watched = new Held(holder, lease, collected);
        held.add(watched);
        return watched;
    }

    /** The lease has been given back in time. */
    void forget(Held watched) {
        watched.clear();
        held.remove(watched);
    }

    /** How many there have been. */
    long reclaimed() {
        return reclaimed.get();
    }

    /** Tells of a connection that somebody holds longer than is meant to be; it stays the holder's. */
    void heldTooLong(Lease lease) {
        var holder = lease.caller();
        LOGGER.log(
                System.Logger.Level.WARNING,
                () -> engine + ": a connection taken by " + holder + " has been held too long; it was taken"
                        + (holder.site().isEmpty() ? "" : " at")
                        + holder.site().stream()
                                .map(call -> System.lineSeparator() + "\tat " + call)
                                .collect(Collectors.joining()));
        LeakFlight.heldTooLong(engine, holder.toString());
    }

    void reclaim() {
        for (@Nullable Reference<?> next = collected.poll(); next != null; next = collected.poll()) {
            if (next instanceof Held leaked && held.remove(leaked)) {
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        () -> engine + ": a connection taken by " + leaked.lease.caller()
                                + " was never closed; its holder is gone, and the connection is closed now");
                var _ = reclaimed.incrementAndGet();
                LeakFlight.collected(engine, leaked.lease.caller().toString());
                events.detached(leaked.lease.info());
                leaked.lease.connection().abort();
                var _ = leaked.lease.discard();
            }
        }
    }
}
