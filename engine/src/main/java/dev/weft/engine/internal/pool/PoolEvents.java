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

    /**
     * A connection that came back is clean, and goes to the next holder or is kept.
     *
     * @param info what is kept beside it
     */
    default void reset(Map<String, Object> info) {}

    /**
     * A connection was found to be broken, and is about to be closed.
     *
     * @param cause how, or null if that was not said
     */
    default void broken(@Nullable Throwable cause) {}

    /**
     * A connection that came back is about to be closed, because those of its time were dropped.
     *
     * @param info what is kept beside it
     */
    default void outdated(Map<String, Object> info) {}

    /**
     * A connection whose holder was collected is about to be closed.
     *
     * @param info what is kept beside it
     */
    default void detached(Map<String, Object> info) {}

    /** A connection has been closed. */
    void closed();
}
