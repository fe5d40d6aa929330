package dev.weft.engine.internal.pool;

import dev.weft.awaitlet.Awaitlet;
import dev.weft.engine.EngineStatus.Holder;
import dev.weft.engine.spi.DriverConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The right to use one connection of the pool, until it is given back.
 *
 * <p>Giving it back twice does nothing the second time. Safe for use by many threads.
 */
public final class Lease {
    private final ConnectionPool pool;
    private final Slot slot;
    private volatile Caller caller;
    private final long since;
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile Leaks.@Nullable Held held;
    private final AtomicReference<@Nullable CompletableFuture<@Nullable Void>> back = new AtomicReference<>();

    Lease(ConnectionPool pool, Slot slot, Caller caller, long since) {
        this.pool = pool;
        this.slot = slot;
        this.caller = caller;
        this.since = since;
    }

    /**
     * The connection.
     *
     * @return the connection, to be used until this lease is given back
     */
    public DriverConnection connection() {
        return slot.connection();
    }

    /**
     * What is kept beside the connection for as long as it lives.
     *
     * @return a map safe for use by many threads
     */
    public Map<String, Object> info() {
        return slot.info();
    }

    /**
     * Gives the connection back: it is made clean and handed on, or closed if it is broken.
     *
     * @return a future that completes when that is done; the same at every call
     */
    public CompletableFuture<@Nullable Void> giveBack() {
        return giveBack(true);
    }

    /**
     * Gives the connection back to be closed, whatever its state.
     *
     * @return a future that completes when it is closed; the same at every call
     */
    public CompletableFuture<@Nullable Void> discard() {
        return giveBack(false);
    }

    private CompletableFuture<@Nullable Void> giveBack(boolean reusable) {
        var done = new CompletableFuture<@Nullable Void>();
        var before = back.compareAndExchange(null, done);
        if (before != null) {
            return before;
        }
        var watched = held;
        if (watched != null) {
            pool.leaks().forget(watched);
        }
        pool.takeBack(this, reusable, done);
        return done;
    }

    /**
     * Watches who holds this lease: if that is collected before this is given back, it is told of, and the connection
     * is closed.
     *
     * @param owner the holder
     */
    public void heldBy(Object owner) {
        held = pool.leaks().watch(owner, this);
    }

    Slot slot() {
        return slot;
    }

    /**
     * Hears that another awaitlet than the one that took it uses it now.
     *
     * @param user the awaitlet
     */
    public void usedBy(Awaitlet user) {
        var taker = caller;
        if (taker.awaitlet() == user) {
            return;
        }
        caller = new Caller(user.label(), user.label(), taker.waits(), taker.site());
    }

    Caller caller() {
        return caller;
    }

    Holder heldAt(long now) {
        var who = caller;
        return new Holder(who.toString(), Duration.ofNanos(now - since), who.site());
    }

    /** Tells whether this is the first time that this is asked. */
    boolean tellOnce() {
        return told.compareAndSet(false, true);
    }

    long since() {
        return since;
    }
}
