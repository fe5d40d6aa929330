package dev.weft.engine.internal.events;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.EngineListener;
import dev.weft.engine.internal.pool.PoolEvents;
import dev.weft.engine.spi.DriverConnection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A pool's connections, told to an engine's listeners.
 *
 * <p>Safe for use by many threads.
 */
public final class ToldPool implements PoolEvents {
    private static final CompletableFuture<Boolean> UNHEARD = CompletableFuture.completedFuture(true);

    private final String engine;
    private final Listeners listeners;
    private final AtomicReference<@Nullable CompletableFuture<Boolean>> first = new AtomicReference<>();

    /**
     * Tells listeners, if there are any.
     *
     * @param engine the engine's name
     * @param listeners the listeners
     */
    public ToldPool(String engine, Listeners listeners) {
        this.engine = engine;
        this.listeners = listeners;
    }

    @Override
    public @Nullable WorkFuture<@Nullable Void> connected(DriverConnection connection, Map<String, Object> info) {
        if (listeners.none()) {
            var _ = first.compareAndSet(null, UNHEARD);
            return null;
        }
        var hand = new AtHand(engine, connection, info);
        return listeners.begun(() -> {
            toldFirst(hand);
            listeners.before(listener -> listener.connected(hand));
        });
    }

    /** Lets the first connection be told as such, once, before any other is told of. */
    private void toldFirst(AtHand hand) {
        while (true) {
            var mine = new CompletableFuture<Boolean>();
            var others = first.compareAndExchange(null, mine);
            if (others == null) {
                tellFirst(hand, mine);
                return;
            }
            if (Awaitlets.await(others.copy())) {
                return;
            }
        }
    }

    /** Tells the first; if that fails, the next connection is the first. */
    private void tellFirst(AtHand hand, CompletableFuture<Boolean> told) {
        var well = false;
        try {
            listeners.before(listener -> listener.firstConnected(hand));
            well = true;
        } finally {
            if (!well) {
                first.set(null);
            }
            told.complete(well);
        }
    }

    @Override
    public void reset(Map<String, Object> info) {
        listeners.after("reset", listener -> listener.reset(info));
    }

    @Override
    public void broken(@Nullable Throwable cause) {
        listeners.after("invalidated", listener -> listener.invalidated(cause));
    }

    @Override
    public void outdated(Map<String, Object> info) {
        listeners.after("softlyInvalidated", listener -> listener.softlyInvalidated(info));
    }

    @Override
    public void detached(Map<String, Object> info) {
        listeners.after("detached", listener -> listener.detached(info));
    }

    @Override
    public void closed() {
        listeners.after("closed", EngineListener::closed);
    }
}
