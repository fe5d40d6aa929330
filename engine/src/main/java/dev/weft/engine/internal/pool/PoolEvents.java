package dev.weft.engine.internal.pool;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.spi.DriverConnection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What hears of the driver's connections that a pool makes and closes. */
public interface PoolEvents {
    /** Nobody hears. */
    PoolEvents NONE = new PoolEvents() {
        @Override
        public @Nullable WorkFuture<@Nullable Void> connected(DriverConnection connection, Map<String, Object> info) {
            return null;
        }

        @Override
        public void closed() {}
    };

    /**
     * A connection has been made, and waits to be handed out.
     *
     * @param connection the connection
     * @param info what is kept beside it
     * @return what has to end well before it is handed out, or null for nothing
     */
    @Nullable
    WorkFuture<@Nullable Void> connected(DriverConnection connection, Map<String, Object> info);

    /** A connection has been closed. */
    void closed();
}
