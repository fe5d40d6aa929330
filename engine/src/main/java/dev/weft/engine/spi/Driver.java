package dev.weft.engine.spi;

import dev.weft.awaitlet.spi.WorkFuture;
import org.jspecify.annotations.Nullable;

/**
 * What makes the connections of one engine.
 *
 * <p>Safe for use by many threads.
 */
public interface Driver {
    /**
     * Makes a connection.
     *
     * @return a future of the connection, within the connect timeout; it fails with a
     *     {@link dev.weft.engine.DatabaseError}. Cancelled, it leaves no connection behind
     */
    WorkFuture<DriverConnection> connect();

    /**
     * The most connections at a time.
     *
     * @return the number asked for in the settings, or the driver's own choice
     */
    int poolSize();

    /**
     * Frees what the driver itself holds, once all connections are closed. An in-memory database ends here.
     *
     * @return a future that completes when that is done
     */
    WorkFuture<@Nullable Void> close();
}
