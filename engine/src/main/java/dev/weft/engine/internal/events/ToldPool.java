package dev.weft.engine.internal.events;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.EngineListener;
import dev.weft.engine.internal.pool.PoolEvents;
import dev.weft.engine.spi.DriverConnection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pool's connections, told to an engine's listeners.
 *
 * @param engine the engine's name
 * @param listeners the listeners
 */
public record ToldPool(String engine, Listeners listeners) implements PoolEvents {
    @Override
    public @Nullable WorkFuture<@Nullable Void> connected(DriverConnection connection, Map<String, Object> info) {
        if (listeners.none()) {
            return null;
        }
        var hand = new AtHand(engine, connection, info);
        return listeners.around(listener -> listener.connected(hand), ToldPool::nothing, null);
    }

    private static WorkFuture<@Nullable Void> nothing() {
        var done = new WorkFuture<@Nullable Void>(reason -> {});
        done.complete(null);
        return done;
    }

    @Override
    public void closed() {
        listeners.after("closed", EngineListener::closed);
    }
}
